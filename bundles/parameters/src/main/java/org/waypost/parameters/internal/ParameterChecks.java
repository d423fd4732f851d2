package org.waypost.parameters.internal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.sip.ParameterCheck;
import org.waypost.sip.ParameterCheck.Refusal;

/** The components that judge their own parameters. One that fails to is logged and has no say. State: the checks, by PID. */
final class ParameterChecks {

    private static final Logger LOG = LoggerFactory.getLogger("waypost.parameters");

    private final Map<String, List<ParameterCheck>> checks = new ConcurrentHashMap<>();

    void add(String pid, ParameterCheck check) {
        checks.computeIfAbsent(pid, key -> new CopyOnWriteArrayList<>()).add(check);
    }

    void remove(String pid, ParameterCheck check) {
        checks.getOrDefault(pid, List.of()).remove(check);
    }

    /** What the first that refuses these values, all those of the PID, says. */
    Optional<Refusal> ask(String pid, Map<String, String> values) {
        return checks.getOrDefault(pid, List.of()).stream()
                .flatMap(check -> ask(check, pid, values).stream())
                .findFirst();
    }

    private static Optional<Refusal> ask(ParameterCheck check, String pid, Map<String, String> values) {
        try {
            Optional<Refusal> refusal = check.check(values);
            if (refusal.isPresent() && !values.containsKey(refusal.get().key())) {
                throw new IllegalStateException(
                        "it has no parameter " + refusal.get().key());
            }
            return refusal;
        } catch (RuntimeException | LinkageError e) {
            LOG.warn(
                    "The parameters of {} are not judged by {}: {}",
                    pid,
                    check.getClass().getName(),
                    e.toString());
            return Optional.empty();
        }
    }
}
