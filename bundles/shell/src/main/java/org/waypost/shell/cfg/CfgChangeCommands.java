package org.waypost.shell.cfg;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.waypost.parameters.Change;
import org.waypost.parameters.ParameterCatalogue;
import org.waypost.shell.text.CommandException;
import org.waypost.shell.text.Output;
import org.waypost.shell.text.TextTable;
import org.waypost.shell.text.TextTable.Column;

/** The commands {@code cfg:…} that change parameters, one by one or several at once. */
@Component(
        service = CfgChangeCommands.class,
        property = {
            "osgi.command.scope=cfg",
            "osgi.command.function=set",
            "osgi.command.function=set_now_int",
            "osgi.command.function=set_now_string",
            "osgi.command.function=seti",
            "osgi.command.function=sets",
            "osgi.command.function=modparam",
            "osgi.command.function=reset",
            "osgi.command.function=undo",
            "osgi.command.function=begin",
            "osgi.command.function=commit",
            "osgi.command.function=rollback",
            "osgi.command.function=pending"
        })
public final class CfgChangeCommands {

    private final ParameterCatalogue catalogue;
    private final Changes changes;

    @Activate
    public CfgChangeCommands(@Reference ParameterCatalogue catalogue, @Reference Changes changes) {
        this.catalogue = catalogue;
        this.changes = changes;
    }

    @Descriptor(
            "set a parameter, now and for good: cfg:set registrar default_expires 1800; shows how far it is if that takes a"
                    + " while, as a change of db_mode does, and sets nothing if it fails")
    public void set(
            @Descriptor("say what was changed as JSON")
                    @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json,
            @Descriptor("the module, such as registrar") String module,
            @Descriptor("the parameter") String key,
            @Descriptor("the new value; '' for an empty one") String value) {
        // Gogo makes a null of the word null.
        changes.make(json, List.of(Change.set(module, key, String.valueOf(value))));
    }

    @Descriptor("set a parameter as a configuration script of Kamailio does: modparam registrar default_expires 1800")
    public void modparam(
            @Descriptor("the module, such as registrar") String module,
            @Descriptor("the parameter") String key,
            @Descriptor("the new value; '' for an empty one") String value) {
        set(false, module, key, value);
    }

    @Descriptor(
            "set a parameter to an integer, as Kamailio's cfg.set_now_int: cfg:set_now_int registrar default_expires 1800")
    public void set_now_int(
            @Descriptor("the module, such as registrar") String module,
            @Descriptor("the parameter") String key,
            @Descriptor("an integer") String value) {
        setInteger("cfg:set_now_int", module, key, value);
    }

    @Descriptor("set a parameter to an integer, as Kamailio's cfg.seti: cfg:seti registrar max_contacts 5")
    public void seti(
            @Descriptor("the module, such as registrar") String module,
            @Descriptor("the parameter") String key,
            @Descriptor("an integer") String value) {
        setInteger("cfg:seti", module, key, value);
    }

    @Descriptor(
            "set a parameter to a string, as Kamailio's cfg.set_now_string: cfg:set_now_string registrar realm_prefix sip.")
    public void set_now_string(
            @Descriptor("the module, such as registrar") String module,
            @Descriptor("the parameter") String key,
            @Descriptor("a string; s:123 for one of digits") String value) {
        setString("cfg:set_now_string", module, key, value);
    }

    @Descriptor("set a parameter to a string, as Kamailio's cfg.sets: cfg:sets registrar realm_prefix sip.")
    public void sets(
            @Descriptor("the module, such as registrar") String module,
            @Descriptor("the parameter") String key,
            @Descriptor("a string; s:123 for one of digits") String value) {
        setString("cfg:sets", module, key, value);
    }

    @Descriptor("take a parameter back to its default, now and for good: cfg:reset registrar default_expires")
    public void reset(
            @Descriptor("say what was changed as JSON")
                    @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json,
            @Descriptor("the module, such as registrar") String module,
            @Descriptor("the parameter") String key) {
        changes.make(json, List.of(Change.reset(module, key)));
    }

    @Descriptor("take back the last change that cfg:history shows, or the last few: cfg:undo 3")
    public void undo(
            @Descriptor("say what was changed as JSON")
                    @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json,
            @Descriptor("how many; without it, one") String... count) {
        changes.undo(json, Words.count("the number of changes", count, 1));
    }

