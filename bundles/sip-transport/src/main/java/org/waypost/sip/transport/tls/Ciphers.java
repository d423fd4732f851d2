package org.waypost.sip.transport.tls;

import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.waypost.sip.FlowSecurity;

/**
 * Reads {@code cipher_list}: names of OpenSSL or of IANA, and of OpenSSL's language the words that select by a part of a name, joined by
 * {@code +}, or leave out, after {@code !} or {@code -}. As with OpenSSL the suites of TLS 1.3 are always there.
 */
final class Ciphers {

    private static final List<String> ALL = List.of("DEFAULT", "HIGH", "ALL");

    private Ciphers() {}

    /** The suites that a list selects of {@code usual}, by name also of {@code supported}; all usual ones for an empty list. */
    static String[] select(String list, SSLParameters usual, SSLParameters supported) {
        Set<String> chosen = new LinkedHashSet<>();
        if (list.isBlank()) {
            return usual.getCipherSuites();
        }
        for (String suite : usual.getCipherSuites()) {
            if (isNew(suite)) {
                chosen.add(suite);
            }
        }
        int always = chosen.size();
        for (String word : list.strip().split("[:,\\s]+")) {
            apply(word, chosen, usual.getCipherSuites(), supported.getCipherSuites());
        }
        if (chosen.size() == always) {
            throw new TlsFault("cipher_list '" + list + "' leaves no cipher for TLS 1.2");
        }
        return chosen.toArray(new String[0]);
    }

    /** Throws a {@link TlsFault} if there is something in the list that is not known here. */
    static void check(String list) {
        try {
            SSLContext context = SSLContext.getDefault();
            select(list, context.getDefaultSSLParameters(), context.getSupportedSSLParameters());
        } catch (NoSuchAlgorithmException e) {
            throw new TlsFault("there is no TLS here", e);
        }
    }

    private static void apply(String word, Set<String> chosen, String[] usual, String[] supported) {
        if (word.startsWith("!") || word.startsWith("-")) {
            chosen.removeIf(suite -> !isNew(suite) && hasAll(suite, word.substring(1)));
            return;
        }
        if (word.startsWith("@") || word.startsWith("+")) {
            return;
        }
        List<String> found = new ArrayList<>();
        for (String suite : supported) {
            if (suite.equals(word) || FlowSecurity.openSslName(suite).equals(word)) {
                found.add(suite);
            }
        }
        if (found.isEmpty()) {
            for (String suite : usual) {
                if (!isNew(suite) && suite.contains("_WITH_") && (ALL.contains(word) || hasAll(suite, word))) {
                    found.add(suite);
                }
            }
        }
        if (found.isEmpty()) {
            throw new TlsFault("cipher_list: there is no cipher '" + word + "' here");
        }
        chosen.addAll(found);
    }

    private static boolean hasAll(String suite, String words) {
        String name = "-" + FlowSecurity.openSslName(suite) + "-";
        for (String word : words.split("\\+")) {
            String part = word.toUpperCase(Locale.ROOT);
            boolean has = part.equals("AESGCM")
                    ? name.contains("-AES") && name.contains("-GCM-")
                    : part.equals("EECDH")
                            ? name.contains("-ECDHE-")
                            : part.equals("EDH")
                                    ? name.contains("-DHE-")
                                    : part.equals("AES") ? name.contains("-AES") : name.contains("-" + part + "-");
            if (!has) {
                return false;
            }
        }
        return true;
    }

    private static boolean isNew(String suite) {
        return suite.startsWith("TLS_AES_") || suite.startsWith("TLS_CHACHA20_");
    }
}
