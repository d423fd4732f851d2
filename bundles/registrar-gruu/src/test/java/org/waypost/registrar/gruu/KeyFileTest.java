package org.waypost.registrar.gruu;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFileTest {

    @TempDir
    Path folder;

    @Test
    void keepsOneKeyForItsUserAlone() throws IOException {
        Path file = folder.resolve("gruu.key");
        byte[] key = KeyFile.read(file);
        assertThat(key).hasSize(Token.KEY).isNotEqualTo(new byte[Token.KEY]);
        assertThat(KeyFile.read(file)).isEqualTo(key);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void usesAKeyForOneRunIfItCannotBeKept() throws IOException {
        Path file = Files.write(folder.resolve("gruu.key"), new byte[3]);
        assertThat(KeyFile.read(file)).hasSize(Token.KEY);
        assertThat(Files.size(file)).as("is left alone").isEqualTo(3);
        assertThat(KeyFile.read(folder.resolve("none/gruu.key"))).hasSize(Token.KEY);
    }
}
