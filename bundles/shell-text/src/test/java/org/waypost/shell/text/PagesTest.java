package org.waypost.shell.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.apache.felix.service.command.CommandSession;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.ExternalTerminal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PagesTest {

    private final ThreadIOImpl streams = new ThreadIOImpl();
    private final CommandProcessorImpl processor = new CommandProcessorImpl(streams);
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final PipedOutputStream keys = new PipedOutputStream();
    private final Lines lines = new Lines();
    private CommandSession session;
    private Terminal terminal;

    @BeforeEach
    void start() throws Exception {
        streams.start();
        session = processor.createSession(
                new ByteArrayInputStream(new byte[0]), new PrintStream(out, true), new PrintStream(out, true));
        processor.addCommand("test", lines, "lines");
        processor.addCommand("test", lines, "swallow");
        terminal = new ExternalTerminal(
                "test", "dumb", new PipedInputStream(keys), new ByteArrayOutputStream(), StandardCharsets.UTF_8);
        terminal.setSize(new Size(30, 5));
    }

    @AfterEach
    void stop() throws Exception {
        terminal.close();
        session.close();
        streams.stop();
    }

    @Test
    void printsAllAtOnceWhereThereIsNoTerminal() throws Exception {
        session.execute("test:lines 12");
        assertThat(shown()).hasSize(12);
    }

    @Test
    void waitsForAKeyAfterEachPageOfATerminal() throws Exception {
        session.put(".terminal", terminal);
        type("x \n ");
        session.execute("test:lines 12");
        assertThat(prompts()).as("after 4, 8 and 9 lines").isEqualTo(3);
        assertThat(shown()).hasSize(12);
    }

    @Test
    void endsWithQ() throws Exception {
        session.put(".terminal", terminal);
        type(" q");
        session.execute("test:lines 1000");
        assertThat(shown()).hasSize(8);
        assertThat(lines.printed).isEqualTo(8);
    }

    @Test
    void endsWithCtrlC() throws Exception {
        session.put(".terminal", terminal);
        // Typed ahead, when it would be a signal still.
        Attributes attributes = terminal.getAttributes();
        attributes.setLocalFlag(Attributes.LocalFlag.ISIG, false);
        terminal.setAttributes(attributes);
        type("\u0003");
        session.execute("test:lines 1000");
        assertThat(shown()).hasSize(4);
    }

    @Test
    void countsLinesThatAreWiderThanTheTerminal() throws Exception {
        session.put(".terminal", terminal);
        type("q");
        lines.text = "x".repeat(40);
        session.execute("test:lines 1000");
        assertThat(shown()).hasSize(2);
    }

    @Test
    void asksNobodyInAPipeOrForWhatFits() throws Exception {
        session.put(".terminal", terminal);
        session.execute("test:lines 4");
        session.execute("test:lines 100 | test:swallow");
        assertThat(prompts()).isZero();
    }

    @Test
    void knowsHowWideItsTerminalIs() throws Exception {
        session.execute("test:lines 0");
        assertThat(lines.width).isEqualTo(Output.UNLIMITED);
        session.put("COLUMNS", 132);
        session.execute("test:lines 0");
        assertThat(lines.width).isEqualTo(132);
        session.put(".terminal", terminal);
        session.execute("test:lines 0");
        assertThat(lines.width).isEqualTo(30);
        session.execute("test:lines 0 | test:swallow");
        assertThat(lines.width).isEqualTo(Output.UNLIMITED);
    }

    private void type(String typed) throws Exception {
        keys.write(typed.getBytes(StandardCharsets.UTF_8));
        keys.flush();
    }

    private long prompts() {
        return out.toString(StandardCharsets.UTF_8).split("-- more", -1).length - 1L;
    }

    private List<String> shown() {
        return out.toString(StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.substring(line.lastIndexOf('\r') + 1))
                .filter(line -> line.startsWith("x"))
                .toList();
    }

    /** Commands. */
    public static final class Lines {

        private String text = "x";
        private int printed;
        private int width;

        public void lines(int count) {
            width = Output.width();
            printed = 0;
            try (Pages pages = Pages.open()) {
                while (printed < count && pages.line(text)) {
                    printed++;
                }
            }
        }

        public void swallow() throws Exception {
            System.in.readAllBytes();
        }
    }
}
