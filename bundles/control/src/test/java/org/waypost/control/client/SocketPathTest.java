package org.waypost.control.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SocketPathTest {

    @TempDir
    private Path folder;

    @Test
    void liesInTheDataDirectory() {
        assertThat(SocketPath.of(Path.of("/srv/waypost"))).isEqualTo(Path.of("/srv/waypost/run/control.sock"));
    }

    @Test
    void isShortAndDifferentForEachDeepDataDirectory() {
        Path deep = Path.of("/srv", "very-long-name".repeat(10));

        Path one = SocketPath.of(deep.resolve("one"));
        Path two = SocketPath.of(deep.resolve("two"));

        assertThat(one.toString().length()).isLessThan(100);
        assertThat(one)
                .isNotEqualTo(two)
                .isEqualTo(SocketPath.of(deep.resolve("x").resolve("..").resolve("one")));
    }

    @Test
    void isPreparedForThisUserAlone() throws IOException {
        Path socket = folder.resolve("data").resolve("run").resolve("control.sock");

        SocketPath.prepare(socket);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket.getParent())))
                .isEqualTo("rwx------");
    }

    @Test
    void isClearedOfWhatAKilledContainerHasLeft() throws IOException {
        Path socket = folder.resolve("run").resolve("control.sock");
        Files.createDirectories(socket.getParent());
        Files.setPosixFilePermissions(socket.getParent(), PosixFilePermissions.fromString("rwxrwxrwx"));
        Files.createFile(socket);

        SocketPath.prepare(socket);

        assertThat(socket).doesNotExist();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket.getParent())))
                .isEqualTo("rwx------");
    }
}
