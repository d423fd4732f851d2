package org.waypost.shell;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.waypost.shell.text.CommandException;
import org.waypost.shell.text.Output;
import org.waypost.sip.StatisticsGroup;

/** The commands {@code stats:…}: counters and gauges in Kamailio's form. */
@Component(
        service = StatsCommands.class,
        property = {"osgi.command.scope=stats", "osgi.command.function=get_statistics"})
public final class StatsCommands {

    @Reference
    volatile List<StatisticsGroup> groups = List.of();

    @Descriptor("show statistics as group:name = value")
    public void get_statistics(
            @Descriptor("any of: all, a group as registrar:, one as registrar:accepted_regs, or its bare name")
                    String... wanted) {
        SortedMap<String, Long> all = new TreeMap<>();
        for (StatisticsGroup group : groups) {
            group.collect((name, value) -> all.put(group.group() + ":" + name, value));
        }
        for (String each : wanted.length == 0 ? new String[] {"all"} : wanted) {
            List<String> names =
                    all.keySet().stream().filter(name -> matches(name, each)).toList();
            if (names.isEmpty()) {
                throw new CommandException("there is no statistic '" + each + "'");
            }
            names.forEach(name -> Output.stream().println(name + " = " + all.get(name)));
        }
    }

    private static boolean matches(String name, String wanted) {
        if (wanted.equals("all")) {
            return true;
        }
        if (wanted.endsWith(":")) {
            return name.startsWith(wanted);
        }
        return name.equals(wanted) || name.substring(name.indexOf(':') + 1).equals(wanted);
    }
}
