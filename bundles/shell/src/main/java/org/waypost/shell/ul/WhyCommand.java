package org.waypost.shell.ul;

import static org.waypost.shell.ul.Refusals.orRefuse;

import java.util.List;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.waypost.operations.RegistrationJournal;
import org.waypost.registrar.RegistrationReport;
import org.waypost.shell.text.CommandException;
import org.waypost.shell.text.JsonArray;
import org.waypost.shell.text.Output;
import org.waypost.shell.text.Pages;

/** The command {@code ul:why}: the last REGISTERs of an AoR, what they were answered and why. */
@Component(
        service = WhyCommand.class,
        property = {"osgi.command.scope=ul", "osgi.command.function=why"})
public final class WhyCommand {

    private final RegistrationJournal journal;

    @Activate
    public WhyCommand(@Reference RegistrationJournal journal) {
        this.journal = journal;
    }

    @Descriptor("show the last REGISTERs, of an AoR or of all, and why they were answered as they were: ul:why alice")
    public void why(
            @Descriptor("how many at most")
                    @Parameter(
                            names = {"-n", "--number"},
                            absentValue = "10")
                    int number,
            @Descriptor("as a JSON array") @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json,
            @Descriptor("the AoR: alice or alice@example.com; all if it is left out") String... aor) {
        if (aor.length > 1) {
            throw new CommandException("one AoR is wanted, or none for all, not " + String.join(" ", aor));
        }
        if (number < 1) {
            throw new CommandException("-n: '" + number + "' is refused; 1 or more is wanted");
        }
        if (!journal.isOn()) {
            throw new CommandException("REGISTERs are not noted; cfg:set journal why 1 begins with it");
        }
        List<RegistrationReport> reports =
                orRefuse(() -> aor.length == 0 ? journal.last(number) : journal.of(aor[0], number));
        if (json) {
            try (JsonArray array = JsonArray.open()) {
                reports.forEach(report -> array.add(WhyText.object(report)));
            }
            return;
        }
        if (reports.isEmpty()) {
            Output.stream()
                    .println("no REGISTER" + (aor.length == 0 ? "" : " of " + aor[0]) + " among the last "
                            + journal.size());
            return;
        }
        try (Pages pages = Pages.open()) {
            reports.forEach(report -> WhyText.lines(report).forEach(pages::line));
        }
    }
}
