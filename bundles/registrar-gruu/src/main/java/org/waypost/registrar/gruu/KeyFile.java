package org.waypost.registrar.gruu;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The key of the temporary GRUUs: random, kept in a file that only this server's user may read, so that they outlive a restart. */
final class KeyFile {

    private static final Logger LOG = LoggerFactory.getLogger(KeyFile.class);

    private KeyFile() {}

    /** The key in {@code file}, which is made if it is not there; a key for this run alone if that is impossible. */
    static byte[] read(Path file) {
        try {
            if (!Files.exists(file)) {
                return create(file);
            }
            byte[] kept = Files.readAllBytes(file);
            if (kept.length == Token.KEY) {
                return kept;
            }
            LOG.warn(
                    "{} has {} octets, {} are wanted: temporary GRUUs of compat rfc are valid until a restart only",
                    file,
                    kept.length,
                    Token.KEY);
        } catch (IOException | UnsupportedOperationException e) {
            LOG.warn(
                    "The key of the temporary GRUUs cannot be kept, they are refused after a restart: {}",
                    e.toString());
        }
        return random();
    }

    static byte[] random() {
        byte[] key = new byte[Token.KEY];
        new SecureRandom().nextBytes(key);
        return key;
    }

    private static byte[] create(Path file) throws IOException {
        byte[] key = random();
        try (SeekableByteChannel out = Files.newByteChannel(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            out.write(ByteBuffer.wrap(key));
        }
        return key;
    }
}
