package org.waypost.bench.proc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessTreeTest {

    @TempDir
    Path proc;

    @Test
    void readsAStatLineWhoseCommandHasSpacesAndParentheses() {
        ProcStat stat = ProcStat.parse(
                "4711 (a) b (c) S 42 1 1 0 -1 4194560 1 2 3 4 150 25 30 5 20 0 1 0 99 1 2 3 4 5 6 7 8 9 10 11 12\n");

        assertThat(stat).isEqualTo(new ProcStat(4711, 42, 175, 35));
    }

    @Test
    void refusesALineThatIsNone() {
        assertThatThrownBy(() -> ProcStat.parse("hello")).hasMessageContaining("hello");
    }

    @Test
    void sumsAProcessAndAllItsDescendants() throws IOException {
        process(10, 1, 100, 50, 7);
        process(11, 10, 200, 0, 0);
        process(12, 11, 300, 0, 0);
        process(20, 1, 9999, 9999, 9999);
        Files.createDirectory(proc.resolve("self"));

        assertThat(new ProcessTree(proc, 10, 100).cpuSeconds()).isEqualTo(6.57);
    }

    @Test
    void countsSharedPagesOnce() throws IOException {
        process(10, 1, 0, 0, 0);
        process(11, 10, 0, 0, 0);
        Files.writeString(
                proc.resolve("10/smaps_rollup"), "00-ff ---p 0 00:00 0 [rollup]\nRss: 900 kB\nPss:    300 kB\n");
        Files.writeString(
                proc.resolve("11/smaps_rollup"), "00-ff ---p 0 00:00 0 [rollup]\nRss: 800 kB\nPss:    200 kB\n");

        assertThat(new ProcessTree(proc, 10, 100).residentBytes()).isEqualTo(500 * 1024);
    }

    @Test
    void findsItselfInTheRealProc() {
        ProcessTree self = new ProcessTree(ProcessHandle.current().pid());

        assertThat(self.cpuSeconds()).isPositive();
        assertThat(self.residentBytes()).isPositive();
        assertThat(self.running("java")).contains((int) ProcessHandle.current().pid());
    }

    private void process(int pid, int parent, int user, int system, int children) throws IOException {
        Path folder = Files.createDirectory(proc.resolve(Integer.toString(pid)));
        Files.writeString(
                folder.resolve("stat"),
                pid + " (server) S " + parent + " 0 0 0 0 0 0 0 0 0 " + user + " " + system + " " + children
                        + " 0 20 0\n");
    }
}
