package org.waypost.kemi.permissions;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.waypost.kemi.net.IpAddress;

/** The addresses, networks and names that scripts may trust, by group: what an address file holds. */
final class AddressList {

    /**
     * What one line of the file allows.
     *
     * @param group 0 and up
     * @param port 0 for any
     * @param tag empty if there is none
     */
    record Entry(int group, int port, String tag) {

        boolean covers(int wantedPort) {
            return port == 0 || port == wantedPort;
        }
    }

    /** No address at all. */
    static final AddressList EMPTY = new AddressList(Map.of(), Map.of());

    private final Map<Network, List<Entry>> networks;
    private final Map<String, List<Entry>> names;
    private final List<Integer> lengthsV4;
    private final List<Integer> lengthsV6;

    private AddressList(Map<Network, List<Entry>> networks, Map<String, List<Entry>> names) {
        this.networks = networks;
        this.names = names;
        lengthsV4 = lengths(4);
        lengthsV6 = lengths(16);
    }

    /** Collects the lines of a file. */
    static final class Builder {

        private final Map<Network, List<Entry>> networks = new HashMap<>();
        private final Map<String, List<Entry>> names = new HashMap<>();

        void add(Network network, Entry entry) {
            networks.computeIfAbsent(network, key -> new ArrayList<>(1)).add(entry);
        }

        void add(String name, Entry entry) {
            names.computeIfAbsent(name, key -> new ArrayList<>(1)).add(entry);
        }

        AddressList build() {
            return new AddressList(networks, names);
        }
    }

    /** The entry of {@code group} that covers an address or a name; an IPv6 address with or without brackets. */
    Optional<Entry> find(int group, String addressOrName, int port) {
        Predicate<Entry> wanted = entry -> entry.group() == group && entry.covers(port);
        return IpAddress.parse(addressOrName)
                .map(address -> best(address, wanted))
                .orElseGet(() -> best(names.getOrDefault(addressOrName, List.of()), wanted));
    }

    Optional<Entry> find(int group, InetAddress address, int port) {
        return best(address, entry -> entry.group() == group && entry.covers(port));
    }

    /** The entry of whatever group: a host before a network, and among these the lowest group. */
    Optional<Entry> find(String addressOrName, int port) {
        Predicate<Entry> wanted = entry -> entry.covers(port);
        return IpAddress.parse(addressOrName)
                .map(address -> best(address, wanted))
                .orElseGet(() -> best(names.getOrDefault(addressOrName, List.of()), wanted));
    }

    Optional<Entry> find(InetAddress address, int port) {
        return best(address, entry -> entry.covers(port));
    }

    int size() {
        return networks.values().stream().mapToInt(List::size).sum()
                + names.values().stream().mapToInt(List::size).sum();
    }

    private Optional<Entry> best(InetAddress address, Predicate<Entry> wanted) {
        boolean v4 = address.getAddress().length == 4;
        int host = v4 ? 32 : 128;
        Optional<Entry> best = best(networks.getOrDefault(Network.of(address, host), List.of()), wanted);
        if (best.isPresent()) {
            return best;
        }
        for (int bits : v4 ? lengthsV4 : lengthsV6) {
            List<Entry> entries =
                    bits == host ? List.of() : networks.getOrDefault(Network.of(address, bits), List.of());
            Optional<Entry> found = best(entries, wanted);
            if (found.isPresent()
                    && (best.isEmpty() || found.get().group() < best.get().group())) {
                best = found;
            }
        }
        return best;
    }

    private static Optional<Entry> best(List<Entry> entries, Predicate<Entry> wanted) {
        return entries.stream().filter(wanted).min(Comparator.comparingInt(Entry::group));
    }

    private List<Integer> lengths(int octets) {
        TreeSet<Integer> lengths = new TreeSet<>(Comparator.reverseOrder());
        networks.keySet().stream()
                .filter(network -> network.octets().length == octets)
                .forEach(network -> lengths.add(network.bits()));
        return List.copyOf(lengths);
    }
}
