package org.waypost.pv;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.sip.PseudoVariableProvider;

/**
 * Who serves which name: the plugged-in provider of the highest ranking, else the standard one. Each change makes a new map, so that
 * a variable sees by identity whether what it is bound to still holds. Providers are fetched when a name is first looked for after
 * a change, not when they come: they may want the engine themselves.
 */
final class Providers {

    private static final Logger LOG = LoggerFactory.getLogger(Providers.class);

    /** The providers by what ranks them and, once somebody asked, the map of names made of them. */
    private record State(
            Map<Comparable<Object>, Supplier<Optional<PseudoVariableProvider>>> plugged,
            Optional<Map<String, PseudoVariableProvider>> byName) {}

    private final PseudoVariableProvider standard;

    /** Replaced under the lock of this. */
    private volatile State state = new State(Map.of(), Optional.empty());

    Providers(PseudoVariableProvider standard) {
        this.standard = standard;
    }

    Map<String, PseudoVariableProvider> byName() {
        State now = state;
        return now.byName().isPresent() ? now.byName().get() : fetch(now);
    }

    /**
     * @param rank orders the providers, the highest first served; equal only for one and the same provider
     * @param provider fetches it, when it is first needed
     */
    synchronized void add(Comparable<Object> rank, Supplier<Optional<PseudoVariableProvider>> provider) {
        var plugged = new HashMap<>(state.plugged());
        plugged.put(rank, provider);
        state = new State(plugged, Optional.empty());
    }

    synchronized void remove(Comparable<Object> rank) {
        var plugged = new HashMap<>(state.plugged());
        plugged.remove(rank);
        state = new State(plugged, Optional.empty());
    }

    // Fetching runs foreign code, so it holds no lock. Who is fetched may come back here; the outer call has the last
    // word.
    private Map<String, PseudoVariableProvider> fetch(State of) {
        Map<String, PseudoVariableProvider> names = names(of);
        synchronized (this) {
            if (state.plugged() == of.plugged()) {
                state = new State(of.plugged(), Optional.of(names));
            }
        }
        return names;
    }

    private Map<String, PseudoVariableProvider> names(State of) {
        Map<String, PseudoVariableProvider> names = new HashMap<>();
        standard.names().forEach(name -> names.put(name, standard));
        List<Comparable<Object>> lowestFirst = new ArrayList<>(of.plugged().keySet());
        lowestFirst.sort(Comparable::compareTo);
        for (Comparable<Object> rank : lowestFirst) {
            try {
                of.plugged()
                        .get(rank)
                        .get()
                        .ifPresent(provider -> provider.names().forEach(name -> names.put(name, provider)));
            } catch (RuntimeException failure) {
                LOG.warn("The pseudo-variables of {} are left out: {}", rank, failure.toString());
            }
        }
        return Collections.unmodifiableMap(names);
    }
}
