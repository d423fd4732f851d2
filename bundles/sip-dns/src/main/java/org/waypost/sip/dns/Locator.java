package org.waypost.sip.dns;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.ObjLongConsumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.sip.NextHop;
import org.waypost.sip.ServerLocator;
import org.waypost.sip.SipServer;
import org.waypost.sip.StatisticsGroup;
import org.waypost.sip.Transport;

/** Finds the servers behind names by DNS (RFC 3263), on threads of its own, and remembers which of them have failed. */
@Component(
        configurationPid = "waypost.dns",
        service = {ServerLocator.class, StatisticsGroup.class, Locator.class})
@Designate(ocd = DnsParameters.class)
public final class Locator implements ServerLocator, StatisticsGroup {

    private static final Logger LOG = LoggerFactory.getLogger(Locator.class);
    private static final int THREADS = 4;
    private static final int IDLE_SECONDS = 10;

    /** How often it is seen whether the system has other name servers. */
    private static final long SYSTEM_NANOS = TimeUnit.SECONDS.toNanos(30);

    // The queue is as short as max_lookups makes it. When this component goes, what is under way ends well and the
    // threads by themselves.
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            THREADS, THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), run -> {
                Thread thread = new Thread(run, "sip-dns");
                thread.setDaemon(true);
                return thread;
            });

    private final AtomicInteger waiting = new AtomicInteger();
    private final DnsCounters counters = new DnsCounters();
    private final FailedServers failed = new FailedServers(System::nanoTime);
    private volatile State state;

    /** What belongs together: records are remembered for the name servers they came from. */
    private record State(DnsSettings settings, DnsRecords records, SrvOrder order, long checked) {}

    @Activate
    public Locator(DnsParameters parameters, Map<String, Object> raw) {
        threads.allowCoreThreadTimeOut(true);
        state = fresh(DnsSettings.of(parameters, raw, DnsSettings.DEFAULTS, LOG::warn));
    }

    @Modified
    synchronized void modified(DnsParameters parameters, Map<String, Object> raw) {
        state = fresh(DnsSettings.of(parameters, raw, state.settings(), LOG::warn));
    }

    private State fresh(DnsSettings settings) {
        DnsRecords records = new DnsRecords(settings, DnsRecords.servers(settings), threads, counters);
        SrvOrder order = new SrvOrder(
                settings.spread(), bound -> ThreadLocalRandom.current().nextInt(bound));
        return new State(settings, records, order, System.nanoTime());
    }

    @Override
    public void locate(NextHop hop, Set<Transport> usable, Consumer<List<SipServer>> result) {
        List<SipServer> literal = hop.literal().map(List::of).orElse(List.of());
        if (!literal.isEmpty()) {
            result.accept(literal);
        } else if (waiting.incrementAndGet() > state.settings().lookups()) {
            waiting.decrementAndGet();
            counters.refused();
            result.accept(List.of());
        } else {
            start(hop, usable, result);
        }
    }

    private void start(NextHop hop, Set<Transport> usable, Consumer<List<SipServer>> result) {
        CompletableFuture.completedFuture(hop)
                .thenComposeAsync(asked -> find(asked, usable), threads)
                .orTimeout(longest(), TimeUnit.SECONDS)
                .whenCompleteAsync((found, late) -> tell(late == null ? found : List.of(), result), threads);
    }

    /** The servers, best first. */
    CompletableFuture<List<SipServer>> find(NextHop hop, Set<Transport> usable) {
        State now = current();
        return new Resolution(hop, usable, now.settings(), now.records(), now.order())
                .servers()
                .thenApply(found -> {
                    List<SipServer> ordered = failed.last(List.copyOf(new LinkedHashSet<>(found)));
                    return now.settings().failover() || ordered.size() < 2 ? ordered : ordered.subList(0, 1);
                });
    }

    // NAPTR, SRV and addresses are asked for one after the other.
    private long longest() {
        DnsSettings now = state.settings();
        return 3L * now.trySeconds() * now.tries();
    }

    private void tell(List<SipServer> found, Consumer<List<SipServer>> result) {
        waiting.decrementAndGet();
        counters.located(found.size());
        try {
            result.accept(found);
        } catch (RuntimeException | Error e) {
            LOG.warn("what waited for a name failed", e);
        }
    }

    private State current() {
        State now = state;
        if (!now.settings().servers().isEmpty() || System.nanoTime() - now.checked() < SYSTEM_NANOS) {
            return now;
        }
        return checked();
    }

    private synchronized State checked() {
        State now = state;
        if (System.nanoTime() - now.checked() >= SYSTEM_NANOS) {
            boolean same =
                    DnsRecords.servers(now.settings()).equals(now.records().servers());
            state = same
                    ? new State(now.settings(), now.records(), now.order(), System.nanoTime())
                    : fresh(now.settings());
        }
        return state;
    }

    @Override
    public void failed(SipServer server) {
        counters.serverFailed();
        failed.add(server, state.settings().avoidSeconds());
    }

    /** The servers that are avoided, each with the seconds that are left. */
    Map<SipServer, Long> avoided() {
        return failed.left();
    }

    /** Forgets all records and failures, and looks at the name servers of the system again. */
    synchronized void forget() {
        failed.clear();
        state.records().forget();
        state = fresh(state.settings());
    }

    @Override
    public String group() {
        return "dns";
    }

    @Override
    public void collect(ObjLongConsumer<String> sink) {
        counters.collect(sink);
        sink.accept("waiting_lookups", waiting.get());
        sink.accept("remembered_records", state.records().remembered());
        sink.accept("avoided_servers", failed.left().size());
    }

    @Override
    public boolean isGauge(String name) {
        return Set.of("waiting_lookups", "remembered_records", "avoided_servers")
                .contains(name);
    }

    @Override
    public void reset() {
        counters.reset();
    }
}
