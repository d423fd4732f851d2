package org.waypost.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waypost.itest.kit.ExampleScript;
import org.waypost.itest.kit.LoadDriver;
import org.waypost.itest.kit.Outcome;
import org.waypost.itest.kit.Programs;
import org.waypost.itest.kit.SipClient;
import org.waypost.itest.kit.SipMessage;
import org.waypost.itest.kit.Texts;
import org.waypost.itest.kit.WaypostContainer;

/** A route in Lua in the running container: it comes and goes, is edited, fails and runs away. */
class LuaRouteIT {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final int RATE = 500;
    private static final int AORS = 1000;

    /** Answers with a number; what the user of the Request-URI is called decides how it goes wrong. */
    private static final String ANSWERS = """
            function ksr_request_route()
                local user = KSR.pv.get("$rU")
                if user == "error" then
                    local nothing = nil
                    return nothing.field
                end
                if user == "runaway" then
                    while true do end
                end
                KSR.sl.sl_send_reply(200, "Version %d")
                return 1
            end
            """;

    private static WaypostContainer waypost;

    @TempDir
    private static Path folder;

    private Path script;

    @BeforeAll
    static void start() {
        waypost = WaypostContainer.start();
    }

    @AfterAll
    static void stop() {
        waypost.close();
    }

    @BeforeEach
    void useAScriptOfItsOwn() {
        script = folder.resolve("route-" + System.nanoTime() + ".lua");
        write(ANSWERS.formatted(1));
        waypost.exec("cfg:set kemi script '" + script + "'");
        assertThat(answer("anybody")).isEqualTo("SIP/2.0 200 Version 1");
    }

    @Test
    void anEditedScriptIsInForceByItself() {
        write(ANSWERS.formatted(2));
        awaitAnswer("SIP/2.0 200 Version 2");
    }

    @Test
    void aBrokenVersionIsRefusedAndTheOldOneStays() {
        write("function ksr_request_route() this is no Lua end\n");
        awaitLog("refused", script.getFileName().toString());
        assertThat(answer("anybody")).isEqualTo("SIP/2.0 200 Version 1");
        write(ANSWERS.formatted(3));
        awaitAnswer("SIP/2.0 200 Version 3");
    }

    @Test
    void aVersionWithoutARequestRouteIsRefused() {
        write("local function ksr_request_route() return 1 end\n");
        awaitLog("refused", script.getFileName().toString());
        assertThat(answer("anybody")).isEqualTo("SIP/2.0 200 Version 1");
    }

    @Test
    void aScriptThatIsNotThereIsRefused() {
        Outcome refused = waypost.script("exec", "cfg:set kemi script '" + folder.resolve("nowhere.lua") + "'");
        assertThat(refused.exitCode()).isNotZero();
        assertThat(refused.output()).contains("refused", "nowhere.lua");
        assertThat(answer("anybody")).isEqualTo("SIP/2.0 200 Version 1");
    }

    @Test
    void anErrorIsAnswered500AndTheLogNamesTheLine() {
        assertThat(answer("error")).startsWith("SIP/2.0 500 ");
        awaitLog(script.getFileName() + ":5:");
        assertThat(answer("anybody")).isEqualTo("SIP/2.0 200 Version 1");
    }

    @Test
    void aRunawayIsCutOff() {
        assertThat(answer("runaway")).startsWith("SIP/2.0 500 ");
        awaitLog(script.getFileName() + ":8:");
        assertThat(answer("anybody")).isEqualTo("SIP/2.0 200 Version 1");
    }

    @Test
    void withoutAScriptTheBuiltInRouteAnswers() {
        waypost.exec("cfg:set kemi script ''");
        assertThat(answer("anybody")).isEqualTo("SIP/2.0 404 Not Found");
    }

