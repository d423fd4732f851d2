package org.waypost.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.waypost.itest.kit.Outcome;
import org.waypost.itest.kit.Programs;
import org.waypost.itest.kit.SharedContainer;
import org.waypost.itest.kit.SipClient;
import org.waypost.itest.kit.SipMessage;
import org.waypost.itest.kit.Texts;
import org.waypost.itest.kit.WaypostContainer;

/** What the script {@code waypost} promises: its commands, exit codes and what it prints. */
@ExtendWith(SharedContainer.class)
class ScriptIT {

    @Test
    void runTellsWhatItListensOnAndEndsWith0OnSigterm() {
        try (WaypostContainer waypost = WaypostContainer.start()) {
            assertThat(waypost.banner())
                    .contains("udp:127.0.0.1:" + waypost.port(), "tcp:127.0.0.1:" + waypost.port())
                    .containsPattern("ready in [0-9.]+ ?m?s");
            assertThat(waypost.terminate()).as(waypost.log()).isZero();
        }
    }

    @Test
    void stopEndsTheContainerWith0AndReturnsWhenItHasEnded() {
        try (WaypostContainer waypost = WaypostContainer.start()) {
            Outcome stop = waypost.script("stop");
            assertThat(stop.exitCode()).as(stop.output()).isZero();
            assertThat(waypost.exitCode()).as(waypost.log()).isZero();
            assertThat(waypost.script("status").exitCode()).isNotZero();
            assertThat(waypost.script("exec", "bundle:list").exitCode()).isNotZero();
            assertThat(waypost.script("exec", "bundle:list").output()).contains("no container runs");
        }
    }

    @Test
    void twoInstancesRunSideBySide(WaypostContainer one) {
        try (WaypostContainer two = WaypostContainer.start();
                SipClient phone = one.udp();
                SipClient other = two.udp()) {
            register(phone, "only-on-one");
            assertThat(other.ask(Texts.query(other, "only-on-one")).contacts()).isEmpty();
            assertThat(one.exec("ul:dump")).contains("only-on-one");
            assertThat(two.exec("ul:dump")).doesNotContain("only-on-one");
            two.exec("cfg:set registrar default_expires 1800");
            assertThat(one.exec("cfg:get registrar default_expires")).contains("3600");
        }
    }

    @Test
    void aSecondRunOnTheSameDataIsRefused(WaypostContainer waypost) {
        try (SipClient phone = waypost.udp()) {
            Outcome second = waypost.script("run", "--config", waypost.config().toString());
            assertThat(second.exitCode()).isNotZero();
            assertThat(second.output()).contains("already running");
            register(phone, "still-there");
            assertThat(waypost.exec("ul:dump")).contains("still-there");
        }
    }

    @Test
    void execTellsSuccessFromFailure(WaypostContainer waypost) {
        assertThat(waypost.exec("bundle:list")).contains("org.waypost.registrar", "org.waypost.sip-transport");
        for (String failing :
                List.of("bundle:stop no-such-bundle", "no:such-command", "cfg:get registrar no_such_parameter")) {
            Outcome outcome = waypost.script("exec", failing);
            assertThat(outcome.exitCode()).as(failing + ": " + outcome.output()).isNotZero();
            assertThat(outcome.output()).as(failing).isNotBlank().doesNotContain("\tat ");
        }
    }

    @Test
    void shellNeedsATerminalAndSaysWhatToUseInstead(WaypostContainer waypost) {
        Outcome shell = waypost.script("shell");
        assertThat(shell.exitCode()).isEqualTo(1);
        assertThat(shell.output()).contains("waypost exec");
    }

    @Test
    void shellOnATerminalRunsCommandsAndEndsWithCtrlD(WaypostContainer waypost) {
        assumeTrue(
                Programs.find("script").isPresent(), "script (util-linux), which makes a terminal, is not installed");
        String shell = WaypostContainer.home().resolve("waypost") + " shell --data " + waypost.data();
        Outcome outcome = Programs.run(
                Duration.ofSeconds(30),
                waypost.config(),
                List.of(
                        "sh",
                        "-c",
                        "printf 'cfg:get registrar default_expires\\n\\004' | script -qec \"$0\" /dev/null",
                        shell));
        assertThat(outcome.exitCode()).as(outcome.output()).isZero();
        assertThat(outcome.output()).contains("3600");
        assertThat(waypost.isAlive()).isTrue();
    }

    @Test
    void statusShowsListenersBindingsAndBundles() {
        try (WaypostContainer waypost = WaypostContainer.start();
                SipClient phone = waypost.udp()) {
            register(phone, "first");
            register(phone, "second");
            Outcome status = waypost.script("status");
            assertThat(status.exitCode()).as(status.output()).isZero();
            assertThat(status.output())
                    .contains("udp:127.0.0.1:" + waypost.port(), "tcp:127.0.0.1:" + waypost.port())
                    .contains("org.waypost.registrar")
                    .containsPattern("(?i)(bindings|contacts)\\D*2\\b|\\b2 (bindings|contacts)");
            Outcome json = waypost.script("status", "--json");
            assertThat(json.exitCode()).as(json.output()).isZero();
            assertThat(json.output().strip())
                    .startsWith("{")
                    .endsWith("}")
                    .contains("\"udp:127.0.0.1:" + waypost.port() + "\"");
        }
    }

    @Test
    void statusNamesAComponentThatIsNotSatisfiedAndWhy() {
        try (WaypostContainer waypost = WaypostContainer.start()) {
            assertThat(waypost.script("status").output()).doesNotContainIgnoringCase("unsatisfied: org.waypost");
            waypost.exec("bundle:stop org.waypost.usrloc-memory;bundle:stop org.waypost.usrloc");
            assertThat(waypost.script("status").output()).contains("UserLocation");
        }
    }

    @Test
    void misuseEndsWith2(@TempDir Path folder) {
        List<String> script = List.of(WaypostContainer.home().resolve("waypost").toString());
        for (List<String> words : List.of(
                List.<String>of(),
                List.of("fly"),
                List.of("run", "--data"),
                List.of("exec"),
                List.of("stop", "--no-such-option"))) {
            List<String> command = new ArrayList<>(script);
            command.addAll(words);
            Outcome outcome = Programs.run(Duration.ofSeconds(30), folder, command);
            assertThat(outcome.exitCode()).as(words + ": " + outcome.output()).isEqualTo(2);
        }
    }

    private static void register(SipClient phone, String user) {
        SipMessage reply = phone.ask(
                Texts.register(phone, user, 1, "Contact: <sip:" + user + "@127.0.0.1:" + phone.localPort() + ">"));
        assertThat(reply.status()).isEqualTo(200);
    }
}
