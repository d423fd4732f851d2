package org.waypost.sip.transport.tls;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One section of a TLS configuration, checked: {@code [server:default]}, {@code [server:192.0.2.1:5061]}, {@code [server:any]}, and the
 * same for clients, which are connections that this server opens.
 *
 * @param isServer whether it is for connections that are accepted
 * @param address the local one of an accepted connection, the remote one of another; empty for any
 * @param attributes as they were written, and those inherited
 * @param certificate PEM file of the own certificate and those between it and the root
 * @param key PEM file of its key
 * @param authorities PEM file of the certificates that are trusted
 * @param revocations PEM file of revocation lists
 */
record Profile(
        String name,
        boolean isServer,
        boolean isDefault,
        Optional<InetSocketAddress> address,
        Map<String, String> attributes,
        List<String> protocols,
        Optional<Path> certificate,
        Optional<Path> key,
        Optional<Path> authorities,
        Optional<Path> revocations,
        boolean verify,
        boolean require,
        int depth,
        String ciphers,
        String serverName,
        int serverNameMode) {

    static final String METHODS = "TLSv1.2, TLSv1.2+, TLSv1.3 or TLSv1.3+";

    /** The names of attributes of a section, and of the parameters that stand for them. */
    static final List<String> ATTRIBUTES = List.of(
            "method",
            "certificate",
            "private_key",
            "ca_list",
            "crl",
            "verify_certificate",
            "verify_depth",
            "require_certificate",
            "cipher_list",
            "server_name",
            "server_name_mode",
            "server_id");

    private static final List<String> FILES = List.of("certificate", "private_key", "ca_list", "crl");
    private static final int DEEPEST = 100;

    /** @param name of the section: {@code server:default} */
    static Profile of(String name, Map<String, String> attributes) {
        String[] parts = name.split(":", 2);
        boolean isServer = parts[0].equals("server");
        if (parts.length < 2 || !isServer && !parts[0].equals("client")) {
            throw new TlsFault("[" + name + "] is no section; [server:…] or [client:…] is wanted");
        }
        boolean isDefault = parts[1].equals("default");
        Optional<InetSocketAddress> address =
                isDefault || parts[1].matches("any(:\\d+)?") ? Optional.empty() : Optional.of(address(name, parts[1]));
        Reader in = new Reader(name, attributes);
        Optional<Path> certificate = in.file("certificate");
        return new Profile(
                name,
                isServer,
                isDefault,
                address,
                Map.copyOf(attributes),
                protocols(name, attributes.getOrDefault("method", "TLSv1.2+")),
                certificate,
                in.file("private_key").or(() -> certificate),
                in.file("ca_list"),
                in.file("crl"),
                in.flag("verify_certificate"),
                in.flag("require_certificate"),
                in.number("verify_depth", 9, DEEPEST),
                attributes.getOrDefault("cipher_list", ""),
                attributes.getOrDefault("server_name", "").toLowerCase(Locale.ROOT),
                in.number("server_name_mode", 0, 2));
    }

    /** The attributes of one section, names of files resolved. */
    static Map<String, String> resolved(Map<String, String> attributes, Path folder) {
        Map<String, String> resolved = new LinkedHashMap<>(attributes);
        for (String file : FILES) {
            try {
                resolved.computeIfPresent(
                        file,
                        (key, path) -> path.isEmpty()
                                ? path
                                : folder.resolve(path).normalize().toString());
            } catch (InvalidPathException e) {
                throw new TlsFault(file, e);
            }
        }
        return resolved;
    }

    /** What a method stands for. Protocols before TLS 1.2 are not spoken, whatever the lower end of a range is (RFC 8996). */
    static List<String> protocols(String name, String method) {
        return switch (method.toUpperCase(Locale.ROOT)) {
            case "TLSV1.2" -> List.of("TLSv1.2");
            case "TLSV1.3", "TLSV1.3+" -> List.of("TLSv1.3");
            case "TLSV1.2+", "TLSV1.1+", "TLSV1+", "TLSV1.0+", "SSLV23" -> List.of("TLSv1.3", "TLSv1.2");
            default -> throw new TlsFault(name + ": method is '" + method + "'; " + METHODS + " is wanted");
        };
    }

    /** Whether it is for a client that asks for that name (SNI), in lower case. */
    boolean isNamed(String wanted) {
        boolean same = serverName.equals(wanted);
        boolean below = wanted.endsWith("." + serverName);
        return !serverName.isEmpty()
                && switch (serverNameMode) {
                    case 1 -> below;
                    case 2 -> same || below;
                    default -> same;
                };
    }

    /** What scripts choose it by; empty if they cannot. */
    String serverId() {
        return attributes.getOrDefault("server_id", "");
    }

    boolean isAt(InetSocketAddress here) {
        return address.isEmpty() || address.get().equals(here);
    }

    private static InetSocketAddress address(String name, String text) {
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? text : text.substring(0, colon);
        String port = colon < 0 ? "" : text.substring(colon + 1);
        boolean isNumber = host.matches("[0-9.]+|\\[[0-9a-fA-F:.]+]");
        try {
            if (isNumber && port.matches("\\d{1,5}") && Integer.parseInt(port) < 65536) {
                return new InetSocketAddress(InetAddress.getByName(host), Integer.parseInt(port));
            }
        } catch (UnknownHostException e) {
            // no address, as below
        }
        throw new TlsFault(
                "[" + name + "] is no section; default, any or address:port is wanted after the first colon");
    }

    private record Reader(String name, Map<String, String> attributes) {

        Optional<Path> file(String key) {
            return Optional.ofNullable(attributes.get(key))
                    .filter(path -> !path.isEmpty())
                    .map(Path::of);
        }

        boolean flag(String key) {
            return switch (attributes.getOrDefault(key, "no").toLowerCase(Locale.ROOT)) {
                case "1", "yes", "true", "on", "enabled" -> true;
                case "0", "no", "false", "off", "disabled" -> false;
                default ->
                    throw new TlsFault(name + ": " + key + " is '" + attributes.get(key) + "'; yes or no is wanted");
            };
        }

        int number(String key, int otherwise, int most) {
            String text = attributes.getOrDefault(key, Integer.toString(otherwise));
            if (!text.matches("\\d{1,3}") || Integer.parseInt(text) > most) {
                throw new TlsFault(name + ": " + key + " is '" + text + "'; a number of 0.." + most + " is wanted");
            }
            return Integer.parseInt(text);
        }
    }
}
