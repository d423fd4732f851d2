package org.waypost.itest.live;

import static org.waypost.itest.live.Seen.contactParameter;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.waypost.itest.kit.SipClient;
import org.waypost.itest.kit.SipMessage;
import org.waypost.itest.kit.Texts;
import org.waypost.itest.kit.WaypostContainer;

/** What each parameter of the keepalives changes. */
final class KeepaliveProbes {

    private static final Duration LONGER = Duration.ofMillis(1500);
    private static final String[] EVERY_SECOND = {"usrloc ka_interval 1", "usrloc ka_randomize 0", "usrloc ka_mode 1"};

    private KeepaliveProbes() {}

    static List<Probe> all() {
        return List.of(
                Probe.of(
                                "usrloc ka_method INFO",
                                "usrloc ka_from sip:keeper@waypost.test",
                                "usrloc ka_domain phones.test",
                                "usrloc ka_loglevel 1",
                                "usrloc ka_logmsg phone $tu answered $rs")
                        .given(EVERY_SECOND)
                        .shows(
                                "OPTIONS <sip:server@kamailio.org> kamailio.org, silent",
                                "INFO <sip:keeper@waypost.test> phones.test, logged",
                                KeepaliveProbes::first)
                        .inTime(),
                Probe.of("usrloc ka_mode 0")
                        .given(EVERY_SECOND)
                        .shows("asked", "left alone", KeepaliveProbes::asked)
                        .inTime(),
                // The first one comes at once.
                Probe.of("usrloc ka_interval 86400")
                        .given(EVERY_SECOND)
                        .shows("asked", "left alone", bench -> {
                            bench.once("first", () -> device(bench).await(message -> !message.isReply(), Bench.SOON));
                            return asked(bench);
                        })
                        .inTime(),
                Probe.of("usrloc ka_randomize 86400")
                        .given(EVERY_SECOND)
                        .shows("asked", "left alone", KeepaliveProbes::asked)
                        .inTime(),
                Probe.of("usrloc ka_filter 1")
                        .given(EVERY_SECOND)
                        .shows("asked", "left alone", bench -> {
                            bench.waypost.exec("cfg:set usrloc server_id 7");
                            device(bench);
                            bench.waypost.exec("cfg:set usrloc server_id 0");
                            return asked(bench);
                        })
                        .inTime(),
                Probe.of("usrloc ka_reply_codes 200")
                        .given(and("usrloc ka_loglevel 1", "usrloc ka_logmsg phone answered $rs"))
                        .shows("counts", "does not count", KeepaliveProbes::refusal),
                Probe.of("usrloc ka_timeout 1")
                        .given(EVERY_SECOND)
                        .shows("stays", "goes", KeepaliveProbes::fate)
                        .inTime());
    }

    private static String[] and(String... more) {
        return Stream.concat(Stream.of(EVERY_SECOND), Stream.of(more)).toArray(String[]::new);
    }

    /** A phone of its own for each look, registered. */
    private static SipClient device(Bench bench) {
        return bench.once("device", () -> {
            SipClient client = bench.waypost.udp();
            bench.once("user", bench::user);
            register(bench, client, 1);
            return client;
        });
    }

    private static void register(Bench bench, SipClient client, int cseq) {
        String user = bench.once("user", bench::user);
        client.ask(
                Texts.register(client, user, cseq, "Contact: <sip:" + user + "@127.0.0.1:" + client.localPort() + ">"));
    }

    /** How a phone is asked, and whether its answer is logged. */
    private static String first(Bench bench) {
        SipClient device = device(bench);
        String asked = bench.once("asked", () -> {
            SipMessage keepalive = device.await(message -> !message.isReply(), Bench.SOON);
            device.send(Texts.ok(keepalive));
            return keepalive.method() + " "
                    + keepalive.header("From").orElse("").replaceFirst(";.*", "") + " "
                    + keepalive.header("To").orElse("").replaceFirst(".*@([^>]*)>.*", "$1");
        });
        return asked + (bench.hasLogged(" answered 200") ? ", logged" : ", silent");
    }

    private static String asked(Bench bench) {
        return device(bench).receive(LONGER).isPresent() ? "asked" : "left alone";
    }

    /** Whether a 501 is taken for a sign of life, of which the log tells: the next answer comes behind it. */
    private static String refusal(Bench bench) {
        SipClient device = device(bench);
        for (String answer : List.of("501 Not Implemented", "200 OK")) {
            SipMessage asked = device.await(message -> !message.isReply(), Bench.SOON);
            device.send(Texts.ok(asked).replace("200 OK", answer));
        }
        WaypostContainer.await("the answer 200 is logged", Bench.SOON, () -> bench.hasLogged("answered 200"));
        return bench.hasLogged("answered 501") ? "counts" : "does not count";
    }

    /** What becomes of a contact whose phone does not answer. */
    private static String fate(Bench bench) {
        device(bench);
        SipMessage listed = bench.phone.ask(Texts.query(bench.phone, bench.once("user", bench::user)));
        boolean goes = listed.contacts().isEmpty() || Integer.parseInt(contactParameter(listed, "expires")) <= 10;
        return goes ? "goes" : "stays";
    }
}
