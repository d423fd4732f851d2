package org.waypost.control.deploy;

import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.waypost.control.status.StatusSection;

/** The jars of the deploy folders. */
@Component
public final class DeployStatus implements StatusSection {

    private final DeployFolder folder;

    @Activate
    public DeployStatus(@Reference DeployFolder folder) {
        this.folder = folder;
    }

    @Override
    public void addTo(Map<String, Object> status) {
        List<Map<String, Object>> jars = folder.outcomes().stream()
                .<Map<String, Object>>map(outcome -> Map.of(
                        "file", outcome.file().getPath(),
                        "bundle", outcome.name(),
                        "version", outcome.version(),
                        "state", outcome.state().toString(),
                        "reason", outcome.reason()))
                .toList();
        status.put("deployed", jars);
    }
}
