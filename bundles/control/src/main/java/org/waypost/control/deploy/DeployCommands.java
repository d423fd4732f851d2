package org.waypost.control.deploy;

import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.waypost.shell.text.Output;
import org.waypost.shell.text.TextTable;
import org.waypost.shell.text.TextTable.Column;

/** The commands {@code deploy:…}: what has come of the jars in the deploy folders. */
@Component(
        service = DeployCommands.class,
        property = {CommandProcessor.COMMAND_SCOPE + "=deploy", CommandProcessor.COMMAND_FUNCTION + "=list"})
public final class DeployCommands {

    private final DeployFolder folder;

    @Activate
    public DeployCommands(@Reference DeployFolder folder) {
        this.folder = folder;
    }

    @Descriptor(
            "list the jars of the deploy folders: which are deployed, and why others are not; for example deploy:list --json")
    public void list(
            @Descriptor("as JSON") @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json) {
        TextTable table = new TextTable(
                Column.of("FILE"),
                Column.of("BUNDLE"),
                Column.of("VERSION"),
                Column.of("STATE"),
                Column.hidden("reason"));
        for (Outcome outcome : folder.outcomes()) {
            table.row(
                    new TextTable.Cell(outcome.file().getName(), outcome.file().getPath()),
                    outcome.name(),
                    outcome.version(),
                    outcome.state().toString(),
                    outcome.reason());
        }
        table.print(json);
        if (!json) {
            folder.outcomes().stream()
                    .filter(outcome -> !outcome.reason().isEmpty())
                    .forEach(outcome -> Output.stream().println(outcome.file().getName() + ": " + outcome.reason()));
        }
    }
}
