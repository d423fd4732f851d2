package org.waypost.control.deploy;

import java.util.LinkedHashMap;
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
        List<Map<String, Object>> jars =
                folder.outcomes().stream().map(DeployStatus::entry).toList();
        status.put("deployed", jars);
    }

    private static Map<String, Object> entry(Outcome outcome) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("file", outcome.file().getPath());
        entry.put("bundle", outcome.name());
        entry.put("version", outcome.version());
        entry.put("state", outcome.state().toString());
        entry.put("reason", outcome.reason());
        return entry;
    }
}
