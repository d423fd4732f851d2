package org.waypost.sip.transport.ws;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.waypost.sip.AddressPrefix;

/** Reads {@code X-Forwarded-For}, to which each proxy adds the address that a request came from. Nothing is looked up. */
final class ForwardedFor {

    private ForwardedFor() {}

    /**
     * The client behind {@code peer}: the last address that none of the trusted proxies has. Empty if the peer itself is none of them,
     * or says nothing that can be read.
     *
     * @param values of the header, in their order
     */
    static Optional<InetAddress> client(InetAddress peer, List<String> values, List<AddressPrefix> proxies) {
        List<String> hops = new ArrayList<>();
        values.forEach(value -> hops.addAll(List.of(value.split(","))));
        InetAddress last = peer;
        for (int i = hops.size() - 1; i >= 0 && isTrusted(last, proxies); i--) {
            Optional<InetAddress> next = address(hops.get(i).strip());
            if (next.isEmpty()) {
                break;
            }
            last = next.get();
        }
        return last == peer ? Optional.empty() : Optional.of(last);
    }

    /** The prefixes of a list separated by commas or white space. */
    static List<AddressPrefix> proxies(String list) {
        List<AddressPrefix> proxies = new ArrayList<>();
        for (String text : list.split("[,\\s]+")) {
            if (!text.isEmpty()) {
                proxies.add(AddressPrefix.parse(text));
            }
        }
        return List.copyOf(proxies);
    }

    private static boolean isTrusted(InetAddress address, List<AddressPrefix> proxies) {
        return proxies.stream().anyMatch(prefix -> prefix.contains(address));
    }

    // Some add the port: 192.0.2.1:4711, [2001:db8::1]:4711
    private static Optional<InetAddress> address(String hop) {
        String host = hop.matches("[0-9.]+:\\d+|\\[.*]:\\d+") ? hop.substring(0, hop.lastIndexOf(':')) : hop;
        byte[] octets = NetUtil.createByteArrayFromIpAddressString(host);
        try {
            return octets == null ? Optional.empty() : Optional.of(InetAddress.getByAddress(octets));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}