    @Descriptor("keep the changes that are typed from now on, until cfg:commit makes them all at once: cfg:begin")
    public void begin() {
        changes.begin();
        Output.stream().println("changes are kept until cfg:commit; cfg:rollback drops them");
    }

    @Descriptor("make all changes since cfg:begin at once, or none if one is refused: cfg:commit")
    public void commit(
            @Descriptor("even where a value was changed by another meanwhile")
                    @Parameter(names = "--force", presentValue = "true", absentValue = "false")
                    boolean force,
            @Descriptor("say what was changed as JSON")
                    @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json) {
        PendingChanges pending = changes.requirePending();
        List<PendingChanges.Pending> conflicts = pending.conflicts(catalogue);
        if (!force && !conflicts.isEmpty()) {
            throw new CommandException(conflicts.stream().map(this::conflict).collect(Collectors.joining("; "))
                    + "; cfg:commit --force is wanted, or cfg:rollback");
        }
        List<Change> all =
                pending.all().stream().map(PendingChanges.Pending::change).toList();
        // If it is refused, all stay pending.
        changes.apply(json, all);
        changes.forget();
    }

    @Descriptor("drop all changes since cfg:begin: cfg:rollback")
    public void rollback() {
        int count = changes.requirePending().all().size();
        changes.forget();
        Output.stream().println("changes dropped: " + count);
    }

    @Descriptor(
            "list the changes since cfg:begin that cfg:commit would make; * marks values that were changed by another"
                    + " meanwhile: cfg:pending")
    public void pending(
            @Descriptor("as a JSON array") @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json) {
        TextTable table = new TextTable(
                Column.whole("MODULE"),
                Column.whole("PARAMETER"),
                Column.mark("*", "conflict"),
                Column.of("NOW"),
                Column.of("PENDING"));
        Optional<PendingChanges> pending = changes.pending();
        for (PendingChanges.Pending each : pending.map(PendingChanges::all).orElse(List.of())) {
            Change change = each.change();
            var parameter = catalogue.parameter(change.module(), change.key());
            String now = catalogue.value(parameter);
            table.row(
                    change.module(),
                    change.key(),
                    !now.equals(each.before()),
                    ParameterText.cell(parameter, now),
                    ParameterText.cell(parameter, change.value().orElse(parameter.defaultValue())));
        }
        if (json || !table.isEmpty()) {
            table.print(json);
        } else {
            Output.stream().println(pending.isPresent() ? "nothing was changed since cfg:begin" : "nothing is pending");
        }
    }

    // Kamailio takes an integer for a string parameter, as its text.
    private void setInteger(String command, String module, String key, String value) {
        var parameter = catalogue.parameter(module, key);
        if (!String.valueOf(value).matches("[+-]?[0-9]+")) {
            throw parameter.refused(String.valueOf(value), "an integer, as " + command + " takes,");
        }
        set(false, module, key, value.replaceFirst("^\\+", ""));
    }

    // As in kamcmd, s: says that digits are meant as a string, which Kamailio then takes for an integer parameter.
    private void setString(String command, String module, String key, String value) {
        var parameter = catalogue.parameter(module, key);
        String text = String.valueOf(value);
        boolean isText = switch (parameter.type()) {
            case TEXT, SECRET -> true;
            default -> false;
        };
        if (!isText && text.matches("[+-]?[0-9]+")) {
            throw parameter.refused(text, "a string, as " + command + " takes (cfg:set_now_int takes an integer),");
        }
        set(false, module, key, text.replaceFirst("^s:(?=[+-]?[0-9]+$)", ""));
    }

    private String conflict(PendingChanges.Pending pending) {
        Change change = pending.change();
        var parameter = catalogue.parameter(change.module(), change.key());
        String author = catalogue.history().stream()
                .filter(entry -> entry.steps().stream()
                        .anyMatch(step -> step.module().equals(change.module())
                                && step.key().equals(change.key())))
                .reduce((first, next) -> next)
                .map(entry -> " by " + entry.author())
                .orElse("");
        return parameter.name() + " was changed" + author + " from "
                + ParameterText.quoted(parameter, pending.before()) + " to "
                + ParameterText.quoted(parameter, catalogue.value(parameter)) + " meanwhile";
    }
}
