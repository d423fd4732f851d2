package org.waypost.kemi.htable;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ObjLongConsumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.sip.StatisticsGroup;

/** The tables there are, as the parameters define them; a table lives until its definition goes. */
@Component(
        configurationPid = "waypost.htable",
        immediate = true,
        service = {HashTables.class, StatisticsGroup.class})
@Designate(ocd = HtableParameters.class)
public final class HashTables implements StatisticsGroup {

    private static final Logger LOG = LoggerFactory.getLogger(HashTables.class);

    private final LongAdder refused = new LongAdder();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "waypost-htable");
        thread.setDaemon(true);
        return thread;
    });

    private HtableSettings settings = HtableSettings.DEFAULTS;
    private Optional<ScheduledFuture<?>> sweeping = Optional.empty();
    private volatile Map<String, HashTable> tables = Map.of();

    @Activate
    @Modified
    synchronized void configure(HtableParameters parameters, Map<String, Object> raw) {
        settings = HtableSettings.of(parameters, raw, settings, LOG::warn);
        ItemLimits limits = new ItemLimits(settings.maxItems(), settings.maxItemSize(), refused);
        Map<String, HashTable> wanted = new TreeMap<>();
        settings.tables().forEach((name, spec) -> {
            HashTable table = tables.containsKey(name)
                    ? tables.get(name)
                    : new HashTable(spec, limits, System::currentTimeMillis);
            table.configure(spec, limits);
            wanted.put(name, table);
        });
        tables = Map.copyOf(wanted);
        sweeping.ifPresent(last -> last.cancel(false));
        sweeping = Optional.of(timer.scheduleWithFixedDelay(
                this::sweep, settings.timerInterval(), settings.timerInterval(), TimeUnit.SECONDS));
    }

    @Deactivate
    void stop() {
        timer.shutdownNow();
    }

    /** The table of that name. */
    Optional<HashTable> table(String name) {
        return Optional.ofNullable(tables.get(name));
    }

    private void sweep() {
        try {
            tables.values().forEach(HashTable::sweep);
        } catch (Throwable failure) {
            LOG.warn("htable: expired items were not removed this time: {}", failure.toString());
        }
    }

    @Override
    public String group() {
        return "htable";
    }

    @Override
    public void collect(ObjLongConsumer<String> sink) {
        new TreeMap<>(tables).forEach((name, table) -> sink.accept(name + "_items", table.size()));
        sink.accept("refused_items", refused.sum());
    }

    @Override
    public boolean isGauge(String name) {
        return name.endsWith("_items") && !name.equals("refused_items");
    }

    @Override
    public void reset() {
        refused.reset();
    }
}
