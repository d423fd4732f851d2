package org.waypost.operations.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.operations.StatisticsBook;
import org.waypost.sip.StatisticsGroup;

/**
 * Reads the statistics of all bundles when it is asked, and once a second for their rates.
 *
 * <p>A group can only be cleared as a whole; if a part of it is, what it counted until then is remembered in {@link #cleared} and taken
 * off what it says.
 */
@Component(immediate = true)
public final class StatisticsRecorder implements StatisticsBook {

    private static final Logger LOG = LoggerFactory.getLogger(StatisticsRecorder.class);

    /** What single counters were when they were cleared, by {@code group:name}. */
    private final Map<String, Long> cleared = new ConcurrentHashMap<>();

    private final Samples samples = new Samples();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "waypost-statistics");
        thread.setDaemon(true);
        return thread;
    });

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile List<StatisticsGroup> groups = List.of();

    @Activate
    void start() {
        timer.scheduleAtFixedRate(this::tick, 0, 1, TimeUnit.SECONDS);
    }

    @Deactivate
    void stop() {
        timer.shutdownNow();
    }

    @Override
    public List<Statistic> read(List<String> selectors) {
        Selection wanted = new Selection(selectors);
        SortedMap<String, Statistic> read = new TreeMap<>();
        for (StatisticsGroup group : groups) {
            group.collect((name, value) -> {
                if (wanted.has(group.group(), name)) {
                    Statistic statistic = statistic(group, name, value);
                    read.put(statistic.id(), statistic);
                }
            });
        }
        return List.copyOf(read.values());
    }

    @Override
    public SortedMap<String, Long> values(List<String> selectors) {
        SortedMap<String, Long> values = new TreeMap<>();
        read(selectors).forEach(statistic -> values.put(statistic.id(), statistic.value()));
        return values;
    }

    @Override
    public synchronized List<Cleared> clear(List<String> selectors) {
        Map<String, Long> before = new HashMap<>(values(selectors));
        Selection wanted = new Selection(selectors);
        for (StatisticsGroup group : groups) {
            clear(group, wanted);
        }
        List<Cleared> result = new ArrayList<>();
        for (Statistic now : read(selectors)) {
            long then = before.getOrDefault(now.id(), now.value());
            result.add(new Cleared(now.group(), now.name(), now.gauge() ? now.value() : 0, then));
        }
        return result;
    }

    private void clear(StatisticsGroup group, Selection wanted) {
        Map<String, Long> some = new HashMap<>();
        Set<String> others = new HashSet<>();
        group.collect((name, value) -> {
            if (!group.isGauge(name)) {
                if (wanted.has(group.group(), name)) {
                    some.put(id(group, name), value);
                } else {
                    others.add(name);
                }
            }
        });
        if (others.isEmpty()) {
            group.reset();
            cleared.keySet().removeAll(some.keySet());
        } else {
            cleared.putAll(some);
        }
    }

    @Override
    public List<Rate> rates(List<String> selectors) {
        return samples.rates(new Selection(selectors));
    }

    @Override
    public History history(List<String> selectors, int seconds) {
        return samples.history(new Selection(selectors), seconds);
    }

    private void tick() {
        try {
            sample(System.nanoTime(), System.currentTimeMillis() / 1000);
        } catch (RuntimeException | LinkageError e) {
            // A bundle that is just going away; the next second is another one.
            LOG.debug("statistics could not be sampled", e);
        }
    }

    /** Takes down what the statistics are at that time. */
    void sample(long nanos, long epoch) {
        List<Statistic> all = new ArrayList<>();
        for (StatisticsGroup group : groups) {
            group.sample((name, value) -> all.add(new Statistic(group.group(), name, group.isGauge(name), value)));
        }
        samples.add(nanos, epoch, all);
    }

    private Statistic statistic(StatisticsGroup group, String name, long raw) {
        boolean gauge = group.isGauge(name);
        String id = id(group, name);
        Long base = gauge ? null : cleared.get(id);
        if (base != null && raw < base) {
            // the group has begun anew by itself
            cleared.remove(id, base);
            base = null;
        }
        return new Statistic(group.group(), name, gauge, base == null ? raw : raw - base);
    }

    private static String id(StatisticsGroup group, String name) {
        return group.group() + ":" + name;
    }
}
