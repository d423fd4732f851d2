package org.waypost.console;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.waypost.parameters.Applied;
import org.waypost.parameters.Change;
import org.waypost.parameters.HistoryEntry;
import org.waypost.parameters.Parameter;
import org.waypost.parameters.ParameterCatalogue;

/** The parameters of all modules, and what was changed in them. */
@Component
public final class ParameterSection implements Section {

    private static final String MASK = "********";
    private static final int SHOWN_HISTORY = 200;

    private final ParameterCatalogue catalogue;
    private final Jobs jobs;

    @Activate
    public ParameterSection(@Reference ParameterCatalogue catalogue, @Reference Jobs jobs) {
        this.catalogue = catalogue;
        this.jobs = jobs;
    }

    @Override
    public Map<String, Endpoint> reads() {
        return Map.of("parameters", request -> modules(), "history", request -> history());
    }

    @Override
    public Map<String, Endpoint> changes() {
        return Map.of("parameters/check", this::check, "parameters/apply", this::apply, "parameters/undo", this::undo);
    }

    private Map<String, Object> modules() {
        List<Map<String, Object>> modules = new ArrayList<>();
        for (String module : catalogue.modules()) {
            modules.add(Map.of(
                    "name",
                    module,
                    "parameters",
                    catalogue.parameters(module).stream().map(this::describe).toList()));
        }
        return Map.of("modules", modules);
    }

    private Map<String, Object> describe(Parameter parameter) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("key", parameter.key());
        shown.put("pid", parameter.pid());
        shown.put("type", parameter.type().name());
        shown.put("description", parameter.description());
        shown.put("wanted", parameter.wanted());
        shown.put(
                "options",
                parameter.options().stream().map(ParameterSection::option).toList());
        shown.put("default", parameter.shown(parameter.defaultValue()));
        shown.put("value", parameter.shown(catalogue.value(parameter)));
        shown.put("start", parameter.shown(catalogue.startValue(parameter)));
        shown.put("set", catalogue.isSet(parameter));
        return shown;
    }

    private static Map<String, Object> option(Parameter.Option option) {
        return Map.of("value", option.value(), "label", option.label());
    }

    private List<Map<String, Object>> history() {
        List<HistoryEntry> entries = catalogue.history();
        List<Map<String, Object>> shown = new ArrayList<>();
        for (int i = entries.size() - 1; i >= 0 && shown.size() < SHOWN_HISTORY; i--) {
            HistoryEntry entry = entries.get(i);
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("number", entry.number());
            line.put("time", entry.time().toEpochMilli());
            line.put("author", entry.author());
            line.put("undid", entry.undid());
            line.put("steps", entry.steps().stream().map(ParameterSection::step).toList());
            shown.add(line);
        }
        return shown;
    }

    private static Map<String, Object> step(HistoryEntry.Step step) {
        return Map.of(
                "module", step.module(),
                "key", step.key(),
                "from", step.from(),
                "wasSet", step.wasSet(),
                "to", step.to(),
                "isSet", step.isSet());
    }

    private Map<String, Object> check(ApiRequest request) {
        return result(catalogue.check(changes(request)));
    }

    private Map<String, Object> apply(ApiRequest request) {
        List<Change> changes = changes(request);
        return jobs.start(progress -> result(catalogue.apply(request.author(), changes, progress)));
    }

    private Map<String, Object> undo(ApiRequest request) {
        int entries = request.integer("entries");
        return jobs.start(progress -> result(catalogue.undo(request.author(), entries, progress)));
    }

    private List<Change> changes(ApiRequest request) {
        List<Change> changes = new ArrayList<>();
        for (Map<?, ?> each : request.objects("changes")) {
            change(each).ifPresent(changes::add);
        }
        return changes;
    }

    // A password that was shown as asterisks comes back as these, which must not become the password.
    private Optional<Change> change(Map<?, ?> asked) {
        if (!(asked.get("module") instanceof String module) || !(asked.get("key") instanceof String key)) {
            throw Refused.bad("a change needs a module and a key");
        }
        Parameter parameter = catalogue.parameter(module, key);
        if (!(asked.get("value") instanceof String value)) {
            return Optional.of(Change.reset(module, key));
        }
        String current = parameter.shown(catalogue.value(parameter));
        if (value.contains(MASK) && value.equals(current)) {
            return Optional.empty();
        }
        if (value.contains(MASK)) {
            throw parameter.refused(value, "a value with the password itself in the place of the asterisks");
        }
        return Optional.of(Change.set(module, key, value));
    }

    private static Map<String, Object> result(Applied applied) {
        List<Map<String, Object>> steps = applied.steps().stream()
                .map(step -> Map.<String, Object>of(
                        "module", step.parameter().module(),
                        "key", step.parameter().key(),
                        "from", step.parameter().shown(step.from()),
                        "to", step.parameter().shown(step.to())))
                .toList();
        return Map.of("steps", steps, "notices", applied.notices());
    }
}
