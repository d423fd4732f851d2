package org.waypost.kemi.nathelper;

import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.waypost.sip.ParameterReader;
import org.waypost.usrloc.Contact;
import org.waypost.usrloc.Ping;

/**
 * The parameters of the pings in force, checked.
 *
 * @param interval seconds; 0 for none
 * @param connections whether contacts of TCP and TLS are pinged
 * @param natOnly whether only contacts behind NAT are
 * @param neverFlag mask of the branch flag of contacts that are not; 0 for none
 * @param ownOnly whether only contacts that this server stored are
 * @param socket to be sent from, or empty
 * @param requestFlag mask of the branch flag of contacts that get requests; 0 for none
 * @param from URI in these, or empty
 * @param method of these
 * @param timeout seconds without an answer, or 0
 */
record PingSettings(
        int interval,
        boolean connections,
        boolean natOnly,
        int neverFlag,
        boolean ownOnly,
        String socket,
        int requestFlag,
        String from,
        String method,
        int timeout) {

    static final PingSettings DEFAULTS = new PingSettings(0, false, false, 0, false, "", 0, "", "OPTIONS", 0);

    private static final int DAY = 86400;

    /** The settings that {@code parameters} give; for a value that is refused, what {@code last} has. */
    static PingSettings of(
            NathelperParameters parameters, Map<String, ?> raw, PingSettings last, Consumer<String> refused) {
        ParameterReader in = new ParameterReader("nathelper", raw, refused);
        return new PingSettings(
                in.number("natping_interval", parameters::natping__interval, 0, DAY, last.interval),
                in.flag("natping_connections", parameters::natping__connections, last.connections),
                in.flag("ping_nated_only", parameters::ping__nated__only, last.natOnly),
                mask(in.number(
                        "natping_disable_bflag", parameters::natping__disable__bflag, -1, 31, bit(last.neverFlag))),
                in.flag("filter_server_id", parameters::filter__server__id, last.ownOnly),
                in.parsed("force_socket", parameters::force__socket, NathelperTexts::socket, last.socket),
                mask(in.number("sipping_bflag", parameters::sipping__bflag, -1, 31, bit(last.requestFlag))),
                in.parsed("sipping_from", parameters::sipping__from, NathelperTexts::sipUri, last.from),
                in.parsed("sipping_method", parameters::sipping__method, NathelperTexts::method, last.method),
                in.number("keepalive_timeout", parameters::keepalive__timeout, 0, DAY, last.timeout));
    }

    /** How a contact is pinged; empty if it is not. */
    Optional<Ping> of(Contact contact, int natFlag, int serverId) {
        int flags = contact.cflags();
        if (natOnly && (flags & natFlag) == 0
                || (flags & neverFlag) != 0
                || ownOnly && contact.serverId() != serverId) {
            return Optional.empty();
        }
        if (!isUdp(contact)) {
            return connections && !isWebSocket(contact) ? Optional.of(ping(Ping.Kind.CRLF)) : Optional.empty();
        }
        boolean asks = requestFlag != 0 && !from.isEmpty() && (!natOnly || (flags & requestFlag) != 0);
        return Optional.of(ping(asks ? Ping.Kind.REQUEST : Ping.Kind.ZEROS));
    }

    private Ping ping(Ping.Kind kind) {
        return new Ping(kind, interval, 0, timeout, method, from, kind == Ping.Kind.CRLF ? "" : socket);
    }

    // A row that another server wrote may tell no socket.
    private static boolean isUdp(Contact contact) {
        return contact.socket().isEmpty()
                ? contact.connectionId() <= 0
                : contact.socket().startsWith("udp:");
    }

    private static boolean isWebSocket(Contact contact) {
        return contact.socket().startsWith("ws");
    }

    private static int mask(int bit) {
        return bit < 0 ? 0 : 1 << bit;
    }

    private static int bit(int mask) {
        return mask == 0 ? -1 : Integer.numberOfTrailingZeros(mask);
    }
}
