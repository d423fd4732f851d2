package org.waypost.parameters.internal;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.waypost.sip.ParameterCheck.Refusal;
import org.waypost.sip.ParameterTransition;

/** The components whose parameters take time to come into force. State: them, by PID. */
final class Transitions {

    private final Map<String, List<ParameterTransition>> transitions = new ConcurrentHashMap<>();

    void add(Set<String> pids, ParameterTransition transition) {
        for (String pid : pids) {
            transitions
                    .computeIfAbsent(pid, key -> new CopyOnWriteArrayList<>())
                    .add(transition);
        }
    }

    void remove(Set<String> pids, ParameterTransition transition) {
        for (String pid : pids) {
            transitions.getOrDefault(pid, List.of()).remove(transition);
        }
    }

    /** Tells those of these PIDs that parameters are about to be set. */
    void begin(Collection<String> pids) {
        of(pids).forEach(ParameterTransition::begin);
    }

    /** Waits until what was set is in force; returns why it is not. */
    Optional<Refusal> await(Collection<String> pids, Consumer<String> progress) throws InterruptedException {
        for (ParameterTransition transition : of(pids)) {
            Optional<Refusal> refusal = transition.await(progress);
            if (refusal.isPresent()) {
                return refusal;
            }
        }
        return Optional.empty();
    }

    private List<ParameterTransition> of(Collection<String> pids) {
        return pids.stream()
                .flatMap(pid -> transitions.getOrDefault(pid, List.of()).stream())
                .distinct()
                .toList();
    }
}
