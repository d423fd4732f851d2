package org.waypost.shell.stats;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.waypost.operations.StatisticsBook;
import org.waypost.operations.StatisticsBook.Cleared;
import org.waypost.shell.text.CommandException;
import org.waypost.shell.text.Json;
import org.waypost.shell.text.Pages;

/** The commands {@code stats:…} that read and clear counters and gauges, as Kamailio's. */
@Component(
        service = StatsCommands.class,
        property = {
            "osgi.command.scope=stats",
            "osgi.command.function=get_statistics",
            "osgi.command.function=clear",
            "osgi.command.function=clear_statistics",
            "osgi.command.function=reset",
            "osgi.command.function=reset_statistics"
        })
public final class StatsCommands {

    private final StatisticsBook book;

    @Activate
    public StatsCommands(@Reference StatisticsBook book) {
        this.book = book;
    }

    @Descriptor("show statistics as group:name = value: stats:get_statistics registrar:")
    public void get_statistics(
            @Descriptor("as a JSON object") @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json,
            @Descriptor("any of: all, a group as registrar:, one as registrar:accepted_regs, or its bare name")
                    String... wanted) {
        Map<String, Long> shown = new LinkedHashMap<>();
        for (String each : wanted.length == 0 ? new String[] {"all"} : wanted) {
            shown.putAll(values(book, each));
        }
        if (json) {
            Json.print(shown);
            return;
        }
        try (Pages pages = Pages.open()) {
            shown.forEach((name, value) -> pages.line(name + " = " + value));
        }
    }

    @Descriptor("set counters back to 0 and show what they were: stats:clear registrar:accepted_regs")
    public void clear(
            @Descriptor("as a JSON array") @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json,
            @Descriptor("any of: all, a group as registrar:, one as registrar:accepted_regs, or its bare name")
                    String... wanted) {
        List<Cleared> cleared = clear(wanted);
        if (json) {
            Json.print(cleared.stream().map(StatsCommands::object).toList());
            return;
        }
        try (Pages pages = Pages.open()) {
            for (Cleared each : cleared) {
                // as Kamailio has it
                pages.line(each.group() + ":" + each.name() + " = " + each.now()
                        + (each.now() == each.then() ? "" : " (" + each.then() + ")"));
            }
        }
    }

    @Descriptor("as stats:clear, under Kamailio's name: stats:clear_statistics registrar:")
    public void clear_statistics(
            @Descriptor("as a JSON array") @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json,
            @Descriptor("any of: all, a group as registrar:, one as registrar:accepted_regs, or its bare name")
                    String... wanted) {
        clear(json, wanted);
    }

    @Descriptor("set counters back to 0: stats:reset all")
    public void reset(
            @Descriptor("any of: all, a group as registrar:, one as registrar:accepted_regs, or its bare name")
                    String... wanted) {
        clear(wanted);
    }

    @Descriptor("as stats:reset, under Kamailio's name: stats:reset_statistics registrar:")
    public void reset_statistics(
            @Descriptor("any of: all, a group as registrar:, one as registrar:accepted_regs, or its bare name")
                    String... wanted) {
        clear(wanted);
    }

    private List<Cleared> clear(String[] wanted) {
        if (wanted.length == 0) {
            throw new CommandException("say which: all, a group as registrar:, or names");
        }
        for (String each : wanted) {
            values(book, each);
        }
        return book.clear(List.of(wanted));
    }

    /** The statistics that a selector means: at least one. */
    static Map<String, Long> values(StatisticsBook book, String selector) {
        Map<String, Long> values = book.values(List.of(selector));
        if (values.isEmpty()) {
            throw new CommandException("there is no statistic '" + selector + "'");
        }
        return values;
    }

    private static Map<String, Object> object(Cleared cleared) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("name", cleared.group() + ":" + cleared.name());
        object.put("now", cleared.now());
        object.put("then", cleared.then());
        return object;
    }
}
