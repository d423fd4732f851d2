package org.waypost.shell.text;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Optional;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;

/**
 * Lines to the operator: a screenful at a time in an interactive shell, where the space bar goes on by a screen, enter by a line and q
 * ends it; all at once through {@code ./waypost exec}, in pipes and files. Gathers some kilobytes before it prints, since each line
 * printed alone is a packet to a client.
 */
public final class Pages implements AutoCloseable {

    private static final int BLOCK = 16_384;
    private static final long LOOK_MILLIS = 200;
    private static final String PROMPT = "-- more: space for a page, enter for a line, q to quit --";
    private static final String REVERSE = "\033[7m";
    private static final String NORMAL = "\033[m";
    private static final String ERASE_LINE = "\r\033[K";
    private static final int CTRL_C = 3;
    private static final int CTRL_D = 4;
    private static final int END = -1;

    private final PrintStream out;
    private final Optional<Terminal> terminal;
    private final StringBuilder text = new StringBuilder();
    private int shown;
    private boolean isOver;

    private Pages(PrintStream out, Optional<Terminal> terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** Begins the output of the command that runs in this thread. */
    public static Pages open() {
        return new Pages(Output.stream(), Output.terminal());
    }

    /** Prints a line, now or a little later. False if nobody wants to read on: q or Ctrl-C was typed, or the client has gone. */
    public boolean line(String line) {
        if (isOver || Thread.currentThread().isInterrupted()) {
            isOver = true;
            return false;
        }
        terminal.ifPresent(screen -> {
            int rows = 1 + Math.max(0, TerminalText.width(line) - 1) / Math.max(1, screen.getWidth());
            // One line is the prompt's.
            int room = Output.height(screen) - 1;
            if (shown > 0 && shown + rows > room) {
                ask(screen, room);
            }
            shown += rows;
        });
        if (!isOver) {
            text.append(line).append('\n');
            if (text.length() >= BLOCK) {
                flush();
            }
        }
        return !isOver;
    }

    /** Whether nobody wants to read on. */
    public boolean isOver() {
        return isOver;
    }

    /** Shows what was gathered, before a command that goes on waits for something. */
    public boolean flush() {
        out.print(text);
        text.setLength(0);
        // A client that went away leaves the stream in error.
        isOver |= out.checkError();
        return !isOver;
    }

    @Override
    public void close() {
        flush();
    }

    private void ask(Terminal screen, int room) {
        flush();
        boolean isDumb = screen.getType().startsWith(Terminal.TYPE_DUMB);
        String prompt = TerminalText.cut(PROMPT, Math.max(1, screen.getWidth() - 1));
        out.print(isDumb ? prompt : REVERSE + prompt + NORMAL);
        out.flush();
        int key = key(screen);
        out.print(isDumb ? "\r" + " ".repeat(prompt.length()) + "\r" : ERASE_LINE);
        out.flush();
        switch (key) {
            case ' ' -> shown = 0;
            case '\r', '\n' -> shown = room - 1;
            default -> isOver = true;
        }
    }

    /** The next key that means something here; anything below 0 if there will be none. */
    private static int key(Terminal screen) {
        Attributes before = screen.enterRawMode();
        // Ctrl-C is a key like q here, and interrupts nothing.
        Attributes raw = screen.getAttributes();
        raw.setLocalFlag(Attributes.LocalFlag.ISIG, false);
        screen.setAttributes(raw);
        try {
            while (!Thread.currentThread().isInterrupted()) {
                int key = screen.reader().read(LOOK_MILLIS);
                switch (key) {
                    case ' ', '\r', '\n', 'q', 'Q', CTRL_C, CTRL_D, END -> {
                        return key;
                    }
                    default -> {
                        // another key, or none yet
                    }
                }
            }
        } catch (IOException e) {
            // The terminal has gone, or Ctrl-C has interrupted the wait.
        } finally {
            screen.setAttributes(before);
        }
        return END;
    }
}
