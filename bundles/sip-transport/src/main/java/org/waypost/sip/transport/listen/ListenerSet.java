package org.waypost.sip.transport.listen;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.sip.Transport;
import org.waypost.sip.transport.Dispatcher;
import org.waypost.sip.transport.Listener;
import org.waypost.sip.transport.LocalPoint;
import org.waypost.sip.transport.tcp.TcpEngine;
import org.waypost.sip.transport.tcp.TcpListener;
import org.waypost.sip.transport.udp.UdpListener;
import org.waypost.sip.transport.udp.UdpSettings;

/** The listening sockets that are open. A change of the parameter touches only those it names; one that fails leaves the rest. */
final class ListenerSet {

    private static final Logger LOG = LoggerFactory.getLogger(ListenerSet.class);

    private final Dispatcher dispatcher;
    private final TcpEngine tcp;
    private volatile Map<ListenEntry.Socket, Listener> listeners = Map.of();

    ListenerSet(Dispatcher dispatcher, TcpEngine tcp) {
        this.dispatcher = dispatcher;
        this.tcp = tcp;
    }

    /** Opens what is new in {@code entries}, closes what is gone, renames what is called otherwise. */
    synchronized void apply(List<ListenEntry> entries, UdpSettings udp) {
        Map<ListenEntry.Socket, Listener> gone = new LinkedHashMap<>(listeners);
        for (ListenEntry entry : entries) {
            gone.remove(entry.socket());
        }
        Map<ListenEntry.Socket, Listener> wanted = new LinkedHashMap<>();
        gone.values().forEach(this::close);
        for (ListenEntry entry : entries) {
            Listener present = listeners.get(entry.socket());
            if (present != null) {
                present.rename(entry.naming());
                if (present instanceof UdpListener reader) {
                    reader.configure(udp);
                }
                wanted.put(entry.socket(), present);
            } else {
                open(entry, udp).ifPresent(fresh -> wanted.put(entry.socket(), fresh));
            }
        }
        listeners = wanted;
    }

    synchronized void close() {
        listeners.values().forEach(this::close);
        listeners = Map.of();
    }

    List<LocalPoint> points() {
        List<LocalPoint> points = new ArrayList<>();
        for (Listener listener : listeners.values()) {
            points.add(listener.point());
        }
        return points;
    }

    /** The open listener of that bound address. */
    Optional<Listener> at(Transport transport, InetSocketAddress address) {
        for (Listener listener : listeners.values()) {
            LocalPoint point = listener.point();
            if (point.transport() == transport && point.address().equals(address)) {
                return Optional.of(listener);
            }
        }
        return Optional.empty();
    }

    private Optional<Listener> open(ListenEntry entry, UdpSettings udp) {
        InetSocketAddress address = entry.socket().address();
        try {
            if (address.isUnresolved()) {
                throw new IOException("the host is unknown");
            }
            Listener fresh = entry.socket().transport() == Transport.UDP
                    ? new UdpListener(dispatcher, address, entry.naming(), udp)
                    : new TcpListener(tcp, address, entry.naming());
            fresh.start();
            LOG.info("Listening on {}", fresh.point());
            return Optional.of(fresh);
        } catch (IOException | RuntimeException e) {
            LOG.error("Cannot listen on {} (parameter listen): {}", entry, e.getMessage());
            return Optional.empty();
        }
    }

    private void close(Listener listener) {
        listener.close();
        LOG.info("No longer listening on {}", listener.point());
    }
}
