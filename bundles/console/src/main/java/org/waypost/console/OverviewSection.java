package org.waypost.console;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.waypost.operations.StatisticsBook;
import org.waypost.parameters.HistoryEntry;
import org.waypost.parameters.ParameterCatalogue;
import org.waypost.sip.ListenPoint;
import org.waypost.sip.ListenerState;
import org.waypost.sip.SipTransport;
import org.waypost.usrloc.StoreOverview;

/** How the server does, at a glance and over the last ten minutes. */
@Component
public final class OverviewSection implements Section {

    /** What is plotted. */
    private static final List<String> PLOTTED = List.of(
            "core:rcv_requests_register",
            "core:messages_in",
            "core:messages_out",
            "registrar:accepted_regs",
            "registrar:rejected_regs",
            "registrar:lookups",
            "registrar:lookup_misses",
            "usrloc:registered_users");

    private static final int TEN_MINUTES = 600;

    private final BundleContext context;
    private final ParameterCatalogue catalogue;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile StatisticsBook statistics;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile StoreOverview stores;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile SipTransport transport;

    @Activate
    public OverviewSection(BundleContext context, @Reference ParameterCatalogue catalogue) {
        this.context = context;
        this.catalogue = catalogue;
    }

    @Override
    public Map<String, Endpoint> reads() {
        return Map.of("overview", request -> overview(), "rates", this::rates, "statistics", request -> statistics());
    }

    @Override
    public Map<String, Endpoint> changes() {
        return Map.of();
    }

    private Map<String, Object> overview() {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put(
                "version",
                Optional.ofNullable(context.getProperty("waypost.version")).orElse(""));
        shown.put("java", System.getProperty("java.version"));
        shown.put("pid", ProcessHandle.current().pid());
        shown.put("time", System.currentTimeMillis());
        shown.put("uptime", ManagementFactory.getRuntimeMXBean().getUptime() / 1000);
        Runtime runtime = Runtime.getRuntime();
        shown.put("memoryUsed", runtime.totalMemory() - runtime.freeMemory());
        shown.put("memoryMax", runtime.maxMemory());
        List<HistoryEntry> history = catalogue.history();
        shown.put(
                "history",
                history.isEmpty() ? 0 : history.get(history.size() - 1).number());
        shown.put("listeners", listeners());
        addStores(shown);
        StatisticsBook book = statistics;
        shown.put("statistics", book == null ? Map.of() : book.values(List.of("usrloc:", "registrar:")));
        return shown;
    }

    private void addStores(Map<String, Object> shown) {
        StoreOverview overview = stores;
        if (overview == null) {
            shown.put("inUse", "");
            shown.put("waiting", "bundle org.waypost.usrloc is not active");
            shown.put("changing", "");
            shown.put("outstanding", 0);
            shown.put("stores", List.of());
            return;
        }
        shown.put("inUse", overview.inUse().orElse(""));
        shown.put("waiting", overview.inUse().isPresent() ? "" : overview.waiting());
        shown.put("changing", overview.changing());
        shown.put("outstanding", overview.outstanding());
        shown.put("stores", overview.stores().stream().map(StoreSection::json).toList());
    }

    private List<Map<String, Object>> listeners() {
        SipTransport sockets = transport;
        if (sockets == null) {
            return List.of();
        }
        List<Map<String, Object>> shown = new ArrayList<>();
        for (ListenerState listener : sockets.listeners()) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("socket", listener.point().map(ListenPoint::description).orElse(listener.wanted()));
            line.put(
                    "advertised",
                    listener.point()
                            .filter(point -> !point.advertisedDescription().equals(point.description()))
                            .map(ListenPoint::advertisedDescription)
                            .orElse(""));
            line.put("failure", listener.failure());
            line.put("received", listener.received());
            line.put("sent", listener.sent());
            shown.add(line);
        }
        return shown;
    }

    private Map<String, Object> rates(ApiRequest request) {
        StatisticsBook book = book();
        int seconds = (int) request.number("seconds", TEN_MINUTES, 1, TEN_MINUTES);
        StatisticsBook.History history = book.history(PLOTTED, seconds);
        Map<String, Object> series = new LinkedHashMap<>();
        for (StatisticsBook.Series each : history.series()) {
            // JSON knows no NaN
            List<Object> values = new ArrayList<>(each.values().size());
            each.values().forEach(value -> values.add(Double.isFinite(value) ? value : null));
            series.put(each.group() + ":" + each.name(), values);
        }
        return Map.of("end", history.end(), "seconds", history.seconds(), "series", series);
    }

    private List<Map<String, Object>> statistics() {
        StatisticsBook book = book();
        Map<String, StatisticsBook.Rate> rates = new LinkedHashMap<>();
        book.rates(List.of()).forEach(rate -> rates.put(rate.group() + ":" + rate.name(), rate));
        List<Map<String, Object>> shown = new ArrayList<>();
        for (StatisticsBook.Statistic statistic : book.read(List.of())) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("group", statistic.group());
            line.put("name", statistic.name());
            line.put("gauge", statistic.gauge());
            line.put("value", statistic.value());
            StatisticsBook.Rate rate = rates.get(statistic.id());
            if (rate != null) {
                line.put("second", rate.second());
                line.put("minute", rate.minute());
            }
            shown.add(line);
        }
        return shown;
    }

    private StatisticsBook book() {
        StatisticsBook book = statistics;
        if (book == null) {
            throw Refused.unavailable("there are no statistics now (bundle org.waypost.operations is not active)");
        }
        return book;
    }
}
