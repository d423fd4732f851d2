package org.waypost.kemi.nathelper;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waypost.kemi.support.Script;
import org.waypost.usrloc.Contact;
import org.waypost.usrloc.Ping;
import org.waypost.usrloc.Ruid;

/** Which contacts are pinged, as Kamailio 5.6.3 did it. */
class NatPingsTest {

    private static final int NAT = 1 << 6;
    private static final int ASKED = 1 << 7;
    private static final int NEVER = 1 << 8;

    private final NatPings pings = new NatPings();

    @Test
    void sendsNothingUnlessAnIntervalIsGiven() {
        assertThat(pings.isActive()).isFalse();
        configure("natping_interval", 30);
        assertThat(pings.isActive()).isTrue();
        configure("natping_interval", -1);
        assertThat(pings.isActive()).as("a value that is refused").isTrue();
        configure();
        assertThat(pings.isActive()).isFalse();
    }

    @Test
    void pingsAllOfUdpByZerosAtFirst() {
        configure("natping_interval", 30);
        assertThat(of(udp(0))).contains(new Ping(Ping.Kind.ZEROS, 30, 0, 0, "OPTIONS", "", ""));
        assertThat(kind(udp(NAT + ASKED + NEVER))).isEqualTo("ZEROS");
        assertThat(kind(contact("", -1, 0))).isEqualTo("ZEROS");
        assertThat(kind(contact("tcp:192.0.2.1:5060", 7, 0))).isEqualTo("none");
    }

    /** With ping_nated_only, sipping_bflag 7, natping_disable_bflag 8 and nat_bflag 6. */
    @ParameterizedTest
    @CsvSource({"0, none", "64, ZEROS", "128, none", "192, REQUEST", "320, none", "448, none"})
    void pingsByTheFlagsOfTheContact(int flags, String kind) {
        configure(
                "natping_interval", 30,
                "ping_nated_only", 1,
                "sipping_bflag", 7,
                "sipping_from", "sip:pinger@example.com",
                "natping_disable_bflag", 8);
        assertThat(kind(udp(flags))).isEqualTo(kind);
    }

    @Test
    void asksAllByRequestsUnlessOnlyThoseBehindNatArePinged() {
        configure(
                "natping_interval",
                30,
                "sipping_bflag",
                7,
                "sipping_from",
                "sip:pinger@example.com",
                "sipping_method",
                "INFO",
                "keepalive_timeout",
                100,
                "force_socket",
                "udp:192.0.2.1:5070");
        assertThat(of(udp(0)))
                .contains(new Ping(
                        Ping.Kind.REQUEST, 30, 0, 100, "INFO", "sip:pinger@example.com", "udp:192.0.2.1:5070"));
    }

    @Test
    void pingsConnectionsByAnEmptyLineIfItIsAskedTo() {
        configure("natping_interval", 30, "natping_connections", 1);
        assertThat(kind(contact("tcp:192.0.2.1:5060", 7, 0))).isEqualTo("CRLF");
        assertThat(kind(contact("tls:192.0.2.1:5061", 7, 0))).isEqualTo("CRLF");
        assertThat(kind(contact("", 7, 0))).isEqualTo("CRLF");
        assertThat(kind(contact("ws:192.0.2.1:80", 7, 0)))
                .as("which has pings of its own")
                .isEqualTo("none");
    }

    @Test
    void leavesContactsOfOtherServersToThem() {
        configure("natping_interval", 30, "filter_server_id", 1);
        assertThat(pings.of(udp(0), NAT, 1)).isPresent();
        assertThat(pings.of(udp(0), NAT, 2)).isEmpty();
    }

    @Test
    void refusesTextsThatWouldBreakARequest() {
        configure("natping_interval", 30, "sipping_bflag", 7, "sipping_from", "sip:a@b", "sipping_method", "OPTIONS");
        configure(
                "natping_interval", 30,
                "sipping_bflag", 7,
                "sipping_from", "sip:a@b\r\nX: y",
                "sipping_method", "A B",
                "force_socket", "tcp:192.0.2.1:5060");
        assertThat(of(udp(0))).contains(new Ping(Ping.Kind.REQUEST, 30, 0, 0, "OPTIONS", "sip:a@b", ""));
    }

    private Optional<Ping> of(Contact contact) {
        return pings.of(contact, NAT, 1);
    }

    private String kind(Contact contact) {
        return of(contact).map(ping -> ping.kind().name()).orElse("none");
    }

    private void configure(Object... keysAndValues) {
        Map<String, Object> values = new HashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            values.put(keysAndValues[i].toString(), keysAndValues[i + 1]);
        }
        pings.configure(Script.parameters(NathelperParameters.class, values), values);
    }

    private static Contact udp(int flags) {
        return contact("udp:192.0.2.1:5060", -1, flags);
    }

    private static Contact contact(String socket, int connection, int flags) {
        return new Contact(
                Ruid.NONE,
                "sip:a@10.0.0.1",
                "",
                "",
                "c",
                "n/a",
                socket,
                "",
                0,
                0,
                1,
                -1,
                0,
                flags,
                -1,
                0,
                1,
                connection,
                List.of());
    }
}
