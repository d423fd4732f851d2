package org.waypost.path.edge;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.waypost.shell.text.Json;
import org.waypost.shell.text.Output;

/** The command {@code path:flow}: what a flow token says. */
@Component(
        service = PathCommands.class,
        property = {"osgi.command.scope=path", "osgi.command.function=flow"})
public final class PathCommands {

    private final Flows flows;

    @Activate
    public PathCommands(@Reference Flows flows) {
        this.flows = flows;
    }

    @Descriptor("show which flow a token names, and whether it is still there: path:flow" + " AAEAAgMEBQYHCAkKCwwNDg")
    public void flow(
            @Descriptor("as a JSON object") @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json,
            @Descriptor("the user part of a Path or Record-Route URI") String token) {
        List<String> lines = flows.explain(token);
        if (json) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("token", token);
            for (String line : lines) {
                String[] nameAndValue = line.split("\\s{2,}", 2);
                boolean hasName = nameAndValue.length == 2;
                object.put(hasName ? nameAndValue[0] : "problem", hasName ? nameAndValue[1] : line);
            }
            Json.print(object);
        } else {
            lines.forEach(Output.stream()::println);
        }
    }
}
