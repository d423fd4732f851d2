package org.waypost.console;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.waypost.operations.LocationWatch;
import org.waypost.operations.Locations;
import org.waypost.usrloc.ContactEvent;

/**
 * The last changes of the bindings, for pages that ask every now and then what is new. They are gathered while somebody asks, and for
 * half a minute more; nobody looking, they cost nothing. State: the watch and the last changes, guarded by this.
 */
@Component
public final class ChangeSection implements Section {

    private static final int KEPT = 400;
    private static final int MOST = 100;
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final ScheduledExecutorService closer = Executors.newSingleThreadScheduledExecutor(ChangeSection::thread);
    private final Deque<Seen> last = new ArrayDeque<>();
    private Optional<LocationWatch> watch = Optional.empty();
    private long sequence;
    private long askedAt;
    private Locations locations;

    /**
     * A change.
     *
     * @param number 1 and up
     * @param time epoch milliseconds
     */
    private record Seen(long number, long time, ContactEvent event) {}

    @Activate
    public ChangeSection() {
        closer.scheduleWithFixedDelay(this::closeIfIdle, 10, 10, TimeUnit.SECONDS);
    }

    @Deactivate
    void stop() {
        closer.shutdownNow();
        close();
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    synchronized void bindLocations(Locations service) {
        close();
        locations = service;
    }

    synchronized void unbindLocations(Locations service) {
        if (locations == service) {
            close();
            locations = null;
        }
    }

    @Override
    public Map<String, Endpoint> reads() {
        return Map.of("changes", this::changes);
    }

    @Override
    public Map<String, Endpoint> changes() {
        return Map.of();
    }

    private synchronized Map<String, Object> changes(ApiRequest request) {
        gather();
        long since = request.number("since", sequence, 0, Long.MAX_VALUE);
        String table = request.parameter("table");
        List<Map<String, Object>> shown = new ArrayList<>();
        long missed = sequence - Math.min(since, sequence);
        for (Iterator<Seen> newest = last.descendingIterator(); newest.hasNext(); ) {
            Seen seen = newest.next();
            if (seen.number <= since) {
                break;
            }
            missed--;
            if (!table.isEmpty() && !seen.event.table().equals(table)) {
                continue;
            }
            if (shown.size() < MOST) {
                shown.add(json(seen));
            } else {
                missed++;
            }
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("sequence", sequence);
        answer.put("missed", missed);
        answer.put("changes", shown);
        return answer;
    }

    private void gather() {
        askedAt = System.nanoTime();
        if (watch.isEmpty() && locations != null) {
            watch = Optional.of(locations.watch(Optional.empty()));
        }
        long now = System.currentTimeMillis();
        try {
            while (watch.isPresent()) {
                Optional<ContactEvent> next = watch.get().next(Duration.ZERO);
                if (next.isEmpty()) {
                    sequence += watch.get().leftOut();
                    return;
                }
                last.addLast(new Seen(++sequence, now, next.get()));
                if (last.size() > KEPT) {
                    last.removeFirst();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void closeIfIdle() {
        if (System.nanoTime() - askedAt > IDLE_NANOS) {
            close();
        }
    }

    private synchronized void close() {
        watch.ifPresent(LocationWatch::close);
        watch = Optional.empty();
        last.clear();
    }

    private static Map<String, Object> json(Seen seen) {
        ContactEvent event = seen.event;
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("number", seen.number);
        shown.put("time", seen.time);
        shown.put("kind", event.kind().name());
        shown.put("table", event.table());
        shown.put("key", event.aor());
        shown.put("aor", Shown.octets(event.aor()));
        shown.put("uri", Shown.octets(event.contact().uri()));
        shown.put("agent", Shown.octets(event.contact().userAgent()));
        return shown;
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "waypost-console-watch");
        thread.setDaemon(true);
        return thread;
    }
}
