package org.waypost.sip.transport.listen;

import java.util.List;
import org.waypost.sip.Octets;
import org.waypost.sip.transport.DispatchSettings;
import org.waypost.sip.transport.tcp.TcpSettings;
import org.waypost.sip.transport.udp.UdpSettings;
import org.waypost.sip.transport.wire.ReplyWriter;
import org.waypost.sip.transport.wire.ScanLimits;
import org.waypost.sip.transport.wire.ToTag;

/** The parameters as they are in force: checked and ready for use. */
record TransportSettings(
        List<ListenEntry> listen, List<String> aliases, DispatchSettings dispatch, UdpSettings udp, TcpSettings tcp) {

    private static final int LARGEST = 1 << 30;

    /** The settings of these parameters; an {@link IllegalArgumentException} names the first that is out of its range. */
    static TransportSettings of(TransportParameters p, ToTag toTag) {
        Octets server = p.server__signature() ? server(p.server__header()) : Octets.EMPTY;
        ScanLimits limits = new ScanLimits(
                range("max_headers", p.max__headers(), 16, 4096),
                range("max_header_length", p.max__header__length(), 256, 65535));
        DispatchSettings dispatch = new DispatchSettings(
                limits,
                range("max_contacts_per_request", p.max__contacts__per__request(), 1, 1000),
                range("workers", p.workers(), 1, 4096),
                range("worker_queue", p.worker__queue(), 1, 1_000_000),
                range("max_branches", p.max__branches(), 1, 31),
                new ReplyWriter(server, toTag));
        UdpSettings udp = new UdpSettings(
                range("udp_max_message", p.udp__max__message(), 512, 65535),
                range("udp_receive_buffer", p.udp__receive__buffer(), 0, LARGEST),
                range("udp_send_buffer", p.udp__send__buffer(), 0, LARGEST),
                range("stun", p.stun(), 0, 1) == 1);
        TcpSettings tcp = new TcpSettings(
                range("tcp_max_message", p.tcp__max__message(), 1024, 1 << 24),
                range("tcp_max_connections", p.tcp__max__connections(), 1, 1_000_000),
                range("tcp_max_connections_per_source", p.tcp__max__connections__per__source(), 1, 1_000_000),
                range("tcp_connection_lifetime", p.tcp__connection__lifetime(), 1, 604_800),
                range("tcp_connect_timeout", p.tcp__connect__timeout(), 1, 300),
                range("tcp_msg_read_timeout", p.tcp__msg__read__timeout(), 1, 3600),
                range("tcp_send_timeout", p.tcp__send__timeout(), 1, 3600),
                range("tcp_conn_wq_max", p.tcp__conn__wq__max(), 4096, 1 << 26),
                range("tcp_wq_max", p.tcp__wq__max(), 65536, LARGEST),
                p.tcp__accept__aliases());
        return new TransportSettings(
                named("listen", () -> ListenEntry.parse(p.listen())),
                named("alias", () -> LocalNames.aliases(p.alias())),
                dispatch,
                udp,
                tcp);
    }

    /** The line of {@code server_header}, ready to be put into replies; nothing if it is blank. */
    static Octets server(String line) {
        if (line.isBlank()) {
            return Octets.EMPTY;
        }
        if (line.indexOf(':') < 1 || line.chars().anyMatch(c -> c < ' ' || c > 255)) {
            throw new IllegalArgumentException("server_header is '" + line + "', wanted: a header line 'Name: value'");
        }
        return Octets.of(line + "\r\n");
    }

    private static int range(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " is " + value + ", wanted: " + least + ".." + most);
        }
        return value;
    }

    private static <T> T named(String name, java.util.function.Supplier<T> parser) {
        try {
            return parser.get();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
        }
    }
}
