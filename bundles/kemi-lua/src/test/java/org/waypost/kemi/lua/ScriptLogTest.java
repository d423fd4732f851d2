package org.waypost.kemi.lua;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class ScriptLogTest {

    private final ScriptLog log = new ScriptLog();

    @Test
    void countsAllErrorsAndLogsEachLineOfAScriptOnce() {
        String logged = logged(() -> {
            for (int i = 0; i < 1000; i++) {
                log.error("route.lua:3: user u" + i + " is odd");
                log.error("route.lua:4: other");
            }
        });

        assertThat(logged.lines()).hasSize(2);
        assertThat(log.errors()).isEqualTo(2000);
        log.reset();
        assertThat(log.errors()).isZero();
    }

    @Test
    void keepsToOneLineWhateverTheMessage() {
        String logged = logged(() -> log.error("route.lua:3: a\r\nb\u001b[2J\u009b" + "x".repeat(100_000)));

        assertThat(logged.lines()).hasSize(1);
        assertThat(logged).doesNotContain("\u001b", "\u009b");
        assertThat(logged.length()).isLessThan(5000);
        assertThat(log.latest()).startsWith("route.lua:3: a  b [2J xxx");
    }

    // slf4j-simple writes to the System.err of the moment
    private static String logged(Runnable work) {
        PrintStream before = System.err;
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        System.setErr(new PrintStream(written, true));
        try {
            work.run();
        } finally {
            System.setErr(before);
        }
        return written.toString();
    }
}
