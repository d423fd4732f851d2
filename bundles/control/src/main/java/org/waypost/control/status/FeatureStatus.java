package org.waypost.control.status;

import java.util.LinkedHashMap;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.waypost.features.FeatureControl;
import org.waypost.features.FeatureException;

/** The features: which are started, and which could be. */
@Component
public final class FeatureStatus implements StatusSection {

    private final FeatureControl features;

    @Activate
    public FeatureStatus(@Reference FeatureControl features) {
        this.features = features;
    }

    @Override
    public void addTo(Map<String, Object> status) {
        Map<String, Object> states = new LinkedHashMap<>();
        try {
            features.list().forEach(feature -> states.put(feature.name(), feature.started() ? "started" : "available"));
        } catch (FeatureException e) {
            states.put("error", e.getMessage());
        }
        status.put("features", states);
    }
}
