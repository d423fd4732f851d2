package org.waypost.console;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.waypost.features.FeatureControl;
import org.waypost.features.FeatureException;
import org.waypost.features.FeatureState;

/** The features of the container, added and removed; all but those the console itself stands on. */
@Component
public final class FeatureSection implements Section {

    private final BundleContext context;
    private final Jobs jobs;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile FeatureControl features;

    @Activate
    public FeatureSection(BundleContext context, @Reference Jobs jobs) {
        this.context = context;
        this.jobs = jobs;
    }

    @Override
    public Map<String, Endpoint> reads() {
        return Map.of("features", request -> list());
    }

    @Override
    public Map<String, Endpoint> changes() {
        return Map.of("features/add", request -> change(request, FeatureControl::add), "features/remove", this::remove);
    }

    private List<Map<String, Object>> list() {
        Set<String> needed = needed();
        return control().list().stream().map(feature -> json(feature, needed)).toList();
    }

    private static Map<String, Object> json(FeatureState feature, Set<String> needed) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("name", feature.name());
        shown.put("version", feature.version());
        shown.put("description", feature.description());
        shown.put("started", feature.started());
        shown.put("stock", feature.stock());
        shown.put("held", isNeeded(feature, needed));
        shown.put(
                "bundles",
                feature.bundles().stream().map(FeatureState.BundleState::id).toList());
        return shown;
    }

    private Map<String, Object> remove(ApiRequest request) {
        String name = request.text("name");
        Set<String> needed = needed();
        boolean isHeld = control().list().stream().anyMatch(each -> each.name().equals(name) && isNeeded(each, needed));
        if (isHeld) {
            throw Refused.bad("feature " + name + " is refused: the console stands on it; use ./waypost shell");
        }
        return change(request, FeatureControl::remove);
    }

    private Map<String, Object> change(
            ApiRequest request, BiFunction<FeatureControl, List<String>, List<String>> action) {
        FeatureControl control = control();
        // A name, not a path: who may use the console need not be who may read the files of this machine.
        String name = request.text("name");
        if (control.list().stream().noneMatch(feature -> feature.name().equals(name))) {
            throw Refused.missing("there is no feature '" + name + "'");
        }
        return jobs.start(progress -> {
            try {
                return Map.of("changed", action.apply(control, List.of(name)));
            } catch (FeatureException e) {
                throw Refused.bad(e.getMessage());
            }
        });
    }

    private static boolean isNeeded(FeatureState feature, Set<String> needed) {
        return feature.started()
                && feature.bundles().stream()
                        .map(bundle -> bundle.id().split(":"))
                        .anyMatch(id -> needed.contains(id[1]) || needed.contains(id[0] + '.' + id[1]));
    }

    private Set<String> needed() {
        return Lifeline.of(context.getBundles()).stream()
                .map(Bundle::getSymbolicName)
                .collect(Collectors.toSet());
    }

    private FeatureControl control() {
        FeatureControl control = features;
        if (control == null) {
            throw Refused.unavailable("features cannot be changed now");
        }
        return control;
    }
}
