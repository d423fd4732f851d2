package org.waypost.bench.proc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThreadTimesTest {

    @TempDir
    Path tasks;

    @Test
    void addsUpThreadsThatDifferInANumber() throws IOException {
        thread(1, "java", 5);
        thread(2, "GC Thread#0", 100);
        thread(3, "GC Thread#12", 200);
        thread(4, "waypost-udp-506", 7);

        assertThat(ThreadTimes.of(tasks).nanos()).isEqualTo(Map.of("java", 5L, "GC Thread", 300L, "waypost-udp", 7L));
    }

    @Test
    void saysWhatWasSpentForEachRequestMostFirst() {
        ThreadTimes before = new ThreadTimes(Map.of("reader", 1_000_000L, "idle", 1L));
        ThreadTimes after = new ThreadTimes(Map.of("reader", 3_000_000L, "idle", 2L, "GC Thread", 5_000_000L));
        ThreadTimes spent = after.since(before);

        assertThat(spent.text(1000)).isEqualTo("GC Thread 5.0, reader 2.0");
        assertThat(spent.plus(spent).text(1000)).isEqualTo("GC Thread 10.0, reader 4.0");
    }

    @Test
    void readsTheThreadsOfThisProcess() {
        assertThat(ThreadTimes.of(ProcessHandle.current().pid()).nanos()).containsKey("java");
    }

    private void thread(int id, String name, long nanos) throws IOException {
        Path folder = Files.createDirectory(tasks.resolve(Integer.toString(id)));
        Files.writeString(folder.resolve("comm"), name + "\n");
        Files.writeString(folder.resolve("schedstat"), nanos + " 12345 6\n");
    }
}
