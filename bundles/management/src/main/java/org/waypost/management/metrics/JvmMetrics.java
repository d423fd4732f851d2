package org.waypost.management.metrics;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.lang.management.RuntimeMXBean;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.osgi.service.component.annotations.Component;
import org.waypost.management.metrics.PrometheusText.Type;

/** The Java machine and its process, under the names that Prometheus' own client for Java gives them, as dashboards know those. */
@Component(service = MetricSource.class)
public final class JvmMetrics implements MetricSource {

    private static final double MILLIS = 1000;
    private static final double NANOS = 1_000_000_000;

    @Override
    public void write(PrometheusText out) {
        memory(out);
        collectors(out);
        threads(out);
        process(out);
    }

    private static void memory(PrometheusText out) {
        memory(out, "used", "Bytes in use.", MemoryUsage::getUsed);
        memory(out, "committed", "Bytes that the system has given.", MemoryUsage::getCommitted);
        memory(out, "max", "Most bytes there may be; -1 if there is no limit.", MemoryUsage::getMax);
        out.family("jvm_buffer_pool_used_bytes", Type.GAUGE, "Bytes of buffers outside the heap.");
        for (BufferPoolMXBean pool : ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
            out.sample("pool", pool.getName(), pool.getMemoryUsed());
        }
    }

    private static void memory(PrometheusText out, String what, String help, ToLongFunction<MemoryUsage> of) {
        out.family("jvm_memory_" + what + "_bytes", Type.GAUGE, help)
                .sample(
                        "area",
                        "heap",
                        of.applyAsLong(ManagementFactory.getMemoryMXBean().getHeapMemoryUsage()))
                .sample(
                        "area",
                        "nonheap",
                        of.applyAsLong(ManagementFactory.getMemoryMXBean().getNonHeapMemoryUsage()));
    }

    private static void collectors(PrometheusText out) {
        List<GarbageCollectorMXBean> collectors = ManagementFactory.getGarbageCollectorMXBeans();
        out.family("jvm_gc_collection_seconds", Type.SUMMARY, "Garbage collections, and the time they took.");
        for (GarbageCollectorMXBean collector : collectors) {
            Map<String, String> labels = Map.of("gc", collector.getName());
            out.sample("_count", labels, collector.getCollectionCount());
            out.sample("_sum", labels, collector.getCollectionTime() / MILLIS);
        }
    }

    private static void threads(PrometheusText out) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        out.gauge("jvm_threads_current", "Threads there are.", threads.getThreadCount());
        out.gauge("jvm_threads_daemon", "Daemon threads there are.", threads.getDaemonThreadCount());
        out.gauge("jvm_threads_peak", "Most threads there have been.", threads.getPeakThreadCount());
        out.gauge(
                "jvm_classes_currently_loaded",
                "Classes that are loaded.",
                ManagementFactory.getClassLoadingMXBean().getLoadedClassCount());
    }

    private static void process(PrometheusText out) {
        RuntimeMXBean runtime = ManagementFactory.getRuntimeMXBean();
        out.gauge(
                "process_start_time_seconds",
                "When the process started, in Unix time.",
                runtime.getStartTime() / MILLIS);
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
            out.counter("process_cpu_seconds_total", "CPU time it has used.", system.getProcessCpuTime() / NANOS);
            out.gauge("process_open_fds", "Files and sockets it has open.", system.getOpenFileDescriptorCount());
            out.gauge("process_max_fds", "Files and sockets it may open.", system.getMaxFileDescriptorCount());
        }
    }
}
