package org.waypost.console;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.features.BundleText;

/** The bundles of the container, started, stopped and updated; all but those the console itself stands on. */
@Component
public final class BundleSection implements Section {

    private static final Logger LOG = LoggerFactory.getLogger(BundleSection.class);

    private final BundleContext context;
    private final Jobs jobs;

    @Activate
    public BundleSection(BundleContext context, @Reference Jobs jobs) {
        this.context = context;
        this.jobs = jobs;
    }

    private interface Action {
        void run() throws BundleException;
    }

    @Override
    public Map<String, Endpoint> reads() {
        return Map.of("bundles", request -> bundles());
    }

    @Override
    public Map<String, Endpoint> changes() {
        return Map.of("bundles/start", this::start, "bundles/stop", this::stop, "bundles/update", this::update);
    }

    private List<Map<String, Object>> bundles() {
        Bundle[] all = context.getBundles();
        Set<Bundle> held = Lifeline.of(all);
        List<Map<String, Object>> shown = new ArrayList<>();
        for (Bundle bundle : all) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("id", bundle.getBundleId());
            line.put("name", BundleText.name(bundle));
            line.put("title", header(bundle, Constants.BUNDLE_NAME));
            line.put("description", header(bundle, Constants.BUNDLE_DESCRIPTION));
            line.put("version", bundle.getVersion().toString());
            line.put("level", bundle.adapt(BundleStartLevel.class).getStartLevel());
            line.put("state", BundleText.state(bundle));
            line.put("held", held.contains(bundle) || BundleText.isFragment(bundle));
            shown.add(line);
        }
        return shown;
    }

    private Map<String, Object> start(ApiRequest request) {
        Bundle bundle = bundle(request);
        return run(request, bundle, "start", bundle::start);
    }

    private Map<String, Object> stop(ApiRequest request) {
        Bundle bundle = loose(request);
        return run(request, bundle, "stop", bundle::stop);
    }

    private Map<String, Object> update(ApiRequest request) {
        Bundle bundle = loose(request);
        return run(request, bundle, "update", bundle::update);
    }

    private Map<String, Object> run(ApiRequest request, Bundle bundle, String verb, Action action) {
        return jobs.start(progress -> {
            LOG.info("{}: {} of {}", request.author(), verb, BundleText.name(bundle));
            try {
                action.run();
            } catch (BundleException | IllegalStateException | SecurityException e) {
                throw Refused.bad(verb + " of " + BundleText.name(bundle) + " failed: " + BundleText.reason(e));
            }
            return Map.of(
                    "name",
                    BundleText.name(bundle),
                    "state",
                    BundleText.state(bundle),
                    "version",
                    bundle.getVersion().toString());
        });
    }

    private Bundle bundle(ApiRequest request) {
        Bundle bundle = context.getBundle(request.integer("id"));
        if (bundle == null) {
            throw Refused.missing("there is no such bundle");
        }
        return bundle;
    }

    private Bundle loose(ApiRequest request) {
        Bundle bundle = bundle(request);
        if (Lifeline.of(context.getBundles()).contains(bundle)) {
            throw Refused.bad(BundleText.name(bundle) + " is refused: the console stands on it; use ./waypost shell");
        }
        return bundle;
    }

    private static String header(Bundle bundle, String name) {
        String value = bundle.getHeaders().get(name);
        return value == null ? "" : value;
    }
}
