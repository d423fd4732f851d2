package org.waypost.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataLockTest {

    @TempDir
    private Path data;

    @Test
    void refusesASecondContainerAndNamesTheFirst() throws IOException {
        try (DataLock first = DataLock.acquire(data)) {
            assertThat(first).isNotNull();
            assertThatThrownBy(() -> DataLock.acquire(data))
                    .isInstanceOf(LaunchException.class)
                    .hasMessageContaining("already running")
                    .hasMessageContaining(Long.toString(ProcessHandle.current().pid()))
                    .hasMessageContaining(data.toString());
        }
    }

    @Test
    void takesOverWhatAKilledContainerHasLeft() throws IOException {
        Files.writeString(data.resolve("lock"), "123456789\n");

        try (DataLock lock = DataLock.acquire(data)) {
            assertThat(lock).isNotNull();
            assertThat(data.resolve("lock"))
                    .hasContent(Long.toString(ProcessHandle.current().pid()));
        }
    }

    @Test
    void makesTheDataDirectory() throws IOException {
        try (DataLock lock = DataLock.acquire(data.resolve("deep").resolve("down"))) {
            assertThat(lock).isNotNull();
            assertThat(data.resolve("deep/down/lock")).exists();
        }
    }
}
