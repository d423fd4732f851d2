package org.waypost.control.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.DumbTerminal;
import org.junit.jupiter.api.Test;

/** Which lines the history of the shell keeps. */
class HistoryTest {

    @Test
    void keepsNoPasswords() throws IOException {
        try (Terminal terminal = new DumbTerminal(new ByteArrayInputStream(new byte[0]), new ByteArrayOutputStream())) {
            LineReader reader = LineReaderBuilder.builder()
                    .terminal(terminal)
                    .variable(LineReader.HISTORY_IGNORE, InteractiveShell.NOT_KEPT)
                    .build();
            reader.getHistory().attach(reader);
            for (String line : List.of(
                    "auth:users",
                    "auth:hash bob@example.com word",
                    "cfg:set auth_db db_password word",
                    "cfg:set usrloc db_url postgres://a:word@b/c",
                    "cfg:set auth secret word",
                    "cfg:set http token word",
                    "cfg:get auth secret")) {
                reader.getHistory().add(line);
            }
            List<String> kept = new ArrayList<>();
            reader.getHistory().forEach(entry -> kept.add(entry.line()));

            assertThat(kept).containsExactly("auth:users", "cfg:get auth secret");
        }
    }
}