    @Test
    void stoppingTheBundleFallsBackToTheBuiltInRouteAndNoRequestIsLost() throws InterruptedException {
        write("""
                function ksr_request_route()
                    if KSR.is_REGISTER() then
                        KSR.hdr.append_to_reply("X-Route: lua\\r\\n")
                        KSR.registrar.save("location", 0)
                        return 1
                    end
                    KSR.sl.sl_send_reply(200, "Version 4")
                    return 1
                end
                """);
        awaitAnswer("SIP/2.0 200 Version 4");
        try (SipClient phone = waypost.udp();
                LoadDriver load = new LoadDriver(waypost.port(), "fallback-", AORS, RATE)) {
            load.awaitAccepted(AORS / 2, SOON);
            assertThat(routeOf(phone)).isEqualTo("lua");
            waypost.exec("bundle:stop org.waypost.kemi-lua");
            assertThat(routeOf(phone)).isEqualTo("built-in");
            load.awaitAccepted(AORS / 2, SOON);
            waypost.exec("bundle:start org.waypost.kemi-lua");
            WaypostContainer.await(
                    "the script routes again", SOON, () -> routeOf(phone).equals("lua"));
            load.awaitAccepted(AORS / 2, SOON);
            int unanswered = load.finish();
            Map<Integer, Long> replies = load.replies();
            assertThat(unanswered)
                    .as("requests never answered; replies %s", replies)
                    .isZero();
            assertThat(replies.keySet()).as("%s", replies).containsOnly(200);
            BitSet acknowledged = load.acknowledged();
            for (int aor = acknowledged.nextSetBit(0); aor >= 0; aor = acknowledged.nextSetBit(aor + 1)) {
                assertThat(phone.ask(Texts.query(phone, load.user(aor))).expiresOf(load.contact(aor)))
                        .as(load.user(aor))
                        .isPresent();
            }
        }
    }

    @Test
    void anExpiredContactIsToldOfWithinASecondOfItsTime() {
        waypost.exec("cfg:set htable htable 'late=>size=4';cfg:set registrar min_expires 1;"
                + "cfg:set registrar event_callback on_event");
        write("""
                function on_event(name)
                    KSR.htable.sht_seti("late", KSR.pv.getw("$ulc(exp=>aor)"), KSR.pv.get("$TS") - KSR.pv.get("$ulc(exp=>expires)"))
                    return 1
                end

                function ksr_request_route()
                    if KSR.is_REGISTER() then
                        KSR.registrar.save("location", 0)
                        return 1
                    end
                    KSR.sl.sl_send_reply(200, "Late " .. KSR.pv.getw("$sht(late=>$rU)"))
                    return 1
                end
                """);
        awaitAnswer("SIP/2.0 200 Late <null>");
        try (SipClient phone = waypost.udp()) {
            SipMessage stored =
                    phone.ask(Texts.register(phone, "leaver", 1, "Contact: <sip:leaver@192.0.2.1>;expires=1"));
            assertThat(stored.contacts()).hasSize(1);
        }
        WaypostContainer.await("the event", SOON, () -> !answer("leaver").endsWith("<null>"));
        assertThat(answer("leaver")).isIn("SIP/2.0 200 Late 0", "SIP/2.0 200 Late 1");
        waypost.exec("cfg:set registrar event_callback '';cfg:set registrar min_expires 60");
    }

    @Test
    void sendAndReplyRoutesSeeWhatIsForwardedAndItsReply() {
        waypost.exec("cfg:set htable htable 'seen=>size=4'");
        write("""
                function ksr_onsend_route()
                    KSR.htable.sht_sets("seen", "sent", KSR.pv.get("$ru"))
                    return 1
                end

                function ksr_reply_route()
                    KSR.htable.sht_seti("seen", "status", KSR.kx.get_status())
                    return 1
                end

                function ksr_request_route()
                    if KSR.is_REGISTER() then
                        KSR.registrar.save("location", 0)
                    elseif KSR.registrar.lookup("location") > 0 then
                        KSR.tm.t_relay()
                    else
                        KSR.sl.sl_send_reply(200, KSR.pv.getw("$sht(seen=>sent)") .. " " .. KSR.pv.getw("$sht(seen=>status)"))
                    end
                    return 1
                end
                """);
        awaitAnswer("SIP/2.0 200 <null> <null>");
        try (SipClient phone = waypost.udp()) {
            String contact = "sip:seen@127.0.0.1:" + phone.localPort();
            assertThat(phone.ask(Texts.register(phone, "seen", 1, "Contact: <" + contact + ">"))
                            .status())
                    .isEqualTo(200);
            phone.send(Texts.message(phone, "seen", waypost.port(), "Hello"));
            phone.send(Texts.ok(phone.await(m -> m.method().equals("MESSAGE") && !m.isReply(), SOON)));
            assertThat(phone.await(SipMessage::isFinal, SOON).status()).isEqualTo(200);
            assertThat(answer("anybody")).isEqualTo("SIP/2.0 200 " + contact + " 200");
        }
    }

