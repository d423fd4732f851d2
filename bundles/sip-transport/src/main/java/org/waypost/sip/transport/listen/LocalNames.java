package org.waypost.sip.transport.listen;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.waypost.sip.ListenPoint;
import org.waypost.sip.Transport;
import org.waypost.sip.transport.wire.AddressText;

/** The hosts and ports that name this server: its addresses, what it advertises, and the parameter {@code alias}. Immutable. */
final class LocalNames {

    private static final Pattern ALIAS = Pattern.compile(
            "(?:(?:udp|tcp|tls|ws|wss):)?(\\[[^\\]]+\\]|[^:\\s]+)(?::(\\d{1,5}))?", Pattern.CASE_INSENSITIVE);
    private static final int ANY_PORT = 0;

    private final Map<String, Set<Integer>> ports = new HashMap<>();

    LocalNames(List<? extends ListenPoint> points, List<String> aliases) {
        for (ListenPoint point : points) {
            InetAddress address = point.address().getAddress();
            int port = point.address().getPort();
            if (address.isAnyLocalAddress()) {
                interfaces().forEach(own -> add(AddressText.text(own), port));
            }
            add(AddressText.text(address), port);
            add(AddressText.parse(point.sentBy().host()), point.sentBy().port());
        }
        for (String alias : aliases) {
            Matcher parts = parts(alias);
            add(
                    AddressText.parse(parts.group(1)),
                    parts.group(2) == null ? ANY_PORT : Integer.parseInt(parts.group(2)));
        }
    }

    boolean contains(String host, int port) {
        Set<Integer> known = ports.get(AddressText.parse(host));
        if (known == null) {
            return false;
        }
        if (port != 0 || known.contains(ANY_PORT)) {
            return known.contains(port) || known.contains(ANY_PORT);
        }
        for (Transport transport : Transport.values()) {
            if (known.contains(transport.defaultPort())) {
                return true;
            }
        }
        return false;
    }

    /** The aliases of a list separated by commas or white space, each {@code [proto:]host[:port]}. */
    static List<String> aliases(String list) {
        List<String> aliases = new ArrayList<>();
        for (String alias : list.split("[,\\s]+")) {
            if (!alias.isEmpty()) {
                parts(alias);
                aliases.add(alias);
            }
        }
        return aliases;
    }

    /** An address at which others reach a socket that is bound to all, of the same family if there is one. */
    static InetAddress reachable(InetAddress any) {
        InetAddress found = InetAddress.getLoopbackAddress();
        int best = -1;
        for (InetAddress own : interfaces()) {
            boolean sameFamily = own instanceof Inet4Address == any instanceof Inet4Address;
            int score = (own.isLoopbackAddress() ? 0 : 4) + (sameFamily ? 2 : 0) + (own.isLinkLocalAddress() ? 0 : 1);
            if (score > best) {
                best = score;
                found = own;
            }
        }
        return found;
    }

    private void add(String host, int port) {
        ports.computeIfAbsent(host, name -> new HashSet<>()).add(port);
    }

    private static Matcher parts(String alias) {
        Matcher parts = ALIAS.matcher(alias);
        if (!parts.matches() || parts.group(2) != null && Integer.parseInt(parts.group(2)) > 65535) {
            throw new IllegalArgumentException("'" + alias + "' is not of the form [proto:]host[:port]");
        }
        return parts;
    }

    private static List<InetAddress> interfaces() {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .toList();
        } catch (SocketException e) {
            return List.of();
        }
    }
}
