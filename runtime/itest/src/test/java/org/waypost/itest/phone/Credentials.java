package org.waypost.itest.phone;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.waypost.itest.kit.SipMessage;

/** Answers a challenge (RFC 7616), the first one of a reply as RFC 8760 says. */
public final class Credentials {

    private static final Pattern PARAMETER = Pattern.compile("(\\w+)\\s*=\\s*(?:\"([^\"]*)\"|([^,\\s]+))");

    private Credentials() {}

    /** The header line for the next try. */
    public static String answer(SipMessage challenged, String user, String password, String method, String uri) {
        boolean byProxy = challenged.status() == 407;
        String challenge = challenged
                .header(byProxy ? "Proxy-Authenticate" : "WWW-Authenticate")
                .orElseThrow();
        Map<String, String> parameters = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        Matcher each = PARAMETER.matcher(challenge);
        while (each.find()) {
            parameters.put(each.group(1), each.group(2) == null ? each.group(3) : each.group(2));
        }
        String realm = parameters.get("realm");
        String nonce = parameters.get("nonce");
        String algorithm = parameters.getOrDefault("algorithm", "MD5");
        String hash = algorithm.equals("SHA-512-256") ? "SHA-512/256" : algorithm;
        String ha1 = hex(hash, user + ":" + realm + ":" + password);
        String ha2 = hex(hash, method + ":" + uri);
        boolean qop = parameters.containsKey("qop");
        String client = qop ? ":00000001:c0ffee:auth" : "";
        String response = hex(hash, ha1 + ":" + nonce + client + ":" + ha2);
        return (byProxy ? "Proxy-Authorization" : "Authorization")
                + ": Digest username=\"%s\", realm=\"%s\", nonce=\"%s\", uri=\"%s\", response=\"%s\", algorithm=%s"
                        .formatted(user, realm, nonce, uri, response, algorithm)
                + (qop ? ", qop=auth, nc=00000001, cnonce=\"c0ffee\"" : "")
                + (parameters.containsKey("opaque") ? ", opaque=\"" + parameters.get("opaque") + "\"" : "");
    }

    private static String hex(String algorithm, String text) {
        try {
            byte[] octets = MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(octets);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("the challenge names the algorithm " + algorithm, e);
        }
    }
}
