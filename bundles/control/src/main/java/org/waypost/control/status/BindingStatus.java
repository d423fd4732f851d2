package org.waypost.control.status;

import java.util.Map;
import java.util.TreeMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.waypost.usrloc.LocationException;
import org.waypost.usrloc.UserLocation;

/** How many AoRs and contacts each location table holds. */
@Component
public final class BindingStatus implements StatusSection {

    private final UserLocation locations;

    @Activate
    public BindingStatus(@Reference UserLocation locations) {
        this.locations = locations;
    }

    @Override
    public void addTo(Map<String, Object> status) {
        Map<String, Object> tables = new TreeMap<>();
        for (String table : locations.tables()) {
            tables.put(table, count(table));
        }
        status.put("bindings", tables);
    }

    private Map<String, Object> count(String table) {
        long[] counts = new long[2];
        try {
            locations.scan(table, record -> {
                counts[0]++;
                counts[1] += record.contacts().size();
                return true;
            });
        } catch (LocationException e) {
            return Map.of("error", e.getMessage());
        }
        return Map.of("aors", counts[0], "contacts", counts[1]);
    }
}
