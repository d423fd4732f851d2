package org.waypost.control.client;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import sun.misc.Signal;

/** The terminal this process runs on, switched to hand over every key as it is typed, and back, by {@code stty}. */
final class RawTerminal {

    private final String before;

    private RawTerminal(String before) {
        this.before = before;
    }

    static RawTerminal open() throws IOException, InterruptedException {
        RawTerminal terminal = new RawTerminal(stty("-g"));
        stty("raw", "-echo");
        return terminal;
    }

    void restore() {
        try {
            stty(before);
        } catch (IOException e) {
            System.err.println("waypost: the terminal is left as it is; type 'stty sane'");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Columns and lines, separated by a newline. */
    String size() {
        try {
            String[] linesAndColumns = stty("size").split(" ");
            return linesAndColumns[1] + "\n" + linesAndColumns[0];
        } catch (IOException e) {
            return "80\n24";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "80\n24";
        }
    }

    void onResize(Runnable listener) {
        Signal.handle(new Signal("WINCH"), signal -> listener.run());
    }

    private static String stty(String... arguments) throws IOException, InterruptedException {
        String[] command = new String[arguments.length + 1];
        command[0] = "stty";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        Process process = new ProcessBuilder(command)
                .redirectInput(new File("/dev/tty"))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
        if (process.waitFor() != 0) {
            throw new IOException("stty " + String.join(" ", arguments) + " failed");
        }
        return output;
    }
}
