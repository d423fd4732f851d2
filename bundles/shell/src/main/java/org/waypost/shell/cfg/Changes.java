package org.waypost.shell.cfg;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.felix.service.command.CommandSession;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.waypost.parameters.Applied;
import org.waypost.parameters.Change;
import org.waypost.parameters.Parameter;
import org.waypost.parameters.ParameterCatalogue;
import org.waypost.parameters.text.Imported;
import org.waypost.shell.text.CommandException;
import org.waypost.shell.text.Json;
import org.waypost.shell.text.Operator;
import org.waypost.shell.text.Output;
import org.waypost.shell.text.TextTable;

/**
 * Where the commands hand in their changes: made at once, or kept until {@code cfg:commit} after a {@code cfg:begin}. An interactive
 * session has pending changes of its own; all others, such as those of {@code ./waypost exec}, have them together.
 */
@Component(service = Changes.class)
public final class Changes {

    private static final String PENDING = ".waypost.pending";

    private final ParameterCatalogue catalogue;
    private PendingChanges shared;

    @Activate
    public Changes(@Reference ParameterCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** Makes these changes, or keeps them, and says what has become of them. */
    void make(boolean json, List<Change> changes) {
        Optional<PendingChanges> pending = pending();
        if (pending.isPresent()) {
            keep(json, pending.get(), changes);
        } else {
            apply(json, changes);
        }
    }

    /** Makes these changes now and says what was changed. */
    void apply(boolean json, List<Change> changes) {
        Applied applied = changes.isEmpty()
                ? new Applied(List.of(), List.of())
                : catalogue.apply(Operator.name(), changes, progress(json));
        report(json, applied);
        if (changes.isEmpty()) {
            Output.errors().println("there was nothing to change");
        }
        if (!json && applied.steps().isEmpty()) {
            for (Change change : changes) {
                Parameter parameter = catalogue.parameter(change.module(), change.key());
                Output.stream()
                        .println(parameter.name() + " = " + ParameterText.quoted(parameter, catalogue.value(parameter))
                                + ", as it was");
            }
        }
    }

    /** Takes back the last changes that were made. */
    void undo(boolean json, int entries) {
        if (pending().isPresent()) {
            throw new CommandException("changes are pending; cfg:commit or cfg:rollback is wanted first");
        }
        report(json, catalogue.undo(Operator.name(), entries, progress(json)));
    }

    /**
     * Makes the changes that a text says, or keeps them, and says what was not taken over.
     *
     * @param isTrial whether only to say what would be changed
     */
    void take(boolean json, boolean isTrial, Imported imported) {
        Optional<PendingChanges> pending = pending();
        if (pending.isPresent() && !isTrial) {
            keep(json, pending.get(), imported.changes());
            if (!json) {
                printSkipped(imported);
            }
            return;
        }
        Applied applied = isTrial
                ? catalogue.check(imported.changes())
                : catalogue.apply(Operator.name(), imported.changes(), progress(json));
        if (json) {
            Map<String, Object> object = object(applied, isTrial);
            object.put("skipped", skipped(imported).objects());
            Json.print(object);
            return;
        }
        print(applied, isTrial);
        long same = imported.changes().stream()
                        .map(change -> change.module() + "." + change.key())
                        .distinct()
                        .count()
                - applied.steps().size();
        if (same > 0) {
            Output.stream().println("as they were: " + same);
        }
        printSkipped(imported);
    }

    static void printSkipped(Imported imported) {
        if (!imported.skipped().isEmpty()) {
            Output.stream().println("not taken over: " + imported.skipped().size());
            skipped(imported).print(false);
        }
    }

    private static TextTable skipped(Imported imported) {
        TextTable table = new TextTable("LINE", "TEXT", "WHY");
        imported.skipped().forEach(line -> table.row(line.line(), line.text(), line.why()));
        return table;
    }

    private static void report(boolean json, Applied applied) {
        if (json) {
            Json.print(object(applied, false));
        } else {
            print(applied, false);
        }
    }

    private static void print(Applied applied, boolean isTrial) {
        PrintStream out = Output.stream();
        for (Applied.Step step : applied.steps()) {
            Parameter parameter = step.parameter();
            out.println(parameter.name() + " = " + ParameterText.quoted(parameter, step.to())
                    + (isTrial ? " (now " : " (was ") + ParameterText.quoted(parameter, step.from()) + ")");
        }
        applied.notices().forEach(notice -> out.println("notice: " + notice));
    }

    private static Map<String, Object> object(Applied applied, boolean isTrial) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("applied", !isTrial);
        object.put("changes", applied.steps().stream().map(Changes::object).toList());
        object.put("notices", applied.notices());
        return object;
    }

    void begin() {
        if (pending().isPresent()) {
            throw new CommandException("changes are pending already; cfg:commit or cfg:rollback is wanted first");
        }
        replace(new PendingChanges());
    }

    /** The changes since {@code cfg:begin}. */
    Optional<PendingChanges> pending() {
        if (!Operator.isInteractive()) {
            synchronized (this) {
                return Optional.ofNullable(shared);
            }
        }
        CommandSession session = Operator.session().orElseThrow();
        Object found = session.get(PENDING);
        if (found instanceof PendingChanges pending) {
            return Optional.of(pending);
        }
        if (found != null) {
            session.put(PENDING, null);
            Output.errors().println("the changes that were pending here are lost, as the shell was updated");
        }
        return Optional.empty();
    }

    PendingChanges requirePending() {
        return pending().orElseThrow(() -> new CommandException("nothing is pending; cfg:begin is wanted first"));
    }

    void forget() {
        replace(null);
    }

    private void replace(PendingChanges pending) {
        if (Operator.isInteractive()) {
            Operator.session().orElseThrow().put(PENDING, pending);
        } else {
            synchronized (this) {
                shared = pending;
            }
        }
    }

    // Each value is checked by itself here; all together when they are committed.
    private void keep(boolean json, PendingChanges pending, List<Change> changes) {
        for (Change change : changes) {
            Parameter parameter = catalogue.parameter(change.module(), change.key());
            change.value().ifPresent(parameter::parse);
        }
        for (Change change : changes) {
            Parameter parameter = catalogue.parameter(change.module(), change.key());
            String now = catalogue.value(parameter);
            pending.add(change, now);
            if (!json) {
                Output.stream()
                        .println(parameter.name() + " = "
                                + ParameterText.quoted(parameter, change.value().orElse(parameter.defaultValue()))
                                + " when committed (now " + ParameterText.quoted(parameter, now) + ")");
            }
        }
        if (json) {
            Json.print(Map.of("applied", false, "pending", pending.all().size()));
        }
    }

    private static Consumer<String> progress(boolean json) {
        PrintStream out = json ? Output.errors() : Output.stream();
        return line -> {
            out.println(line);
            out.flush();
        };
    }

    private static Map<String, Object> object(Applied.Step step) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("module", step.parameter().module());
        object.put("parameter", step.parameter().key());
        object.put("from", ParameterText.json(step.parameter(), step.from()));
        object.put("to", ParameterText.json(step.parameter(), step.to()));
        return object;
    }
}
