package org.waypost.sip.transport.tls;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.waypost.sip.ParameterReader;

/**
 * The parameters, checked; the files they name have not been read.
 *
 * @param attributes what sections begin with
 * @param config file with sections
 */
record TlsSettings(
        Map<String, String> attributes,
        Optional<Path> config,
        int handshakeSeconds,
        int handshakes,
        int handshakesPerSource) {

    static final TlsSettings DEFAULTS = new TlsSettings(Map.of(), Optional.empty(), 10, 4096, 1024);

    /**
     * The settings that parameters give; for a value that is refused, what {@code last} has.
     *
     * @param folder that relative names of files are looked up in
     */
    static TlsSettings of(
            TlsParameters p, Map<String, ?> raw, TlsSettings last, Path folder, Consumer<String> refused) {
        ParameterReader in = new ParameterReader("tls", raw, refused);
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("method", in.parsed("tls_method", p::tls__method, TlsSettings::method, last.method()));
        attributes.put(
                "certificate", in.parsed("certificate", p::certificate, TlsSettings::path, last.at("certificate")));
        attributes.put(
                "private_key", in.parsed("private_key", p::private__key, TlsSettings::path, last.at("private_key")));
        attributes.put("ca_list", in.parsed("ca_list", p::ca__list, TlsSettings::path, last.at("ca_list")));
        attributes.put("crl", in.parsed("crl", p::crl, TlsSettings::path, last.at("crl")));
        attributes.put(
                "verify_certificate",
                number(in.number(
                        "verify_certificate", p::verify__certificate, 0, 1, last.number("verify_certificate", 0))));
        attributes.put(
                "verify_depth",
                number(in.number("verify_depth", p::verify__depth, 0, 100, last.number("verify_depth", 9))));
        attributes.put(
                "require_certificate",
                number(in.number(
                        "require_certificate", p::require__certificate, 0, 1, last.number("require_certificate", 0))));
        attributes.put(
                "cipher_list", in.parsed("cipher_list", p::cipher__list, TlsSettings::ciphers, last.at("cipher_list")));
        attributes.put(
                "server_name",
                in.parsed("server_name", p::server__name, TlsSettings::hostName, last.at("server_name")));
        attributes.values().removeIf(String::isEmpty);
        return new TlsSettings(
                Profile.resolved(attributes, folder),
                in.parsed(
                        "config",
                        p::config,
                        file -> Optional.of(path(file))
                                .filter(path -> !path.isEmpty())
                                .map(folder::resolve),
                        last.config),
                in.number("handshake_timeout", p::handshake__timeout, 1, 120, last.handshakeSeconds),
                in.number("max_handshakes", p::max__handshakes, 1, 1_000_000, last.handshakes),
                in.number(
                        "max_handshakes_per_source",
                        p::max__handshakes__per__source,
                        1,
                        1_000_000,
                        last.handshakesPerSource));
    }

    static String method(String method) {
        try {
            Profile.protocols("tls_method", method);
            return method;
        } catch (TlsFault wrong) {
            throw new IllegalArgumentException(Profile.METHODS, wrong);
        }
    }

    static String path(String path) {
        try {
            return Path.of(path).toString();
        } catch (InvalidPathException wrong) {
            throw new IllegalArgumentException("the path of a file", wrong);
        }
    }

    static String hostName(String name) {
        if (!name.matches("[\\w.-]*")) {
            throw new IllegalArgumentException("a host name");
        }
        return name;
    }

    static String ciphers(String list) {
        try {
            Ciphers.check(list);
            return list;
        } catch (TlsFault wrong) {
            throw new IllegalArgumentException("a list of ciphers that are there (" + wrong.getMessage() + ")", wrong);
        }
    }

    private String method() {
        return attributes.getOrDefault("method", "TLSv1.2+");
    }

    private String at(String key) {
        return attributes.getOrDefault(key, "");
    }

    private int number(String key, int otherwise) {
        return Integer.parseInt(attributes.getOrDefault(key, number(otherwise)));
    }

    private static String number(int number) {
        return Integer.toString(number);
    }
}
