package org.waypost.control.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderWatchTest {

    @TempDir
    private Path folder;

    private FolderWatch watch;

    @BeforeEach
    void open() {
        watch = new FolderWatch(folder, ".cfg");
    }

    @Test
    void tellsAtOnceWhatIsThereFirst() throws IOException {
        Path file = write("a.cfg", "x = 1");

        assertThat(watch.lookNow().changed()).containsExactly(file);
        assertThat(watch.look().isEmpty()).isTrue();
    }

    @Test
    void tellsAChangeOnceItHasStayedTheSame() throws IOException {
        Path file = write("a.cfg", "x = 1");
        watch.lookNow();

        write("a.cfg", "x = 10");
        assertThat(watch.look().isEmpty()).isTrue();
        assertThat(watch.look().changed()).containsExactly(file);
        assertThat(watch.look().isEmpty()).isTrue();
    }

    @Test
    void waitsForAFileThatIsStillBeingWritten() throws IOException {
        watch.lookNow();

        Path file = write("a.cfg", "x");
        assertThat(watch.look().isEmpty()).isTrue();
        write("a.cfg", "x = 1");
        assertThat(watch.look().isEmpty()).isTrue();
        assertThat(watch.look().changed()).containsExactly(file);
    }

    @Test
    void doesNotTakeAFileForGoneThatIsBackAtTheNextLook() throws IOException {
        Path file = write("a.cfg", "x = 1");
        watch.lookNow();

        Files.delete(file);
        assertThat(watch.look().isEmpty()).isTrue();
        write("a.cfg", "x = 2 of an editor");
        assertThat(watch.look().gone()).isEmpty();
        assertThat(watch.look().changed()).containsExactly(file);
    }

    @Test
    void tellsThatAFileHasGone() throws IOException {
        Path file = write("a.cfg", "x = 1");
        watch.lookNow();

        Files.delete(file);
        watch.look();
        assertThat(watch.look().gone()).containsExactly(file);
    }

    @Test
    void looksPastHiddenAndOtherFiles() throws IOException {
        write(".a.cfg.new", "x = 1");
        write(".b.cfg", "x = 1");
        write("README", "x");
        Files.createDirectory(folder.resolve("c.cfg"));

        assertThat(watch.lookNow().changed()).isEmpty();
    }

    @Test
    void takesAFolderThatCannotBeReadForNoAnswer() throws IOException {
        Path file = write("a.cfg", "x = 1");
        watch.lookNow();

        Files.delete(file);
        Files.delete(folder);
        assertThatThrownBy(watch::look).isInstanceOf(UncheckedIOException.class);
        Files.createDirectory(folder);
        write("a.cfg", "x = 1");
        watch.look();
        assertThat(watch.look().gone()).isEmpty();
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
