package org.waypost.parameters.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.sip.ParameterCheck;
import org.waypost.sip.ParameterCheck.Refusal;

/** The components that judge parameters. One that fails to is logged and has no say. State: the checks. */
final class ParameterChecks {

    private static final Logger LOG = LoggerFactory.getLogger("waypost.parameters");

    private final List<Judge> judges = new CopyOnWriteArrayList<>();

    private record Judge(Set<String> pids, ParameterCheck check) {

        boolean isJoint() {
            return pids.size() > 1;
        }
    }

    void add(Set<String> pids, ParameterCheck check) {
        judges.add(new Judge(Set.copyOf(pids), check));
    }

    void remove(Set<String> pids, ParameterCheck check) {
        judges.remove(new Judge(Set.copyOf(pids), check));
    }

    /** What the first that judges this PID alone and refuses these values, all those of the PID, says. */
    Optional<Refusal> ask(String pid, Map<String, String> values) {
        return judges.stream()
                .filter(judge -> !judge.isJoint() && judge.pids().contains(pid))
                .flatMap(judge -> refusal(judge, values).stream())
                .findFirst();
    }

    /**
     * What the first that judges one of these PIDs together with others, and refuses, says.
     *
     * @param values of a PID, by key
     */
    Optional<Refusal> askJoint(Collection<String> pids, Function<String, Map<String, String>> values) {
        return concerned(pids)
                .filter(Judge::isJoint)
                .flatMap(judge -> refusal(judge, values(judge, values)).stream())
                .findFirst();
    }

    /** What all that judge one of these PIDs, alone or with others, have to say. */
    List<String> notices(Collection<String> pids, Function<String, Map<String, String>> values) {
        List<String> lines = new ArrayList<>();
        concerned(pids).forEach(judge -> {
            try {
                lines.addAll(judge.check().notices(values(judge, values)));
            } catch (RuntimeException | LinkageError e) {
                complain(judge, e);
            }
        });
        return lines;
    }

    private Stream<Judge> concerned(Collection<String> pids) {
        return judges.stream().filter(judge -> judge.pids().stream().anyMatch(pids::contains));
    }

    private static Map<String, String> values(Judge judge, Function<String, Map<String, String>> values) {
        Map<String, String> all = new HashMap<>();
        judge.pids().forEach(pid -> all.putAll(values.apply(pid)));
        return all;
    }

    private static Optional<Refusal> refusal(Judge judge, Map<String, String> values) {
        try {
            Optional<Refusal> refusal = judge.check().check(values);
            if (refusal.isPresent() && !values.containsKey(refusal.get().key())) {
                throw new IllegalStateException(
                        "it has no parameter " + refusal.get().key());
            }
            return refusal;
        } catch (RuntimeException | LinkageError e) {
            complain(judge, e);
            return Optional.empty();
        }
    }

    private static void complain(Judge judge, Throwable failure) {
        LOG.warn(
                "The parameters of {} are not judged by {}: {}",
                String.join(", ", judge.pids()),
                judge.check().getClass().getName(),
                failure.toString());
    }
}
