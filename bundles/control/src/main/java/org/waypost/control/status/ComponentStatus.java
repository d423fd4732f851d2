package org.waypost.control.status;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.UnsatisfiedReferenceDTO;

/** The Declarative Services components: how many work, and which do not and why. */
@Component
public final class ComponentStatus implements StatusSection {

    private final ServiceComponentRuntime runtime;

    @Activate
    public ComponentStatus(@Reference ServiceComponentRuntime runtime) {
        this.runtime = runtime;
    }

    @Override
    public void addTo(Map<String, Object> status) {
        int satisfied = 0;
        List<Map<String, Object>> others = new ArrayList<>();
        for (ComponentDescriptionDTO description : runtime.getComponentDescriptionDTOs()) {
            for (ComponentConfigurationDTO configuration : runtime.getComponentConfigurationDTOs(description)) {
                String reason = reason(configuration);
                if (reason.isEmpty()) {
                    satisfied++;
                } else if (!isConsole(configuration)) {
                    Map<String, Object> entry = new LinkedHashMap<>();
                    entry.put("name", description.name);
                    entry.put("bundle", description.bundle.symbolicName);
                    entry.put("reason", reason);
                    others.add(entry);
                }
            }
        }
        status.put("components", satisfied);
        status.put("unsatisfied", others);
    }

    /** Why the component does not work; empty if it does. */
    private static String reason(ComponentConfigurationDTO configuration) {
        return switch (configuration.state) {
            case ComponentConfigurationDTO.UNSATISFIED_CONFIGURATION ->
                "there is no configuration of PID " + String.join(" or ", configuration.description.configurationPid);
            case ComponentConfigurationDTO.UNSATISFIED_REFERENCE ->
                Arrays.stream(configuration.unsatisfiedReferences)
                        .map(missing -> describe(configuration.description, missing))
                        .collect(Collectors.joining("; "));
            case ComponentConfigurationDTO.FAILED_ACTIVATION ->
                "its activation failed: "
                        + configuration.failure.lines().findFirst().orElse("");
            default -> "";
        };
    }

    private static String describe(ComponentDescriptionDTO description, UnsatisfiedReferenceDTO missing) {
        String wanted = Arrays.stream(description.references)
                .filter(reference -> reference.name.equals(missing.name))
                .map(reference -> reference.interfaceName)
                .findFirst()
                .orElse(missing.name);
        return "there is no service " + wanted + (missing.target == null ? "" : " with " + missing.target);
    }

    /** Without a terminal the console waits for good, which is nothing to worry an operator with. */
    private static boolean isConsole(ComponentConfigurationDTO configuration) {
        return configuration.description.name.equals("org.waypost.control.shell.Console");
    }
}
