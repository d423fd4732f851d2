package org.waypost.management.metrics;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.waypost.management.health.Readiness;
import org.waypost.management.metrics.PrometheusText.Type;

/** What runs here, for how long, and whether it can serve. */
@Component(service = MetricSource.class)
public final class ServerMetrics implements MetricSource {

    private static final double MILLIS = 1000;

    private final String version;
    private final long startedMillis;
    private final Readiness readiness;

    @Activate
    public ServerMetrics(BundleContext context, @Reference Readiness readiness) {
        this(
                Optional.ofNullable(context.getProperty("waypost.version")).orElse("(development)"),
                Optional.ofNullable(context.getProperty("waypost.started"))
                        .map(Long::parseLong)
                        .orElseGet(System::currentTimeMillis),
                readiness);
    }

    ServerMetrics(String version, long startedMillis, Readiness readiness) {
        this.version = version;
        this.startedMillis = startedMillis;
        this.readiness = readiness;
    }

    @Override
    public void write(PrometheusText out) {
        Map<String, String> build = new TreeMap<>();
        build.put("version", version);
        build.put("java", Runtime.version().toString());
        out.family("waypost_build_info", Type.GAUGE, "1, with what runs here as labels.")
                .sample(build, 1);
        out.gauge(
                "waypost_uptime_seconds",
                "Seconds since the start.",
                (System.currentTimeMillis() - startedMillis) / MILLIS);
        out.gauge(
                "waypost_ready",
                "1 if it can serve, as /readyz says; else 0.",
                readiness.report().isReady() ? 1 : 0);
    }
}
