package org.waypost.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainerTest {

    @TempDir
    Path data;

    @Test
    void closesTheFolderOfBundlesToOthers() throws IOException {
        Path folder = Files.createDirectory(
                data.resolve("bundles"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));

        assertThat(Container.privateFolder(folder)).isEqualTo(folder);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(Container.privateFolder(data.resolve("other")))))
                .isEqualTo("rwx------");
    }
}
