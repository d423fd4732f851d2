package org.waypost.path.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenKeyTest {

    @TempDir
    Path folder;

    @Test
    void keepsTheKeyForTheNextStart() {
        Path file = folder.resolve("data/flow-token.key");
        byte[] first = TokenKey.in(file);

        assertThat(first).hasSize(TokenKey.LENGTH);
        assertThat(TokenKey.in(file)).isEqualTo(first);
    }

    @Test
    void letsNobodyElseReadTheKey() throws IOException {
        Path file = folder.resolve("flow-token.key");
        TokenKey.in(file);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void replacesAFileThatWasCutShort() throws IOException {
        Path file = folder.resolve("flow-token.key");
        Files.write(file, new byte[] {1, 2, 3});
        byte[] key = TokenKey.in(file);

        assertThat(key).hasSize(TokenKey.LENGTH);
        assertThat(Files.readAllBytes(file)).isEqualTo(key);
    }

    @Test
    void worksWithAKeyForOneRunWhereNothingCanBeKept() throws IOException {
        Path notAFolder = Files.writeString(folder.resolve("file"), "");

        assertThat(TokenKey.in(notAFolder.resolve("flow-token.key"))).hasSize(TokenKey.LENGTH);
    }
}
