package org.waypost.shell.cfg;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.waypost.parameters.ParameterCatalogue;
import org.waypost.parameters.text.CfgText;
import org.waypost.parameters.text.Imported;
import org.waypost.parameters.text.Imported.Skipped;
import org.waypost.parameters.text.ModparamText;
import org.waypost.shell.text.CommandException;
import org.waypost.shell.text.Output;
import org.waypost.shell.text.Pages;

/** The commands {@code cfg:export} and {@code cfg:import}: parameters as text, of {@code .cfg} files or of a Kamailio configuration. */
@Component(
        service = CfgFileCommands.class,
        property = {"osgi.command.scope=cfg", "osgi.command.function=export", "osgi.command.function=import"})
public final class CfgFileCommands {

    private static final Pattern MODPARAM = Pattern.compile("(?m)^\\s*modparamx?\\s*\\(");
    private static final Pattern FILE_OF_PID = Pattern.compile("(?:.*/)?(waypost\\.[\\w.-]+)\\.cfg");

    private final ParameterCatalogue catalogue;
    private final Changes changes;

    @Activate
    public CfgFileCommands(@Reference ParameterCatalogue catalogue, @Reference Changes changes) {
        this.catalogue = catalogue;
        this.changes = changes;
    }

    @Descriptor(
            "write the parameters that are set, without those that hold passwords, to a file, or show them: cfg:export"
                    + " --modparam /etc/waypost/saved.cfg")
    public void export(
            @Descriptor("as modparam lines of a Kamailio configuration")
                    @Parameter(names = "--modparam", presentValue = "true", absentValue = "false")
                    boolean modparam,
            @Descriptor("as .cfg files, one after the other; so it is if nothing is said")
                    @Parameter(names = "--cfg", presentValue = "true", absentValue = "false")
                    boolean cfg,
            @Descriptor("those that are at their default, too")
                    @Parameter(names = "--all", presentValue = "true", absentValue = "false")
                    boolean all,
            @Descriptor("in the place of a file that is there")
                    @Parameter(names = "--force", presentValue = "true", absentValue = "false")
                    boolean force,
            @Descriptor("the file, as the server sees it; without one, they are shown") String... file) {
        requireOne(modparam, cfg);
        String text = modparam ? ModparamText.write(catalogue, all) : CfgText.write(catalogue, all);
        if (file.length == 0) {
            try (Pages pages = Pages.open()) {
                text.lines().forEach(pages::line);
            }
            return;
        }
        var path = TextFiles.write(Words.only(file), text, force);
        long count = text.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .count();
        Output.stream().println("written to " + path + ": parameters: " + count);
    }

    @Descriptor(
            "set what the modparam lines of a Kamailio configuration say, or .cfg files as cfg:export writes them, all at once;"
                    + " lists what is not known here: cfg:import --dry-run /etc/kamailio/kamailio.cfg")
    public void _import(
            @Descriptor("only say what would be changed")
                    @Parameter(names = "--dry-run", presentValue = "true", absentValue = "false")
                    boolean dryRun,
            @Descriptor("it has modparam lines; if nothing is said, that is found out")
                    @Parameter(names = "--modparam", presentValue = "true", absentValue = "false")
                    boolean modparam,
            @Descriptor("it is of .cfg files") @Parameter(names = "--cfg", presentValue = "true", absentValue = "false")
                    boolean cfg,
            @Descriptor("say what was changed as JSON")
                    @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json,
            @Descriptor("the file, as the server sees it; - for standard input of ./waypost exec") String file) {
        requireOne(modparam, cfg);
        String text = TextFiles.read(file);
        boolean isModparam = modparam || !cfg && MODPARAM.matcher(text).find();
        Imported imported = isModparam
                ? ModparamText.read(text, catalogue)
                : CfgText.read(text, pid(file).orElse(""), catalogue);
        requireNoRefusal(file, imported);
        if (imported.changes().isEmpty()) {
            Changes.printSkipped(imported);
            throw new CommandException(file + " sets no parameter that is known here");
        }
        changes.take(json, dryRun, imported);
    }

    // All or none: a value that is refused is not left out.
    private static void requireNoRefusal(String file, Imported imported) {
        String refusals = imported.skipped().stream()
                .filter(Skipped::isRefused)
                .map(skipped -> "line " + skipped.line() + ": " + skipped.why())
                .collect(Collectors.joining("; "));
        if (!refusals.isEmpty()) {
            throw new CommandException("nothing of " + file + " is taken over; " + refusals);
        }
    }

    private static Optional<String> pid(String file) {
        Matcher name = FILE_OF_PID.matcher(file);
        return name.matches() ? Optional.of(name.group(1)) : Optional.empty();
    }

    private static void requireOne(boolean modparam, boolean cfg) {
        if (modparam && cfg) {
            throw new CommandException("one of --modparam and --cfg is wanted");
        }
    }
}
