package org.waypost.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptKeyTest {

    @TempDir
    Path folder;

    private final List<String> said = new ArrayList<>();

    @Test
    void keepsTheKeyForTheNextStart() {
        Path file = folder.resolve("data/flow-token.key");
        byte[] first = KeptKey.in(file, said::add);

        assertThat(first).hasSize(KeptKey.LENGTH);
        assertThat(KeptKey.in(file, said::add)).isEqualTo(first);
        assertThat(said).isEmpty();
    }

    @Test
    void letsNobodyElseReadTheKey() throws IOException {
        Path file = folder.resolve("flow-token.key");
        KeptKey.in(file, said::add);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void replacesAFileThatWasCutShort() throws IOException {
        Path file = folder.resolve("flow-token.key");
        Files.write(file, new byte[] {1, 2, 3});
        byte[] key = KeptKey.in(file, said::add);

        assertThat(key).hasSize(KeptKey.LENGTH);
        assertThat(Files.readAllBytes(file)).isEqualTo(key);
        assertThat(said).singleElement().asString().contains("3 octets");
    }

    @Test
    void worksWithAKeyForOneRunWhereNothingCanBeKept() throws IOException {
        Path notAFolder = Files.writeString(folder.resolve("file"), "");

        assertThat(KeptKey.in(notAFolder.resolve("flow-token.key"), said::add)).hasSize(KeptKey.LENGTH);
        assertThat(said).hasSize(1);
    }
}
