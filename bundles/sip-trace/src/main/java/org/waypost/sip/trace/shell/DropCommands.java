package org.waypost.sip.trace.shell;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.waypost.shell.text.Output;
import org.waypost.shell.text.Paragraph;
import org.waypost.shell.text.TextTable;
import org.waypost.sip.StatisticsGroup;

/** The command {@code sip:drops}: what went no further, how often, and what that means. */
@Component(
        service = DropCommands.class,
        property = {"osgi.command.scope=sip", "osgi.command.function=drops"})
public final class DropCommands {

    @Reference
    volatile List<StatisticsGroup> groups = List.of();

    @Descriptor("tell what was dropped or refused, how often, and why: sip:drops")
    public void drops(
            @Descriptor("also what has not happened")
                    @Parameter(
                            names = {"-a", "--all"},
                            presentValue = "true",
                            absentValue = "false")
                    boolean all,
            @Descriptor("as JSON") @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json) {
        Map<String, Long> values = new HashMap<>();
        for (StatisticsGroup group : groups) {
            group.collect((name, value) -> values.put(group.group() + ":" + name, value));
        }
        TextTable table = new TextTable("COUNTER", "VALUE", "MEANING");
        int width = 0;
        for (Map.Entry<String, String> drop : DropMeanings.ALL.entrySet()) {
            long value = values.getOrDefault(drop.getKey(), -1L);
            if (value > 0 || all && value == 0) {
                table.row(drop.getKey(), value, drop.getValue());
                width = Math.max(width, (drop.getKey() + " = " + value).length());
            }
        }
        if (json) {
            table.print(true);
        } else if (table.isEmpty()) {
            Output.stream().println("nothing was dropped; sip:drops -a lists all counters");
        } else {
            for (Map<String, Object> row : table.objects()) {
                String label = row.get("counter") + " = " + row.get("value");
                Paragraph.labelled(
                        Output.stream(), label + " ".repeat(width - label.length() + 2), (String) row.get("meaning"));
            }
        }
    }
}
