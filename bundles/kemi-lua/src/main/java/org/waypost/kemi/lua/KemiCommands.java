package org.waypost.kemi.lua;

import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Process;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

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

    private final LuaEngine engine;

    @Activate
    public KemiCommands(@Reference LuaEngine engine) {
        this.engine = engine;
    }

    @Descriptor("show the script in force, its states and errors")
    public void status() {
        PrintStream out = Process.Utils.current().out();
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

    @Descriptor("load the script again, though its files have not changed")
    public void reload() {
        String refused = engine.reload();
        if (!refused.isEmpty()) {
            throw new CommandException("refused: " + refused);
        }
        status();
    }

    @Descriptor("list the functions that scripts can call")
    public void functions() {
        functions("");
    }

    @Descriptor("list the functions that scripts can call")
    public void functions(@Descriptor("a module, such as registrar, or the beginning of a name") String wanted) {
        String start = wanted.startsWith("KSR.") ? wanted : "KSR." + wanted;
        List<FunctionSlot> found = engine.modules().sorted().stream()
                .filter(slot -> slot.fullName().startsWith(start))
                .toList();
        if (found.isEmpty()) {
            throw new CommandException("there is no function " + start + "…");
        }
        PrintStream out = Process.Utils.current().out();
        for (FunctionSlot slot : found) {
            FunctionSlot.Offer offer = slot.offer();
            out.println(
                    offer == FunctionSlot.Offer.NONE
                            ? slot.fullName() + "  is gone: no bundle offers it now"
                            : slot.fullName() + "(" + parameters(offer) + ")  "
                                    + offer.signature().help());
        }
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
