package org.waypost.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waypost.itest.kit.JavaBundle;
import org.waypost.itest.kit.SipClient;
import org.waypost.itest.kit.SipMessage;
import org.waypost.itest.kit.Texts;
import org.waypost.itest.kit.WaypostContainer;

/** The Java examples of the documentation, compiled and dropped into the deploy folder of a running container. */
class JavaRouteIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    private WaypostContainer waypost;

    @TempDir
    private Path folder;

    @BeforeEach
    void start() {
        waypost = WaypostContainer.start();
    }

    @AfterEach
    void stop() {
        waypost.close();
    }

    @Test
    void aRouteInJavaCallsEveryFunctionOfTheRegistrar() throws IOException {
        deploy("EveryFunction");
        try (SipClient phone = waypost.udp()) {
            String contact = "sip:java@127.0.0.1:" + phone.localPort();
            assertThat(phone.ask(Texts.register(phone, "java", 1, "Contact: <" + contact + ">"))
                            .expiresOf(contact))
                    .isPresent();
            assertThat(result(phone, "registered")).isEqualTo(1);
            assertThat(result(phone, "registered_uri")).isEqualTo(1);
            assertThat(result(phone, "registered_flags")).isEqualTo(1);
            assertThat(result(phone, "registered_action")).isEqualTo(1);
            assertThat(result(phone, "lookup")).isEqualTo(1);
            assertThat(result(phone, "lookup_uri")).isEqualTo(1);
            assertThat(result(phone, "lookup_to_dset")).isEqualTo(1);
            assertThat(result(phone, "lookup_branches")).isEqualTo(1);
            assertThat(result(phone, "lookup_xavp")).isEqualTo(1);
            assertThat(result(phone, "reg_from_user")).isEqualTo(1);
            assertThat(result(phone, "add_sock_hdr")).isEqualTo(1);
            assertThat(result(phone, "set_q_override")).isEqualTo(1);
            assertThat(result(phone, "reg_free_contacts")).isEqualTo(1);
            assertThat(ask(phone, "reg_fetch_contacts").header("X-Result")).hasValue("1 " + contact);
            assertThat(result(phone, "unregister_ruid")).isEqualTo(-3);
            assertThat(result(phone, "unregister")).isEqualTo(1);
            assertThat(result(phone, "registered")).isEqualTo(-1);
            assertThat(result(phone, "lookup")).isEqualTo(-1);
            assertThat(register(phone, "save", 2)).hasValue("1");
            assertThat(register(phone, "save_uri", 3)).hasValue("2");
            assertThat(phone.ask(Texts.register(phone, "java", 4, "X-Function: reg_send_reply"))
                            .contacts())
                    .hasSize(1);
        }
    }

    @Test
    void anEventRouteInJavaIsToldOfAnExpiredContactWithinASecondOfItsTime() throws IOException {
        deploy("ExpiredContacts");
        waypost.exec("cfg:set registrar min_expires 1");
        try (SipClient phone = waypost.udp()) {
            SipMessage stored = phone.ask(Texts.register(
                    phone,
                    "leaver",
                    1,
                    "User-Agent: Test phone",
                    "Contact: <sip:leaver@192.0.2.1>;expires=1;q=0.5;+sip.instance=\"<urn:uuid:1>\";reg-id=1"));
            assertThat(stored.contacts()).hasSize(1);
        }
        WaypostContainer.await("the event", SOON, () -> waypost.log().contains("usrloc:contact-expired"));
        String line = waypost.log()
                .lines()
                .filter(candidate -> candidate.contains("usrloc:contact-expired"))
                .findFirst()
                .orElseThrow();
        assertThat(line)
                .contains(
                        " aor=leaver domain=location aorhash=0 addr=sip:leaver@192.0.2.1 path= received= ",
                        " regid=1 q=500 cseq=1 flags=0 cflags=0 user_agent=Test phone socket=udp:127.0.0.1:"
                                + waypost.port(),
                        " methods=-1 count=1 ruid=uloc-",
                        " instance=<urn:uuid:1> conid=<null> server_id=0 ");
        Matcher times = Pattern.compile(" expires=(\\d+) .* at (\\d+)$").matcher(line);
        assertThat(times.find()).as(line).isTrue();
        assertThat(Long.parseLong(times.group(2)) - Long.parseLong(times.group(1)) * 1000)
                .as("milliseconds after the expiry")
                .isBetween(0L, 1999L); // an expiry is a whole second, which has passed when the next one begins
    }

    private void deploy(String example) throws IOException {
        Path jar = JavaBundle.of(Path.of("../../docs/examples", example + ".java"), "org.example." + example, folder);
        Path deploy = Files.createDirectories(waypost.data().resolve("deploy"));
        Files.move(jar, deploy.resolve(jar.getFileName()), StandardCopyOption.ATOMIC_MOVE);
        WaypostContainer.await(
                "the bundle is active",
                SOON,
                () -> waypost.exec("bundle:list")
                        .lines()
                        .anyMatch(line -> line.matches(".*active.*" + example + ".*")));
    }

    private Optional<String> register(SipClient phone, String function, int cseq) {
        String contact = "Contact: <sip:java@127.0.0.1:" + phone.localPort() + ">";
        return phone.ask(Texts.register(phone, "java", cseq, contact, "X-Function: " + function))
                .header("X-Result");
    }

    private int result(SipClient phone, String function) {
        return Integer.parseInt(
                ask(phone, function).header("X-Result").orElseThrow().split(" ")[0]);
    }

    private SipMessage ask(SipClient phone, String function) {
        return phone.ask(Texts.message(phone, "java", waypost.port(), "")
                .replace("Content-Type: text/plain", "X-Function: " + function));
    }
}
