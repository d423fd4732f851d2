package org.waypost.sip.transport.tcp;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.waypost.sip.Transport;

/** The open connections by number and by remote address, and how many of them each address has. */
final class ConnectionTable {

    /** Begins elsewhere after each start: a stored contact must not take another's new connection for the one it came on. */
    private final AtomicInteger lastId = new AtomicInteger((int) (System.currentTimeMillis() / 1000 & 0x7F_FFFF) << 7);

    private final Places places = new Places();
    private final Map<Integer, TcpConnection> byId = new ConcurrentHashMap<>();
    private final Map<Peer, TcpConnection> byRemote = new ConcurrentHashMap<>();

    private record Peer(Transport transport, InetSocketAddress remote) {

        static Peer of(TcpConnection connection) {
            return new Peer(connection.transport(), connection.remote());
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
        byId.put(connection.id(), connection);
        byRemote.put(Peer.of(connection), connection);
    }

    /** Adds {@code fresh} unless there is an open connection to its remote address; returns the one that is in the table then. */
    TcpConnection addOutgoing(TcpConnection fresh) {
        TcpConnection winner = byRemote.compute(
                Peer.of(fresh), (remote, present) -> present != null && present.isOpen() ? present : fresh);
        if (winner == fresh) {
            byId.put(fresh.id(), fresh);
        }
        return winner;
    }

    void remove(TcpConnection connection) {
        byId.remove(connection.id(), connection);
        byRemote.remove(Peer.of(connection), connection);
    }

    Optional<TcpConnection> get(int id) {
        return Optional.ofNullable(byId.get(id));
    }

    Optional<TcpConnection> to(Transport transport, InetSocketAddress remote) {
        return Optional.ofNullable(byRemote.get(new Peer(transport, remote))).filter(TcpConnection::isOpen);
    }

    Collection<TcpConnection> all() {
        return byId.values();
    }

    int size() {
        return byId.size();
    }

    /** Octets that wait to be written. */
    long queued() {
        return byId.values().stream().mapToLong(TcpConnection::queued).sum();
    }
}