    @Test
    void sipsakRegistersThroughTheExampleScript() {
        assumeTrue(Programs.find("sipsak").isPresent(), "sipsak is not installed");
        ExampleScript.use(waypost, ExampleScript.BASIC);
        assertThat(sipsak().exitCode()).isZero();
        assertThat(waypost.exec("ul:dump")).contains("sipsak-lua");
    }

    @Test
    void kamailiosOwnExampleLoadsUnmodifiedAndRegistersAPhone() {
        Path example = Path.of("/usr/share/doc/kamailio/examples/kemi/kamailio-basic-kemi-lua.lua");
        assumeTrue(Files.exists(example), "kamailio's example of a script in Lua is not installed");
        ExampleScript.use(waypost, example);
        try (SipClient phone = waypost.udp()) {
            String user = "example-" + phone.localPort();
            String contact = "sip:" + user + "@127.0.0.1:" + phone.localPort();
            SipMessage stored = phone.ask(here(Texts.register(phone, user, 1, "Contact: <" + contact + ">")));
            assertThat(stored.status()).as(waypost.log()).isEqualTo(200);
            assertThat(stored.expiresOf(contact)).isPresent();
            phone.send(Texts.message(phone, user, waypost.port(), "Hello"));
            SipMessage message = phone.await(m -> m.method().equals("MESSAGE") && !m.isReply(), SOON);
            assertThat(message.startLine()).isEqualTo("MESSAGE " + contact + " SIP/2.0");
            phone.send(Texts.ok(message));
            assertThat(phone.await(SipMessage::isFinal, SOON).status()).isEqualTo(200);
        }
        assertThat(waypost.log()).doesNotContain(example.getFileName() + ":1:");
    }

    private static Outcome sipsak() {
        String address = "sip:sipsak-lua@127.0.0.1:" + waypost.port();
        return Programs.run(
                Duration.ofSeconds(30),
                folder,
                List.of("sipsak", "-U", "-v", "-C", "sip:sipsak-lua@127.0.0.1:9", "-s", address));
    }

    private static String here(String request) {
        return request.replace("REGISTER sip:waypost.test ", "REGISTER sip:127.0.0.1:" + waypost.port() + " ");
    }

    private static String routeOf(SipClient phone) {
        SipMessage reply =
                phone.ask(Texts.register(phone, "route", (int) (System.nanoTime() / 1_000_000 & 0x3FFFFFFF)));
        assertThat(reply.status()).isEqualTo(200);
        return reply.header("X-Route").orElse("built-in");
    }

    private static String answer(String user) {
        try (SipClient phone = waypost.udp()) {
            return phone.ask(Texts.message(phone, user, waypost.port(), "")).startLine();
        }
    }

    private static void awaitAnswer(String expected) {
        WaypostContainer.await(expected, SOON, () -> answer("anybody").equals(expected));
    }

    private static void awaitLog(String... words) {
        WaypostContainer.await(
                String.join(" ", words) + " in the log",
                SOON,
                () -> waypost.log()
                        .lines()
                        .anyMatch(line -> List.of(words).stream().allMatch(line::contains)));
    }

    private void write(String text) {
        try {
            Files.writeString(script, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
