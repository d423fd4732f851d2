package org.waypost.itest.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.waypost.itest.kit.Outcome;
import org.waypost.itest.kit.Ports;
import org.waypost.itest.kit.Programs;
import org.waypost.itest.kit.SharedContainer;
import org.waypost.itest.kit.SipClient;
import org.waypost.itest.kit.Soak;
import org.waypost.itest.kit.Texts;
import org.waypost.itest.kit.WaypostContainer;

/**
 * SIPp's own scenarios {@code uac} and {@code uas}, with the container between them: not one call fails. With {@code -Dsoak=true} at 500
 * calls a second for two minutes.
 */
@ExtendWith(SharedContainer.class)
class SippCallsIT {

    private static final int RATE = Soak.choose(50, 500);
    private static final int SECONDS = Soak.choose(3, 120);

    private final WaypostContainer waypost;

    @TempDir
    private Path folder;

    SippCallsIT(WaypostContainer waypost) {
        assumeTrue(Programs.find("sipp").isPresent(), "sipp is not installed");
        this.waypost = waypost;
    }

    @Test
    void noCallFailsOverUdp() throws IOException, InterruptedException {
        callsSucceed("u1", "");
    }

    @Test
    void noCallFailsOverTcp() throws IOException, InterruptedException {
        callsSucceed("t1", ";transport=tcp");
    }

    private void callsSucceed(String mode, String parameter) throws IOException, InterruptedException {
        String service = "service-" + mode;
        int port = Ports.free();
        int calls = RATE * SECONDS;
        Path heard = folder.resolve("uas.txt");
        Process callee = new ProcessBuilder(sipp("-sn", "uas", "-t", mode, "-p", String.valueOf(port)))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(heard.toFile())
                .redirectInput(new File("/dev/null"))
                .start();
        try (SipClient registering = waypost.udp()) {
            WaypostContainer.await("a callee", Duration.ofSeconds(20), () -> isTaken(port));
            String contact = "Contact: <sip:%s@127.0.0.1:%d%s>".formatted(service, port, parameter);
            assertThat(registering
                            .ask(Texts.register(registering, service, 1, contact))
                            .status())
                    .isEqualTo(200);
            Outcome caller = Programs.run(
                    Duration.ofSeconds(SECONDS + 60L),
                    folder,
                    sipp(
                            "-sn",
                            "uac",
                            "-t",
                            mode,
                            "-s",
                            service,
                            "-r",
                            String.valueOf(RATE),
                            "-m",
                            String.valueOf(calls),
                            "-timeout",
                            (SECONDS + 45) + "s",
                            "-timeout_error",
                            "127.0.0.1:" + waypost.port()));
            assertThat(caller.exitCode())
                    .as("%s%ncallee:%n%s", caller.output(), tail(heard))
                    .isZero();
            assertThat(caller.output()).containsPattern("Failed call +\\| +0 +\\| +0 ");
            assertThat(caller.output()).containsPattern("Successful call +\\| +\\d+ +\\| +" + calls + " ");
        } finally {
            callee.destroyForcibly();
            callee.waitFor(10, TimeUnit.SECONDS);
        }
    }

    /** Whether somebody has a socket on the port; where the system does not tell, it is taken for granted. */
    private static boolean isTaken(int port) {
        String address = ":%04X ".formatted(port);
        return List.of("udp", "tcp").stream().anyMatch(table -> {
            try {
                return Files.readString(Path.of("/proc/net", table)).contains(address);
            } catch (IOException e) {
                return true;
            }
        });
    }

    private static String tail(Path file) throws IOException {
        String text = Files.readString(file);
        return text.substring(Math.max(0, text.length() - 4000));
    }

    private static List<String> sipp(String... words) {
        List<String> command =
                new ArrayList<>(List.of(Programs.find("sipp").orElseThrow().toString(), "-i", "127.0.0.1", "-nostdin"));
        command.addAll(List.of(words));
        return command;
    }
}
