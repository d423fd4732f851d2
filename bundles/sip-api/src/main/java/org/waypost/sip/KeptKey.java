package org.waypost.sip;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Set;
import java.util.function.Consumer;

/** A random key kept in a file that only this server's user may read, so that what is signed with it outlives a restart. */
public final class KeptKey {

    /** Octets of a key. */
    public static final int LENGTH = 32;

    private KeptKey() {}

    /**
     * The key in {@code file}, which is made if it is not there; a key for this run alone if that is impossible.
     *
     * @param warn takes a line if what was signed earlier, or is signed from now on, will be refused
     */
    public static byte[] in(Path file, Consumer<String> warn) {
        try {
            if (Files.exists(file)) {
                byte[] kept = Files.readAllBytes(file);
                if (kept.length == LENGTH) {
                    return kept;
                }
                warn.accept(file + " has " + kept.length + " octets, " + LENGTH
                        + " are wanted; a new key is made, what was signed with another is refused");
                Files.delete(file);
            }
            return create(file);
        } catch (IOException e) {
            warn.accept("A key cannot be kept, what is signed with it is refused after a restart: " + e);
            return random();
        }
    }

    /** A key that is kept nowhere. */
    public static byte[] random() {
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
            out.write(ByteBuffer.wrap(key));
        } catch (FileAlreadyExistsException e) {
            throw new IOException(file + " is being made by another server", e);
        }
        return key;
    }
}
