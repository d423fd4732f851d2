package org.waypost.auth.users;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.waypost.sip.auth.DigestAlgorithm;
import org.waypost.sip.auth.UserSecret;

/**
 * Reads a file of users: a line {@code user@realm:password} or {@code user@realm:{HA1-MD5}hash} for each, several hashes of one user by
 * several lines; a line {@code user:password} is good for every realm. Empty lines and those that begin with {@code #} are passed over.
 */
final class UsersFile {

    private static final Pattern HASH = Pattern.compile("\\{(?:HA1-)?([A-Za-z0-9-]+)}([0-9A-Fa-f]+)");
    private static final long LARGEST = 256L << 20;

    private UsersFile() {}

    /** A line that is none of these. Its text never shows what the line says, which may be a password. */
    static final class Malformed extends Exception {

        private static final long serialVersionUID = 1;

        Malformed(int line, String wanted) {
            super("line " + line + ": " + wanted);
        }
    }

    private static final class Lines {

        private final Map<String, Map<DigestAlgorithm, String>> hashes = new HashMap<>();
        private final Map<String, UserSecret> secrets = new HashMap<>();
    }

    /** The users, by {@code user@realm} or {@code user}. */
    static Map<String, UserSecret> read(Path file) throws IOException, Malformed {
        if (Files.size(file) > LARGEST) {
            throw new IOException("it has more than " + LARGEST + " octets");
        }
        // one char for each octet, as names and passwords in messages are
        List<String> lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        Lines read = new Lines();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                read(read, line, i + 1);
            }
        }
        read.hashes.forEach((user, hashes) -> read.secrets.put(user, UserSecret.ofHashes(hashes)));
        return Map.copyOf(read.secrets);
    }

    private static void read(Lines read, String line, int number) throws Malformed {
        int colon = separator(line);
        if (colon <= 0 || colon == line.length() - 1) {
            throw new Malformed(number, "user@realm:password is wanted");
        }
        String user = FileUsers.key(line.substring(0, colon));
        String secret = line.substring(colon + 1);
        Matcher hash = HASH.matcher(secret);
        if (!hash.matches()) {
            put(read, user, UserSecret.ofPassword(secret), number);
            return;
        }
        DigestAlgorithm algorithm = DigestAlgorithm.of(hash.group(1))
                .orElseThrow(() -> new Malformed(number, "HA1-MD5, HA1-SHA-256 or HA1-SHA-512-256 is wanted"));
        if (hash.group(2).length() != algorithm.hexLength() || user.indexOf('@') < 0) {
            throw new Malformed(number, "user@realm and " + algorithm.hexLength() + " hexadecimal digits are wanted");
        }
        if (read.secrets.containsKey(user)
                || read.hashes
                                .computeIfAbsent(user, name -> new EnumMap<>(DigestAlgorithm.class))
                                .put(algorithm, hash.group(2).toLowerCase(Locale.ROOT))
                        != null) {
            throw new Malformed(number, "the user is there already");
        }
    }

    // a realm may be an IPv6 address in brackets
    private static int separator(String line) {
        int at = line.indexOf('@');
        int first = line.indexOf(':');
        boolean isAddress = at > 0 && at < first && line.startsWith("[", at + 1);
        return isAddress ? line.indexOf(':', Math.max(at, line.indexOf(']', at))) : first;
    }

    private static void put(Lines read, String user, UserSecret secret, int number) throws Malformed {
        if (read.hashes.containsKey(user) || read.secrets.put(user, secret) != null) {
            throw new Malformed(number, "the user is there already");
        }
    }
}
