package org.waypost.shell.ul;

import static org.waypost.shell.ul.Refusals.orRefuse;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.waypost.operations.LocationWatch;
import org.waypost.operations.Locations;
import org.waypost.shell.text.CommandException;
import org.waypost.shell.text.Json;
import org.waypost.shell.text.Output;
import org.waypost.shell.text.TerminalText;
import org.waypost.usrloc.ContactEvent;

/** The command {@code ul:watch}: the changes of the location tables as they happen, until Ctrl-C or until the client has gone. */
@Component(
        service = WatchCommand.class,
        property = {"osgi.command.scope=ul", "osgi.command.function=watch"})
public final class WatchCommand {

    private static final int BLOCK = 16_384;
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

    private final Locations locations;

    @Activate
    public WatchCommand(@Reference Locations locations) {
        this.locations = locations;
    }

    @Descriptor("show changes of the location tables as they happen, until Ctrl-C: ul:watch, ul:watch alice")
    public void watch(
            @Descriptor("one JSON object on each line")
                    @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json,
            @Descriptor("an AoR: alice or alice@example.com; all if it is left out") String... aor) {
        if (aor.length > 1) {
            throw new CommandException("one AoR is wanted, or none for all, not " + String.join(" ", aor));
        }
        PrintStream out = Output.stream();
        Optional<String> wanted = aor.length == 0 ? Optional.empty() : Optional.of(aor[0]);
        try (LocationWatch watch = orRefuse(() -> locations.watch(wanted))) {
            Output.errors().println("watching " + wanted.orElse("all AoRs") + "; Ctrl-C ends it");
            // A client that went away leaves the stream in error, which shows when something is printed or at the next
            // look.
            while (!out.checkError()) {
                show(watch, json, out);
                if (watch.isOver()) {
                    throw new CommandException("org.waypost.operations was stopped or updated, which ends this");
                }
            }
        } catch (InterruptedException e) {
            // Ctrl-C: that is how it ends
        }
    }

    private void show(LocationWatch watch, boolean json, PrintStream out) throws InterruptedException {
        StringBuilder text = new StringBuilder();
        Optional<ContactEvent> event = watch.next(LOOK);
        while (event.isPresent()) {
            text.append(json ? Json.text(object(event.get())) : line(event.get()))
                    .append('\n');
            event = text.length() < BLOCK ? watch.next(Duration.ZERO) : Optional.empty();
        }
        long leftOut = watch.leftOut();
        if (leftOut > 0) {
            text.append(
                            json
                                    ? Json.text(Map.of("left_out", leftOut))
                                    : leftOut + " changes were left out, as they came too quickly")
                    .append('\n');
        }
        if (text.length() > 0) {
            out.print(text);
        }
    }

    private String line(ContactEvent event) {
        Map<String, Object> contact = locations.attributes(event.table(), event.aor(), event.contact());
        String line = TIME.format(LocalTime.now()) + " " + kind(event) + " " + event.table() + " "
                + TerminalText.decoded(event.aor()) + "  " + contact.get("Address") + "  expires "
                + contact.get("Expires") + "  " + contact.get("User-Agent");
        return TerminalText.cut(TerminalText.clean(line), Output.width());
    }

    private Map<String, Object> object(ContactEvent event) {
        Map<String, Object> object = new LinkedHashMap<>(64);
        object.put("time", Instant.now().truncatedTo(ChronoUnit.MILLIS));
        object.put("event", kind(event));
        object.putAll(ContactText.object(locations, event.table(), event.aor(), event.contact()));
        return object;
    }

    private static String kind(ContactEvent event) {
        return event.kind().name().toLowerCase(Locale.ROOT);
    }
}
