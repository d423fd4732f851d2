package org.waypost.parameters.internal;

import java.io.IOException;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javax.xml.stream.XMLStreamException;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.util.tracker.BundleTracker;
import org.osgi.util.tracker.BundleTrackerCustomizer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.parameters.Parameter;

/** Knows the parameters of every bundle that is resolved, also of those that are stopped. State: the map {@link #pids}. */
final class ParameterIndex implements BundleTrackerCustomizer<List<Parameter>> {

    private static final Logger LOG = LoggerFactory.getLogger(ParameterIndex.class);
    private static final int READABLE = Bundle.RESOLVED | Bundle.STARTING | Bundle.ACTIVE | Bundle.STOPPING;

    private final BundleTracker<List<Parameter>> tracker;
    private final Consumer<Collection<String>> found;
    private volatile Map<String, Map<String, Parameter>> pids = Map.of();

    /** @param found told of the PIDs of a bundle that comes */
    ParameterIndex(BundleContext context, Consumer<Collection<String>> found) {
        this.found = found;
        tracker = new BundleTracker<>(context, READABLE, this);
    }

    void open() {
        tracker.open();
    }

    void close() {
        tracker.close();
    }

    /** All parameters, by PID and key. */
    Map<String, Map<String, Parameter>> pids() {
        return pids;
    }

    @Override
    public List<Parameter> addingBundle(Bundle bundle, BundleEvent event) {
        List<Parameter> parameters = read(bundle);
        if (parameters.isEmpty()) {
            return null;
        }
        synchronized (this) {
            Map<String, Map<String, Parameter>> next = copy();
            for (Parameter parameter : parameters) {
                next.computeIfAbsent(parameter.pid(), pid -> new TreeMap<>()).put(parameter.key(), parameter);
            }
            pids = next;
        }
        found.accept(parameters.stream().map(Parameter::pid).collect(Collectors.toSet()));
        return parameters;
    }

    @Override
    public void modifiedBundle(Bundle bundle, BundleEvent event, List<Parameter> parameters) {
        // starting and stopping change no parameter
    }

    @Override
    public synchronized void removedBundle(Bundle bundle, BundleEvent event, List<Parameter> parameters) {
        Map<String, Map<String, Parameter>> next = copy();
        for (Parameter parameter : parameters) {
            Optional.ofNullable(next.get(parameter.pid())).ifPresent(keys -> keys.remove(parameter.key(), parameter));
        }
        next.values().removeIf(Map::isEmpty);
        pids = next;
    }

    private Map<String, Map<String, Parameter>> copy() {
        Map<String, Map<String, Parameter>> copy = new TreeMap<>();
        pids.forEach((pid, keys) -> copy.put(pid, new TreeMap<>(keys)));
        return copy;
    }

    private static List<Parameter> read(Bundle bundle) {
        var files = bundle.findEntries("OSGI-INF/metatype", "*.xml", false);
        try {
            return files == null ? List.of() : MetatypeReader.read(Collections.list(files));
        } catch (IOException | XMLStreamException | NumberFormatException e) {
            LOG.warn("The parameters of {} cannot be read: {}", bundle.getSymbolicName(), e.getMessage());
            return List.of();
        }
    }
}
