package org.waypost.shell;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.waypost.parameters.Applied;
import org.waypost.parameters.Change;
import org.waypost.parameters.HistoryEntry;
import org.waypost.parameters.MapCatalogue;
import org.waypost.parameters.Parameter;
import org.waypost.parameters.Parameter.Option;
import org.waypost.parameters.Parameter.Type;
import org.waypost.parameters.ParameterException;

/** A catalogue of a few parameters, kept in a map. */
public final class FakeCatalogue extends MapCatalogue {

    private final List<HistoryEntry> history = new ArrayList<>();

    public FakeCatalogue() {
        super(
                of("waypost.registrar", "case_sensitive", "0", 0, 1, "Whether AoRs differ by case"),
                of("waypost.registrar", "default_expires", "3600", 0, Integer.MAX_VALUE, "Seconds a contact lasts"),
                new Parameter(
                        "waypost.registrar",
                        "realm_prefix",
                        Type.TEXT,
                        "",
                        0,
                        Integer.MAX_VALUE,
                        List.of(),
                        "A prefix of the domain that is cut off before the AoR is looked up, as many words as it takes to"
                                + " fill more than one line of a terminal that is eighty columns wide"),
                of("waypost.logging", "level", "INFO"),
                of("waypost.logging", "levels", ""),
                new Parameter(
                        "waypost.usrloc.jdbc",
                        "db_password",
                        Type.SECRET,
                        "",
                        0,
                        Integer.MAX_VALUE,
                        List.of(),
                        "Of the database"),
                of("waypost.usrloc.jdbc", "db_url", ""),
                new Parameter(
                        "waypost.usrloc",
                        "matching_mode",
                        Type.INTEGER,
                        "0",
                        0,
                        3,
                        List.of(new Option("0", "contact"), new Option("1", "contact and Call-ID")),
                        "What makes two contacts the same"));
    }

    @Override
    public Applied apply(String author, List<Change> changes, Consumer<String> progress) {
        List<HistoryEntry.Step> before = changes.stream().map(this::step).toList();
        if (changes.stream().anyMatch(change -> change.key().equals("db_url"))) {
            check(changes);
            progress.accept("copying location to jdbc: 1 of 2 records (50 %)");
        }
        Applied applied = super.apply(author, changes, progress);
        if (!applied.steps().isEmpty()) {
            List<HistoryEntry.Step> kept = new ArrayList<>();
            for (int i = 0; i < changes.size(); i++) {
                HistoryEntry.Step from = before.get(i);
                HistoryEntry.Step to = step(changes.get(i));
                kept.add(new HistoryEntry.Step(
                        from.module(), from.key(), from.from(), from.wasSet(), to.from(), to.wasSet()));
            }
            history.add(new HistoryEntry(history.size() + 1, Instant.ofEpochSecond(1_800_000_000), author, kept));
        }
        return applied;
    }

    /** Of a parameter that stays as it is. */
    private HistoryEntry.Step step(Change change) {
        Parameter parameter = parameter(change.module(), change.key());
        String shown = parameter.shown(value(parameter));
        return new HistoryEntry.Step(change.module(), change.key(), shown, isSet(parameter), shown, isSet(parameter));
    }

    @Override
    public List<HistoryEntry> history() {
        return List.copyOf(history);
    }

    @Override
    public Applied undo(String author, int entries, Consumer<String> progress) {
        if (entries > history.size()) {
            throw new ParameterException("there are " + history.size() + " changes to undo");
        }
        List<Change> changes = new ArrayList<>();
        List<HistoryEntry> undone = history.subList(history.size() - entries, history.size());
        for (int i = undone.size() - 1; i >= 0; i--) {
            undone.get(i)
                    .steps()
                    .forEach(step -> changes.add(new Change(
                            step.module(), step.key(), step.wasSet() ? Optional.of(step.from()) : Optional.empty())));
        }
        return apply(author, changes, progress);
    }

    @Override
    public String startValue(Parameter parameter) {
        return parameter.key().equals("case_sensitive") ? "1" : parameter.defaultValue();
    }

    private static Parameter of(String pid, String key, String value) {
        return new Parameter(pid, key, Type.TEXT, value, 0, Integer.MAX_VALUE, List.of(), "");
    }

    private static Parameter of(String pid, String key, String value, long min, long max, String description) {
        return new Parameter(pid, key, Type.INTEGER, value, min, max, List.of(), description);
    }
}
