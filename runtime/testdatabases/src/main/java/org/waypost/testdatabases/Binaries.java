package org.waypost.testdatabases;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/** The unpacked programs of the servers, shared by all Java machines of this user in a folder of the system's temporary one. */
final class Binaries {

    /** Writes the programs into a folder. */
    interface Unpacking {
        void into(Path folder) throws IOException;
    }

    private Binaries() {}

    static Path root() {
        try {
            return Files.createDirectories(Path.of(
                            System.getProperty("java.io.tmpdir"),
                            "waypost-testdatabases-" + System.getProperty("user.name")))
                    .toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The folder of that name, unpacked now if it is not there; whoever comes at the same time waits. */
    static Path unpacked(String name, Unpacking unpacking) throws IOException {
        Path ready = root().resolve(name);
        Path lock = root().resolve(name + ".lock");
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = channel.lock()) {
            if (held.isValid() && !Files.isDirectory(ready)) {
                Path unfinished = Files.createTempDirectory(root(), name + ".");
                unpacking.into(unfinished);
                Files.move(unfinished, ready, StandardCopyOption.ATOMIC_MOVE);
            }
        }
        return ready;
    }

    static void write(Path file, InputStream content, boolean executable) throws IOException {
        Files.createDirectories(file.getParent());
        Files.copy(content, file, StandardCopyOption.REPLACE_EXISTING);
        if (executable) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }
}
