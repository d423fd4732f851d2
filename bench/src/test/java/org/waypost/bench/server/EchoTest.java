package org.waypost.bench.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waypost.bench.load.LoadGenerator;
import org.waypost.bench.load.LoadPlan;
import org.waypost.bench.load.LoadResult;
import org.waypost.bench.load.Mode;

class EchoTest {

    @Test
    void sendsBackWhatCameAndLeavesNothingBehind() throws IOException {
        Path folder;
        long pid;
        try (ServerProcess echo = Echo.start(List.of("-Xmx32m"))) {
            folder = echo.folder();
            pid = echo.jvm();
            LoadResult result = LoadGenerator.run(LoadPlan.each(echo.address(), false, Mode.FIRST, 0, 100, 4));

            assertThat(result.answered()).isEqualTo(100);
            assertThat(result.refused()).isZero();
            assertThat(Waypost.jvmFlags(echo)).containsExactly("-Xmx32m");
        }
        assertThat(folder).doesNotExist();
        assertThat(ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false))
                .isFalse();
    }

    @Test
    void showsTheOutputOfAServerThatDoesNotStart(@TempDir Path folder) throws IOException {
        InetSocketAddress address = Ports.free();
        List<String> command = List.of("sh", "-c", "echo port is taken; exit 1");

        assertThatThrownBy(() -> ServerProcess.start(
                        "broken", address, folder, command, Probe.registers(address), Duration.ofSeconds(20)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("broken did not answer")
                .hasMessageContaining("port is taken");
        assertThat(Files.exists(folder)).isTrue();
    }
}
