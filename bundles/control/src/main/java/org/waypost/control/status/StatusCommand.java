package org.waypost.control.status;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.waypost.features.BundleText;
import org.waypost.shell.text.Json;
import org.waypost.shell.text.Output;

/** The command behind {@code waypost status}. */
@Component(
        service = StatusCommand.class,
        property = {CommandProcessor.COMMAND_SCOPE + "=waypost", CommandProcessor.COMMAND_FUNCTION + "=status"})
public final class StatusCommand {

    private final BundleContext system;

    @Reference(policyOption = ReferencePolicyOption.GREEDY)
    private volatile List<StatusSection> sections;

    @Activate
    public StatusCommand(BundleContext context) {
        system = context.getBundle(0).getBundleContext();
    }

    @Descriptor("shows what runs: bundles, components that do not work and why, listeners, bindings:"
            + " waypost:status --json")
    public void status(
            @Descriptor("as JSON") @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json) {
        Map<String, Object> status = collect();
        if (json) {
            Json.print(status);
        } else {
            Output.stream().print(StatusText.of(status));
        }
    }

    private Map<String, Object> collect() {
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("version", system.getProperty("waypost.version"));
        status.put("pid", ProcessHandle.current().pid());
        status.put("uptime", uptime().toSeconds());
        status.put("config", system.getProperty("waypost.config"));
        status.put("data", system.getProperty("waypost.data"));
        Runtime memory = Runtime.getRuntime();
        status.put("heapUsed", memory.totalMemory() - memory.freeMemory());
        status.put("heapMax", memory.maxMemory());
        status.put("listening", List.of());
        status.put("http", List.of());
        status.put("bindings", Map.of());
        status.put("features", Map.of());
        status.put("deployed", List.of());
        sections.forEach(section -> section.addTo(status));
        status.put("bundles", bundles());
        return status;
    }

    private Duration uptime() {
        long started = Long.parseLong(system.getProperty("waypost.started"));
        return Duration.ofMillis(System.currentTimeMillis() - started);
    }

    private List<Map<String, Object>> bundles() {
        List<Map<String, Object>> bundles = new ArrayList<>();
        for (Bundle bundle : system.getBundles()) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("id", bundle.getBundleId());
            entry.put("name", bundle.getSymbolicName());
            entry.put("version", bundle.getVersion().toString());
            entry.put("state", BundleText.state(bundle));
            bundles.add(entry);
        }
        return bundles;
    }
}
