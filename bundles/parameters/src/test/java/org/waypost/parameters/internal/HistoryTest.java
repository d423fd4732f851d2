package org.waypost.parameters.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waypost.parameters.HistoryEntry;
import org.waypost.parameters.HistoryEntry.Step;

class HistoryTest {

    private static final List<Step> STEPS =
            List.of(new Step("registrar", "realm_prefix", "a \"b\"\\\n", true, "é\u2028", false));

    @TempDir
    Path directory;

    @Test
    void keepsAllOfAnEntry() {
        open().add("root (shell)", STEPS, List.of());
        open().add("file", List.of(), List.of(1L));
        List<HistoryEntry> entries = open().entries();
        assertThat(entries).extracting(HistoryEntry::number).containsExactly(1L, 2L);
        assertThat(entries).extracting(HistoryEntry::author).containsExactly("root (shell)", "file");
        assertThat(entries).extracting(HistoryEntry::steps).containsExactly(STEPS, List.of());
        assertThat(entries).extracting(HistoryEntry::undid).containsExactly(List.of(), List.of(1L));
    }

    @Test
    void losesNoEntryToALineThatACrashHasCutOffAnywhere() throws IOException {
        open().add("a", STEPS, List.of());
        byte[] first = Files.readAllBytes(file());
        open().add("b", STEPS, List.of());
        byte[] both = Files.readAllBytes(file());
        for (int length = first.length; length < both.length - 1; length++) {
            Files.write(file(), Arrays.copyOf(both, length));
            History history = open();
            assertThat(history.entries()).extracting(HistoryEntry::author).containsExactly("a");
            assertThat(Files.readAllBytes(file())).isEqualTo(first);
        }
        open().add("c", List.of(), List.of());
        assertThat(open().entries()).extracting(HistoryEntry::author).containsExactly("a", "c");
    }

    @Test
    void countsALineThatLacksItsEndOnly() throws IOException {
        open().add("a", STEPS, List.of());
        Files.writeString(file(), Files.readString(file()).strip());
        open().add("b", STEPS, List.of());
        assertThat(open().entries()).extracting(HistoryEntry::author).containsExactly("a", "b");
    }

    @Test
    void leavesOutLinesThatAreNoEntries() throws IOException {
        open().add("a", STEPS, List.of());
        Files.writeString(
                file(), "[]\n{\"number\":\"x\"}\n\n" + Files.readString(file()) + "null\n{\"number\":7,\"time\":7}\n");
        assertThat(open().entries()).extracting(HistoryEntry::author).containsExactly("a");
    }

    @Test
    void keepsTheLastThousandAndItsFileBounded() throws IOException {
        // written at once, as each entry that is added is forced to the disk
        Files.createDirectories(file().getParent());
        Files.writeString(
                file(),
                LongStream.rangeClosed(1, 2 * History.MOST - 2)
                        .mapToObj(number -> "{\"number\":" + number
                                + ",\"time\":\"2026-01-01T00:00:00Z\",\"author\":\"a\",\"steps\":[],\"undid\":[]}\n")
                        .reduce(new StringBuilder(), StringBuilder::append, StringBuilder::append));
        History history = open();
        assertThat(history.entries()).hasSize(History.MOST);
        for (int i = 0; i < 5; i++) {
            history.add("b", STEPS, List.of());
        }
        assertThat(Files.readString(file(), StandardCharsets.UTF_8).lines().count())
                .isLessThan(History.MOST + 10);
        List<HistoryEntry> entries = open().entries();
        assertThat(entries).hasSize(History.MOST);
        assertThat(entries.get(0).number()).isEqualTo(History.MOST + 4);
        assertThat(entries.get(History.MOST - 1).number()).isEqualTo(2 * History.MOST + 3);
    }

    @Test
    void keepsEntriesInMemoryIfThereIsNoFileOrItCannotBeWritten() throws IOException {
        History none = new History(Optional.empty());
        none.add("a", STEPS, List.of());
        assertThat(none.entries()).hasSize(1);
        Files.createDirectories(file().resolve("in the way"));
        History unwritable = open();
        IntStream.range(0, 3).forEach(i -> unwritable.add("a", STEPS, List.of()));
        assertThat(unwritable.entries()).hasSize(3);
    }

    private History open() {
        return new History(Optional.of(file()));
    }

    private Path file() {
        return directory.resolve("data").resolve("parameters.history");
    }
}
