package org.waypost.management.metrics;

/** Some metrics that belong together; a service. */
interface MetricSource {

    /** Writes them as they are now. */
    void write(PrometheusText out);
}
