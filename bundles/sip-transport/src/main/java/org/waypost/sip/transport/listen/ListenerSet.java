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
import org.waypost.sip.ListenerState;
import org.waypost.sip.Transport;
import org.waypost.sip.transport.Dispatcher;
import org.waypost.sip.transport.Listener;
import org.waypost.sip.transport.ListenerCounters;
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
    private volatile List<Place> places = List.of();
    private long closedReceived;
    private long closedSent;

    /** What became of an entry: a listener, or why there is none. */
    private record Place(ListenEntry entry, Optional<Listener> listener, String failure) {}

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
        List<Place> became = new ArrayList<>();
        gone.values().forEach(this::close);
        for (ListenEntry entry : entries) {
            Listener present = listeners.get(entry.socket());
            if (present != null) {
                present.rename(entry.naming());
                if (present instanceof UdpListener reader) {
                    reader.configure(udp);
                }
                wanted.put(entry.socket(), present);
                became.add(new Place(entry, Optional.of(present), ""));
            } else {
                Place place = open(entry, udp);
                place.listener().ifPresent(fresh -> wanted.put(entry.socket(), fresh));
                became.add(place);
            }
        }
        listeners = wanted;
        places = List.copyOf(became);
    }

    /** What became of each entry, in their order. */
    List<ListenerState> states() {
        return places.stream().map(ListenerSet::state).toList();
    }

    private static ListenerState state(Place place) {
        Optional<ListenerCounters> counters = place.listener().map(Listener::counters);
        return new ListenerState(
                place.entry().toString(),
                place.entry().socket().transport(),
                place.listener().map(Listener::point),
                place.failure(),
                counters.map(ListenerCounters::allReceived).orElse(0L),
                counters.map(ListenerCounters::allSent).orElse(0L));
    }

    /** Messages and keepalives that came in through all listeners there ever were. */
    synchronized long received() {
        return closedReceived
                + listeners.values().stream()
                        .mapToLong(listener -> listener.counters().allReceived())
                        .sum();
    }

    /** Messages that left through all listeners there ever were. */
    synchronized long sent() {
        return closedSent
                + listeners.values().stream()
                        .mapToLong(listener -> listener.counters().allSent())
                        .sum();
    }

    synchronized void close() {
        listeners.values().forEach(this::close);
        listeners = Map.of();
        places = List.of();
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

    private Place open(ListenEntry entry, UdpSettings udp) {
        Transport transport = entry.socket().transport();
        InetSocketAddress address = entry.socket().address();
        try {
            if (address.isUnresolved()) {
                throw new IOException("the host is unknown");
            }
            Listener fresh = transport == Transport.UDP
                    ? new UdpListener(dispatcher, address, entry.naming(), udp)
                    : new TcpListener(tcp, transport, address, entry.naming());
            fresh.start();
            LOG.info("Listening on {}", fresh.point());
            return new Place(entry, Optional.of(fresh), "");
        } catch (IOException | RuntimeException e) {
            LOG.error("Cannot listen on {} (parameter listen): {}", entry, e.getMessage());
            return new Place(entry, Optional.empty(), String.valueOf(e.getMessage()));
        }
    }

    private void close(Listener listener) {
        listener.close();
        closedReceived += listener.counters().allReceived();
        closedSent += listener.counters().allSent();
        LOG.info("No longer listening on {}", listener.point());
    }
}
