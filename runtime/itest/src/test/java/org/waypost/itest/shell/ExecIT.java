package org.waypost.itest.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.waypost.itest.kit.SharedContainer;
import org.waypost.itest.kit.WaypostContainer;

/** A command of {@code ./waypost exec} ends with its client, and reads what that reads. */
@ExtendWith(SharedContainer.class)
class ExecIT {

    private static final Duration SOON = Duration.ofSeconds(30);

    @Test
    void ctrlCInterruptsTheCommand(WaypostContainer waypost) throws Exception {
        Process client = waypost.startExec("echo begun; sleep 7919");
        try (BufferedReader output = client.inputReader()) {
            assertThat(output.readLine()).isEqualTo("begun");
        }
        assertThat(threads(waypost)).contains("sleep 7919");

        new ProcessBuilder("kill", "-INT", Long.toString(client.pid())).start().waitFor();

        assertThat(client.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(client.exitValue()).isEqualTo(130);
        WaypostContainer.await("the command ends", SOON, () -> !threads(waypost).contains("sleep 7919"));
    }

    @Test
    void aClosedOutputEndsTheCommand(WaypostContainer waypost) throws Exception {
        Process client = waypost.startExec("while { true } { echo 7907 }");
        try (BufferedReader output = client.inputReader()) {
            assertThat(output.readLine()).isEqualTo("7907");
        }

        assertThat(client.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(client.exitValue()).isEqualTo(141);
        assertThat(client.errorReader().readLine()).isNull();
        WaypostContainer.await("the command ends", SOON, () -> !threads(waypost).contains("while { true }"));
    }

    @Test
    void aCommandReadsTheInputOfItsClient(WaypostContainer waypost) throws Exception {
        Process client = waypost.startExec("grep --color=never b");
        try (OutputStream input = client.getOutputStream()) {
            input.write("abc\ndef\nbcd\n".getBytes(StandardCharsets.UTF_8));
        }

        assertThat(client.inputReader().lines()).containsExactly("abc", "bcd");
        assertThat(client.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(client.exitValue()).isZero();
    }

    private static String threads(WaypostContainer waypost) {
        return waypost.jcmd("Thread.print");
    }
}
