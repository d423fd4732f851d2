package org.waypost.path.edge;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The key of the flow tokens: random, kept in a file that only this server's user may read, so that tokens outlive a restart. */
final class TokenKey {

    static final int LENGTH = 32;

    private static final Logger LOG = LoggerFactory.getLogger(TokenKey.class);

    private TokenKey() {}

    /** The key in {@code file}, which is made if it is not there; a key for this run alone if that is impossible. */
    static byte[] in(Path file) {
        try {
            if (Files.exists(file)) {
                byte[] kept = Files.readAllBytes(file);
                if (kept.length == LENGTH) {
                    return kept;
                }
                LOG.warn(
                        "{} has {} octets, {} are wanted; a new key is made, earlier flow tokens are refused",
                        file,
                        kept.length,
                        LENGTH);
                Files.delete(file);
            }
            return create(file);
        } catch (IOException e) {
            LOG.warn("The key of the flow tokens cannot be kept, they are refused after a restart: {}", e.toString());
            return random();
        }
    }

    static byte[] random() {
        byte[] key = new byte[LENGTH];
        new SecureRandom().nextBytes(key);
        return key;
    }

    private static byte[] create(Path file) throws IOException {
        byte[] key = random();
        Files.createDirectories(file.getParent());
        try (SeekableByteChannel out = Files.newByteChannel(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            out.write(java.nio.ByteBuffer.wrap(key));
        } catch (FileAlreadyExistsException e) {
            throw new IOException(file + " is being made by another server", e);
        }
        return key;
    }
}
