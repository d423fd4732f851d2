package org.waypost.management.metrics;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.waypost.management.metrics.PrometheusText.Type;
import org.waypost.sip.LatencyHistogram;

/** How long things take. */
@Component(service = MetricSource.class)
public final class LatencyMetrics implements MetricSource {

    private static final double NANOS = 1_000_000_000;

    @Reference(policyOption = ReferencePolicyOption.GREEDY)
    volatile List<LatencyHistogram> histograms = List.of();

    @Override
    public void write(PrometheusText out) {
        histograms.stream()
                .sorted(Comparator.comparing(LatencyHistogram::name))
                .forEach(histogram -> write(out, histogram));
    }

    // A bucket counts all that took no longer than it says.
    private static void write(PrometheusText out, LatencyHistogram histogram) {
        long[] bounds = histogram.bounds();
        long[] counts = histogram.counts();
        long total = 0;
        out.family(
                PrometheusText.name("waypost", histogram.name(), "seconds"), Type.HISTOGRAM, histogram.description());
        for (int i = 0; i < counts.length; i++) {
            total += counts[i];
            double bound = i < bounds.length ? bounds[i] / NANOS : Double.POSITIVE_INFINITY;
            out.sample("_bucket", Map.of("le", PrometheusText.number(bound)), total);
        }
        out.sample("_sum", Map.of(), histogram.sum() / NANOS);
        out.sample("_count", Map.of(), total);
    }
}
