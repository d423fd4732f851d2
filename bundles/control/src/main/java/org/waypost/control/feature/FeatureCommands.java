package org.waypost.control.feature;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.waypost.features.FeatureControl;
import org.waypost.features.FeatureException;
import org.waypost.features.FeatureState;
import org.waypost.shell.text.CommandException;
import org.waypost.shell.text.Json;
import org.waypost.shell.text.Output;
import org.waypost.shell.text.TextTable;
import org.waypost.shell.text.TextTable.Column;

/** The commands {@code feature:…}: what this installation can do, and what of it is started. */
@Component(
        service = FeatureCommands.class,
        property = {
            CommandProcessor.COMMAND_SCOPE + "=feature",
            CommandProcessor.COMMAND_FUNCTION + "=list",
            CommandProcessor.COMMAND_FUNCTION + "=info",
            CommandProcessor.COMMAND_FUNCTION + "=add",
            CommandProcessor.COMMAND_FUNCTION + "=remove"
        })
public final class FeatureCommands {

    private final FeatureControl features;

    @Activate
    public FeatureCommands(@Reference FeatureControl features) {
        this.features = features;
    }

    @Descriptor("list the features: which are started and which could be; for example feature:list --json")
    public void list(
            @Descriptor("as JSON") @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json) {
        TextTable table = new TextTable(
                Column.of("NAME"),
                Column.of("STATE"),
                Column.of("VERSION"),
                Column.hidden("stock"),
                Column.of("DESCRIPTION"),
                Column.hidden("bundles"));
        for (FeatureState feature : find(List.of())) {
            table.row(
                    feature.name(),
                    state(feature),
                    feature.version(),
                    feature.stock(),
                    feature.description(),
                    feature.bundles().stream().map(FeatureState.BundleState::id).toList());
        }
        table.print(json);
    }

    @Descriptor("show a feature and the state of its bundles; for example feature:info storage-jdbc")
    public void info(
            @Descriptor("as JSON") @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json,
            @Descriptor("name of the feature") String name) {
        FeatureState feature = find(List.of(name)).get(0);
        if (json) {
            Json.print(object(feature));
            return;
        }
        Output.stream().println(feature.name() + " " + feature.version() + ": " + state(feature));
        if (!feature.description().isEmpty()) {
            Output.stream().println(feature.description());
        }
        TextTable table = new TextTable("BUNDLE", "STATE");
        feature.bundles().forEach(bundle -> table.row(bundle.id(), bundle.state()));
        table.print(false);
    }

    @Descriptor("start features, all or none, now and with each start of the server; for example feature:add console")
    public void add(
            @Descriptor(
                            "names, or paths of feature files as the server sees them; bundles are taken from the installation or"
                                    + " from beside the file")
                    String... names) {
        say(names, run(() -> features.add(List.of(names))), "started", "started already");
    }

    @Descriptor(
            "stop features, all or none, now and for each start of the server; for example feature:remove kemi jdbc-h2")
    public void remove(@Descriptor("names of features") String... names) {
        say(names, run(() -> features.remove(List.of(names))), "removed", "not started");
    }

    private interface Action<T> {
        T run();
    }

    private static <T> T run(Action<T> action) {
        try {
            return action.run();
        } catch (FeatureException e) {
            throw new CommandException(e.getMessage());
        }
    }

    /** The features of these names; all, if there are none. */
    private List<FeatureState> find(List<String> names) {
        List<FeatureState> all = run(features::list);
        if (names.isEmpty()) {
            return all;
        }
        List<FeatureState> found = new ArrayList<>();
        for (String name : names) {
            found.add(all.stream()
                    .filter(feature -> feature.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new CommandException("there is no feature '" + name + "'; there are "
                            + String.join(
                                    ", ", all.stream().map(FeatureState::name).toList()))));
        }
        return found;
    }

    private static void say(String[] names, List<String> changed, String done, String nothingToDo) {
        if (names.length == 0) {
            throw new CommandException("which features? feature:list lists those there are");
        }
        if (changed.isEmpty()) {
            Output.stream().println(String.join(", ", names) + ": " + nothingToDo);
        }
        changed.forEach(name -> Output.stream().println(name + " is " + done));
    }

    private static String state(FeatureState feature) {
        return feature.started() ? "started" : "available";
    }

    private static Map<String, Object> object(FeatureState feature) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("name", feature.name());
        object.put("state", state(feature));
        object.put("version", feature.version());
        object.put("stock", feature.stock());
        object.put("description", feature.description());
        object.put(
                "bundles",
                feature.bundles().stream()
                        .map(bundle -> Map.of("id", bundle.id(), "state", bundle.state()))
                        .toList());
        return object;
    }
}
