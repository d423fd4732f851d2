package org.waypost.sip.transport.listen;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.waypost.sip.HostPort;
import org.waypost.sip.Transport;
import org.waypost.sip.transport.LocalPoint;

/**
 * One entry of the parameter {@code listen}: {@code [proto:]host[:port] [advertise host[:port]]}.
 *
 * @param socket where to listen; two entries of the same socket are one
 * @param advertised what to be called in Via and Record-Route; a port of 0 stands for the real one
 */
record ListenEntry(Socket socket, Optional<HostPort> advertised) {

    /** What can be bound once. */
    record Socket(Transport transport, InetSocketAddress address) {}

    /** Which protocols there are, as the messages about a bad value name them. */
    static final String PROTOCOL = "[udp:|tcp:|tls:|ws:|wss:]";

    private static final String HOST = "(\\[[0-9a-fA-F:.%\\w]+\\]|[\\w.-]+)";
    private static final Pattern SYNTAX = Pattern.compile(
            "(?:(udp|tcp|tls|wss?):)?" + HOST + "(?::(\\d{1,5}))?(?:\\s+advertise\\s+" + HOST + "(?::(\\d{1,5}))?)?",
            Pattern.CASE_INSENSITIVE);

    /** The entries of a list separated by commas; an entry without a protocol stands for UDP and TCP. */
    static List<ListenEntry> parse(String list) {
        Map<Socket, ListenEntry> entries = new LinkedHashMap<>();
        for (String text : list.split(",")) {
            if (!text.isBlank()) {
                for (ListenEntry entry : entry(text.strip())) {
                    entries.putIfAbsent(entry.socket, entry);
                }
            }
        }
        return new ArrayList<>(entries.values());
    }

    /** Makes the listen point of this entry from the address that was bound. */
    Function<InetSocketAddress, LocalPoint> naming() {
        return address -> {
            InetAddress own = address.getAddress();
            HostPort bound = new HostPort(
                    LocalPoint.host(
                            own.isAnyLocalAddress()
                                    ? new InetSocketAddress(LocalNames.reachable(own), address.getPort())
                                    : address),
                    address.getPort());
            HostPort sentBy = advertised
                    .map(name -> new HostPort(name.host(), name.port() == 0 ? address.getPort() : name.port()))
                    .orElse(bound);
            return LocalPoint.of(socket.transport(), address, sentBy, advertised.isPresent());
        };
    }

    @Override
    public String toString() {
        InetSocketAddress address = socket.address();
        String host = address.isUnresolved() ? address.getHostString() : LocalPoint.host(address);
        return socket.transport().token() + ":" + host + ":" + address.getPort()
                + advertised.map(name -> " advertise " + name).orElse("");
    }

    private static List<ListenEntry> entry(String text) {
        Matcher parts = SYNTAX.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not of the form " + PROTOCOL + "host[:port] [advertise host[:port]]");
        }
        Optional<HostPort> advertised =
                Optional.ofNullable(parts.group(4)).map(name -> new HostPort(name, port(parts.group(5), 0)));
        List<ListenEntry> entries = new ArrayList<>();
        List<Transport> transports = Optional.ofNullable(parts.group(1))
                .flatMap(Transport::of)
                .map(List::of)
                .orElse(List.of(Transport.UDP, Transport.TCP));
        for (Transport transport : transports) {
            int port = port(parts.group(3), transport.defaultPort());
            InetSocketAddress address = new InetSocketAddress(parts.group(2), port);
            entries.add(new ListenEntry(new Socket(transport, address), advertised));
        }
        return entries;
    }

    private static int port(String text, int otherwise) {
        int port = text == null ? otherwise : Integer.parseInt(text);
        if (port > 65535) {
            throw new IllegalArgumentException("port " + text + " is not in 0..65535");
        }
        return port;
    }
}
