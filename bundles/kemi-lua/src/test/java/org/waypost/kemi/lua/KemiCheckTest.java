package org.waypost.kemi.lua;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KemiCheckTest {

    @TempDir
    Path folder;

    @Test
    void refusesAScriptThatIsNoFile() throws Exception {
        Files.writeString(folder.resolve("route.lua"), "");

        assertThat(KemiCheck.check(Map.of("script", "route.lua"), folder)).isEmpty();
        assertThat(KemiCheck.check(Map.of("script", folder.resolve("route.lua").toString()), Path.of("/nowhere")))
                .isEmpty();
        assertThat(KemiCheck.check(Map.of("script", ""), folder)).isEmpty();
        assertThat(KemiCheck.check(Map.of("script", "other.lua"), folder)
                        .orElseThrow()
                        .key())
                .isEqualTo("script");
        assertThat(KemiCheck.check(Map.of("script", "."), folder)).isPresent();
        assertThat(KemiCheck.check(Map.of("script", "a\0b"), folder)).isPresent();
    }
}
