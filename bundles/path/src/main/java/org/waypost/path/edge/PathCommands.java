package org.waypost.path.edge;

import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Process;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

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

    @Descriptor("show which flow a token names, and whether it is still there: path:flow TOKEN")
    public void flow(@Descriptor("the user part of a Path or Record-Route URI") String token) {
        flows.explain(token).forEach(Process.Utils.current().out()::println);
    }
}
