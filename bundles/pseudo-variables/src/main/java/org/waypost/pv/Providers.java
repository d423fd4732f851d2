package org.waypost.pv;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.sip.PseudoVariableProvider;

/**
 * Who serves which name: the plugged-in provider of the highest ranking, else the standard one. Each change makes a new map, so that
 * a variable sees by identity whether what it is bound to still holds.
 */
final class Providers {

    private static final Logger LOG = LoggerFactory.getLogger(Providers.class);

    private final PseudoVariableProvider standard;

    /** By what ranks them; guarded by this. */
    private final Map<Comparable<Object>, PseudoVariableProvider> plugged = new HashMap<>();

    private volatile Map<String, PseudoVariableProvider> byName;

    Providers(PseudoVariableProvider standard) {
        this.standard = standard;
        this.byName = byNames();
    }

    Map<String, PseudoVariableProvider> byName() {
        return byName;
    }

    /** @param rank orders the providers, the highest first served; equal only for one and the same provider */
    synchronized void add(Comparable<Object> rank, PseudoVariableProvider provider) {
        plugged.put(rank, provider);
        byName = byNames();
    }

    synchronized void remove(Comparable<Object> rank) {
        plugged.remove(rank);
        byName = byNames();
    }

    private Map<String, PseudoVariableProvider> byNames() {
        Map<String, PseudoVariableProvider> names = new HashMap<>();
        standard.names().forEach(name -> names.put(name, standard));
        List<Comparable<Object>> lowestFirst = new ArrayList<>(plugged.keySet());
        lowestFirst.sort(Comparable::compareTo);
        for (Comparable<Object> rank : lowestFirst) {
            PseudoVariableProvider provider = plugged.get(rank);
            try {
                provider.names().forEach(name -> names.put(name, provider));
            } catch (RuntimeException failure) {
                LOG.warn("The pseudo-variables of {} are left out: {}", provider, failure.toString());
            }
        }
        return Collections.unmodifiableMap(names);
    }
}
