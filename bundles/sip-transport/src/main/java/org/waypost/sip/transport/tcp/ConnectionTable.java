package org.waypost.sip.transport.tcp;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.waypost.sip.Transport;

/**
 * The open connections by number and by where they lead, and how many of them each address has. A connection leads to its remote
 * address, and to other ports of it that were claimed by {@link #alias}. One that was opened to a server that had to prove its name
 * leads to that server only, not to others at the same address.
 */
final class ConnectionTable {

    /** As Kamailio; its own port is one of them there. */
    private static final int MOST_PLACES = 12;

    /** Begins elsewhere after each start: a stored contact must not take another's new connection for the one it came on. */
    private final AtomicInteger lastId = new AtomicInteger((int) (System.currentTimeMillis() / 1000 & 0x7F_FFFF) << 7);

    private final Places places = new Places();
    private final Map<Integer, Entry> byId = new ConcurrentHashMap<>();
    private final Map<Target, TcpConnection> byTarget = new ConcurrentHashMap<>();

    /** Where a connection leads; {@code peer} is who had to be there, empty for anybody. */
    private record Target(Transport transport, InetSocketAddress remote, String peer) {}

    /** A connection and where it leads; both change under its lock only. */
    private static final class Entry {
        private final TcpConnection connection;
        private final Set<Target> targets = new HashSet<>(2);

        Entry(TcpConnection connection) {
            this.connection = connection;
        }
    }

    /** A number for a connection; never the same again. */
    int nextId() {
        return lastId.incrementAndGet();
    }

    /** Takes one of the places for connections, if there is one left in all and for that address. */
    boolean admit(InetAddress source, TcpSettings settings) {
        return places.admit(source, settings.connections(), settings.connectionsPerSource());
    }

    /** Gives a place back. */
    void leave(InetAddress source) {
        places.leave(source);
    }

    void add(TcpConnection connection) {
        Entry entry = new Entry(connection);
        synchronized (entry) {
            byId.put(connection.id(), entry);
            lead(entry, target(connection, ""));
        }
    }

    /**
     * Adds {@code fresh} unless there is an open connection that leads to the same; returns the one that is in the table then.
     *
     * @param peer who has to be there; empty for anybody
     */
    TcpConnection addOutgoing(TcpConnection fresh, String peer) {
        Target target = target(fresh, peer);
        Entry entry = new Entry(fresh);
        synchronized (entry) {
            TcpConnection winner =
                    byTarget.compute(target, (key, present) -> present != null && present.isOpen() ? present : fresh);
            if (winner == fresh) {
                entry.targets.add(target);
                byId.put(fresh.id(), entry);
            }
            return winner;
        }
    }

    /** The connection leads to another remote address from now on, and counts for it; false if that has too many, or it has ended. */
    boolean move(TcpConnection connection, InetSocketAddress remote, TcpSettings settings) {
        Entry entry = byId.get(connection.id());
        if (entry == null || !admit(remote.getAddress(), settings)) {
            return false;
        }
        synchronized (entry) {
            if (!byId.containsKey(connection.id())) {
                leave(remote.getAddress());
                return false;
            }
            forget(entry);
            leave(connection.remote().getAddress());
            connection.remote(remote);
            lead(entry, target(connection, ""));
            return true;
        }
    }

    /** The connection leads to that port of its peer, too; false if it leads to too many, or another open one does. */
    boolean alias(TcpConnection connection, int port) {
        Entry entry = byId.get(connection.id());
        if (entry == null || port < 1 || port > 65535) {
            return false;
        }
        InetSocketAddress there = new InetSocketAddress(connection.remote().getAddress(), port);
        Target target = new Target(connection.transport(), there, "");
        synchronized (entry) {
            if (!byId.containsKey(connection.id()) || entry.targets.size() >= MOST_PLACES) {
                return entry.targets.contains(target);
            }
            if (claim(target, connection) != connection) {
                return false;
            }
            entry.targets.add(target);
            return true;
        }
    }

    void remove(TcpConnection connection) {
        Entry entry = byId.get(connection.id());
        if (entry != null) {
            synchronized (entry) {
                byId.remove(connection.id());
                forget(entry);
            }
        }
    }

    /** Makes a connection the one that leads to {@code target} unless another open one does; returns the one that does then. */
    private TcpConnection claim(Target target, TcpConnection connection) {
        return byTarget.compute(target, (key, present) -> present != null && present.isOpen() ? present : connection);
    }

    private void lead(Entry entry, Target target) {
        entry.targets.add(target);
        byTarget.put(target, entry.connection);
    }

    private void forget(Entry entry) {
        entry.targets.forEach(target -> byTarget.remove(target, entry.connection));
        entry.targets.clear();
    }

    private static Target target(TcpConnection connection, String peer) {
        return new Target(connection.transport(), connection.remote(), peer);
    }

    Optional<TcpConnection> get(int id) {
        return Optional.ofNullable(byId.get(id)).map(entry -> entry.connection);
    }

    /**
     * An open connection that leads to {@code remote}.
     *
     * @param peer who has to be there, as proven by it or yet to be proven; empty for anybody
     */
    Optional<TcpConnection> to(Transport transport, InetSocketAddress remote, String peer) {
        Optional<TcpConnection> to = open(new Target(transport, remote, peer));
        return to.isPresent() || peer.isEmpty()
                ? to
                : open(new Target(transport, remote, "")).filter(connection -> connection.isPeer(peer));
    }

    private Optional<TcpConnection> open(Target target) {
        return Optional.ofNullable(byTarget.get(target)).filter(TcpConnection::isOpen);
    }

    Collection<TcpConnection> all() {
        return byId.values().stream().map(entry -> entry.connection).toList();
    }

    int size() {
        return byId.size();
    }

    /** Octets that wait to be written. */
    long queued() {
        return byId.values().stream()
                .mapToLong(entry -> entry.connection.queued())
                .sum();
    }
}
