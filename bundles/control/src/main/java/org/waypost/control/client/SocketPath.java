package org.waypost.control.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.zip.CRC32;

/**
 * Where the control socket of a data directory lies: {@code run/control.sock} in it, or, where that is more than the 108 bytes an
 * operating system takes, a file in a directory of the user's own under the temporary directory.
 */
public final class SocketPath {

    private static final int LONGEST = 100;

    private SocketPath() {}

    /** The path of the socket; both sides come to the same. */
    public static Path of(Path data) {
        Path inData = data.toAbsolutePath().normalize().resolve("run").resolve("control.sock");
        byte[] bytes = inData.toString().getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= LONGEST) {
            return inData;
        }
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return Path.of(System.getProperty("java.io.tmpdir"), "waypost-" + System.getProperty("user.name"))
                .resolve(Long.toHexString(crc.getValue())
                        + Integer.toHexString(inData.toString().hashCode()) + ".sock");
    }

    /** Makes the directory of that socket, which no one but this user may enter; refuses one that belongs to someone else. */
    public static void prepare(Path socket) throws IOException {
        Path directory = socket.getParent();
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectories(directory.getParent());
            Files.createDirectory(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        refuseDirectoryOfOthers(directory);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        Files.deleteIfExists(socket);
    }

    /** Who this process is, a file of its own tells: the name of the user is unknown where a container has made up its number. */
    private static void refuseDirectoryOfOthers(Path directory) throws IOException {
        Path probe = Files.createTempFile(directory, "probe", "");
        try {
            UserPrincipal self = Files.getOwner(probe);
            UserPrincipal owner = Files.getOwner(directory, LinkOption.NOFOLLOW_LINKS);
            if (!owner.equals(self)) {
                throw new IOException(directory + " belongs to " + owner.getName() + ", not to " + self.getName());
            }
        } finally {
            Files.delete(probe);
        }
    }
}
