package org.waypost.pv;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.waypost.sip.Branch;
import org.waypost.sip.HeaderName;
import org.waypost.sip.Octets;
import org.waypost.sip.SipContext;
import org.waypost.sip.SipMessage;
import org.waypost.sip.SipResponse;
import org.waypost.sip.Transport;
import org.waypost.sip.Value;

/** What the records of Kamailio do not hold: times, replies, connections, what a lookup leaves behind. */
class StandardVariablesTest {

    private static final String REQUEST = """
            OPTIONS sip:bob@example.com SIP/2.0
            Via: SIP/2.0/TCP 127.0.0.1;branch=z9hG4bK1
            From: <sip:alice@example.org>;tag=1
            To: <sip:bob@example.com>
            Call-ID: c
            CSeq: 7 OPTIONS
            """;

    private final PseudoVariableEngine engine = Engines.alone();
    private final SipContext context = RequestInHand.of(REQUEST, Transport.TCP, "127.0.0.1");

    @Test
    void tellsTheTimeOfArrival() {
        Instant arrival = Instant.ofEpochMilli(context.receivedAt());

        assertThat(get("$Ts")).isEqualTo(Value.of(arrival.getEpochSecond()));
        assertThat(get("$TV(s)")).isEqualTo(Value.of(arrival.getEpochSecond()));
        assertThat(get("$TV(u)")).isEqualTo(Value.of(arrival.getNano() / 1000));
        assertThat(get("$TV(Sn)").text()).matches("\\d+\\.\\d{6}");
        assertThat(get("$utimef(%Y-%m-%dT%H:%M:%SZ)").text())
                .isEqualTo(DateTimeFormatter.ISO_INSTANT.format(Instant.ofEpochSecond(arrival.getEpochSecond())));
        assertThat(get("$timef(%A, %d %b %y, %j %I %p %e %% %q)").text())
                .isEqualTo(DateTimeFormatter.ofPattern("EEEE, dd MMM yy, DDD hh ", Locale.ENGLISH)
                                .format(arrival.atZone(ZoneId.systemDefault()))
                        + (arrival.atZone(ZoneId.systemDefault()).getHour() < 12 ? "AM " : "PM ")
                        + String.format(
                                "%2d %% %%q",
                                arrival.atZone(ZoneId.systemDefault()).getDayOfMonth()));
        assertThat(get("$time(year)"))
                .isEqualTo(Value.of(arrival.atZone(ZoneId.systemDefault()).getYear()));
        assertThat(get("$utime(wday)").number()).isBetween(1L, 7L);
    }

    @Test
    void formatsANumberAsATime() {
        engine.variable("$var(t)").set(context, Value.of(86_400L * 45));

        ZoneId zone = ZoneId.systemDefault();
        assertThat(get("$(var(t){s.ftime,%F %T})").text())
                .isEqualTo(DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss")
                        .format(Instant.ofEpochSecond(86_400L * 45).atZone(zone)));
    }

    @Test
    void tellsOfTheConnection() {
        assertThat(get("$conid")).isEqualTo(Value.of(7));
        assertThat(get("$proto")).isEqualTo(Value.of("tcp"));
        assertThat(get("$prid")).isEqualTo(Value.of(2));
        assertThat(get("$su")).isEqualTo(Value.of("sip:127.0.0.1:45090;transport=tcp"));
        assertThat(get("$Ru")).isEqualTo(Value.of("sip:127.0.0.1:45060;transport=tcp"));
        assertThat(get("$sas")).isEqualTo(Value.of("tcp:127.0.0.1:45090"));
        assertThat(get("$af(si)")).isEqualTo(Value.of(2));
    }

    @Test
    void readsTheReplyWhileOneIsProcessed() {
        context.response(new Reply(context.request(), 486, "Busy Here"));

        assertThat(get("$rs")).isEqualTo(Value.of(486));
        assertThat(get("$rr")).isEqualTo(Value.of("Busy Here"));
        assertThat(get("$rm")).isEqualTo(Value.of("OPTIONS"));
        assertThat(get("$mt")).isEqualTo(Value.of(2));
        assertThat(get("$ru")).isEqualTo(Value.NULL);
        assertThat(get("$fU")).isEqualTo(Value.of("alice"));
    }

    @Test
    void showsWhatALookupFound() {
        context.target(new Branch("sip:b@1.2.3.4", "", "", "", -1, 8, 500, "", 0, "uloc-1", "Phone"));
        context.addBranch(
                new Branch("sip:b@5.6.7.8", "sip:9.9.9.9", "<sip:p>", "", 3, 4, 250, "", 0, "uloc-2", "Tablet"));

        assertThat(get("$ruid")).isEqualTo(Value.of("uloc-1"));
        assertThat(get("$location_ua")).isEqualTo(Value.of("Phone"));
        assertThat(get("$bf")).isEqualTo(Value.of(8));
        assertThat(get("$ds")).isEqualTo(Value.of("Contact: <sip:b@1.2.3.4>;q=0.5, <sip:b@5.6.7.8>;q=0.25"));
        assertThat(get("$branch(ruid)")).isEqualTo(Value.of("uloc-2"));
        assertThat(get("$branch(location_ua)")).isEqualTo(Value.of("Tablet"));
        assertThat(get("$branch(otcpid)")).isEqualTo(Value.of(3));
    }

    @Test
    void keepsSharedVariablesOverRequests() {
        engine.variable("$shv(calls)").set(context, Value.of(5));
        SipContext other = RequestInHand.of(REQUEST);

        assertThat(engine.variable("$shv(calls)").get(other)).isEqualTo(Value.of(5));
        engine.variable("$var(mine)").set(context, Value.of(5));
        assertThat(engine.variable("$var(mine)").get(other)).isEqualTo(Value.of(0));
    }

    @Test
    void numbersTheMessagesOfWhichItIsAsked() {
        long first = get("$mi").number();

        assertThat(get("$mi").number()).isEqualTo(first);
        assertThat(engine.variable("$mi").get(RequestInHand.of(REQUEST)).number())
                .isEqualTo(first + 1);
    }

    @Test
    void showsTheMessageWithItsChanges() {
        context.edits().append("X-New: 1\r\n");

        assertThat(get("$mbu").text()).contains("X-New: 1\r\n");
        assertThat(get("$mb").text()).doesNotContain("X-New");
    }

    private Value get(String spec) {
        return engine.variable(spec).get(context);
    }

    /** A reply with the headers of the request. */
    private record Reply(SipMessage request, int status, String phrase) implements SipResponse {

        @Override
        public Octets reason() {
            return Octets.of(phrase);
        }

        @Override
        public Octets octets() {
            return request.octets();
        }

        @Override
        public Octets firstLine() {
            return Octets.of("SIP/2.0 " + status + " " + phrase);
        }

        @Override
        public int headerCount() {
            return request.headerCount();
        }

        @Override
        public HeaderName headerName(int index) {
            return request.headerName(index);
        }

        @Override
        public Octets headerText(int index) {
            return request.headerText(index);
        }

        @Override
        public Octets headerValue(int index) {
            return request.headerValue(index);
        }

        @Override
        public Octets headerLine(int index) {
            return request.headerLine(index);
        }

        @Override
        public int indexOf(HeaderName name, int from) {
            return request.indexOf(name, from);
        }

        @Override
        public Octets body() {
            return request.body();
        }
    }
}
