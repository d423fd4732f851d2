package org.waypost.kemi.lua;

import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.waypost.shell.text.CommandException;
import org.waypost.shell.text.Json;
import org.waypost.shell.text.Output;
import org.waypost.shell.text.TextTable;
import org.waypost.shell.text.TextTable.Cell;
import org.waypost.shell.text.TextTable.Column;

/** The commands {@code kemi:…}: what the script engine does, and what scripts may call. */
@Component(
        service = KemiCommands.class,
        property = {
            "osgi.command.scope=kemi",
            "osgi.command.function=status",
            "osgi.command.function=reload",
            "osgi.command.function=functions"
        })
public final class KemiCommands {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private static final String KSR = "KSR.";

    private final LuaEngine engine;

    @Activate
    public KemiCommands(@Reference LuaEngine engine) {
        this.engine = engine;
    }

    @Descriptor("show the script in force, its states and errors: kemi:status")
    public void status(
            @Descriptor("as a JSON object") @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json) {
        if (json) {
            Json.print(object());
        } else {
            print();
        }
    }

    @Descriptor("load the script again, though its files have not changed: kemi:reload")
    public void reload() {
        String refused = engine.reload();
        if (!refused.isEmpty()) {
            throw new CommandException("refused: " + refused);
        }
        print();
    }

    @Descriptor("list the functions that scripts can call: kemi:functions registrar")
    public void functions(
            @Descriptor("as a JSON array") @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json,
            @Descriptor("a module, such as registrar, or the beginning of a name; without it, all") String... wanted) {
        List<String> starts = Arrays.stream(wanted)
                .map(each -> each.startsWith(KSR) ? each : KSR + each)
                .toList();
        TextTable table = new TextTable(
                Column.of("FUNCTION"),
                Column.hidden("takes"),
                Column.of("WHAT IT DOES", "help"),
                Column.hidden("offered"));
        for (FunctionSlot slot : engine.modules().sorted()) {
            if (starts.isEmpty() || starts.stream().anyMatch(slot.fullName()::startsWith)) {
                FunctionSlot.Offer offer = slot.offer();
                boolean isOffered = offer != FunctionSlot.Offer.NONE;
                String takes = isOffered ? parameters(offer) : "";
                table.row(
                        new Cell(slot.fullName() + (isOffered ? "(" + takes + ")" : ""), slot.fullName()),
                        takes,
                        isOffered ? offer.signature().help() : "is gone: no bundle offers it now",
                        isOffered);
            }
        }
        if (table.isEmpty()) {
            throw new CommandException("there is no function " + String.join("… or ", starts) + "…");
        }
        table.print(json);
    }

    private void print() {
        PrintStream out = Output.stream();
        ScriptHolder script = engine.script();
        Optional<Program> program = script.current();
        if (!engine.settings().hasScript()) {
            out.println("script      none, the built-in route serves");
        } else {
            out.println("script      " + engine.settings().script());
            out.println("loaded      "
                    + program.map(each -> TIME.format(
                                    Instant.ofEpochMilli(each.loadedAt()).atZone(ZoneId.systemDefault())))
                            .orElse("never, requests are answered 500"));
            if (!script.refused().isEmpty()) {
                out.println("refused     " + script.refused());
            }
        }
        out.println("lua states  " + program.map(each -> each.states().size()).orElse(0) + " of "
                + engine.settings().maxStates());
        out.println("errors      " + script.log().errors());
        if (!script.log().latest().isEmpty()) {
            out.println("last error  " + script.log().latest());
        }
    }

    private Map<String, Object> object() {
        ScriptHolder script = engine.script();
        Optional<Program> program = script.current();
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("script", engine.settings().hasScript() ? engine.settings().script() : "");
        object.put("loaded", program.map(each -> Instant.ofEpochMilli(each.loadedAt())));
        object.put("refused", script.refused());
        object.put("lua_states", program.map(each -> each.states().size()).orElse(0));
        object.put("max_states", engine.settings().maxStates());
        object.put("errors", script.log().errors());
        object.put("last_error", script.log().latest());
        return object;
    }

    private static String parameters(FunctionSlot.Offer offer) {
        return offer.signature()
                .parameters()
                .chars()
                .mapToObj(letter -> switch (letter) {
                    case 's' -> "text";
                    case 'i' -> "number";
                    case '?' -> "optional";
                    default -> "value";
                })
                .collect(Collectors.joining(", "))
                .replace("optional, ", "optional ");
    }
}
