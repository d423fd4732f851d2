package org.waypost.sip.transport.tls;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.waypost.sip.ParameterCheck;

/**
 * Refuses values of {@code waypost.tls} that cannot be read, before they are kept. Whether files go together is seen when they are taken
 * over: a certificate and its key are set one after the other.
 */
public final class TlsCheck implements ParameterCheck {

    private static final List<String> FILES = List.of("certificate", "private_key", "ca_list", "crl", "config");

    private final Path folder;
    private final BooleanSupplier running;

    /**
     * @param folder that relative names of files are looked up in
     * @param running whether TLS is there already: at the start a file that is not there yet is waited for
     */
    public TlsCheck(Path folder, BooleanSupplier running) {
        this.folder = folder;
        this.running = running;
    }

    @Override
    public Optional<Refusal> check(Map<String, String> values) {
        return read("tls_method", values, TlsSettings::method)
                .or(() -> read("cipher_list", values, TlsSettings::ciphers))
                .or(() -> read("server_name", values, TlsSettings::hostName))
                .or(() -> FILES.stream()
                        .flatMap(key -> read(key, values, this::file).stream())
                        .findFirst());
    }

    private String file(String path) {
        Path file = folder.resolve(TlsSettings.path(path));
        if (running.getAsBoolean() && !path.isEmpty() && !(Files.isRegularFile(file) && Files.isReadable(file))) {
            throw new IllegalArgumentException("a file that can be read (there is no " + file + ")");
        }
        return path;
    }

    private static Optional<Refusal> read(String key, Map<String, String> values, Function<String, ?> parser) {
        try {
            parser.apply(values.getOrDefault(key, "").strip());
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(new Refusal(key, e.getMessage()));
        }
    }
}
