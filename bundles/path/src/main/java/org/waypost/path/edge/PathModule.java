package org.waypost.path.edge;

import java.util.LinkedHashMap;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.waypost.path.FlowRouting;
import org.waypost.sip.ScriptModule;

/** The functions {@code KSR.path}: Path headers as Kamailio's module of that name adds them. */
@Component
public final class PathModule implements ScriptModule {

    private final FlowRouting flows;
    private final Map<String, Signature> functions = new LinkedHashMap<>();

    @Activate
    public PathModule(@Reference FlowRouting flows) {
        this.flows = flows;
        add("add_path", "", "Adds a Path with this server's address, and the flow token when outbound is used.", false);
        add("add_path_user", "s", "Adds a Path with this server's address and a user.", false);
        add("add_path_user_params", "ss", "Adds a Path with a user and URI parameters.", false);
        add("add_path_received", "", "Adds a Path as add_path does, and where the request came from.", true);
        add("add_path_received_user", "s", "Adds a Path with a user, and where the request came from.", true);
        add(
                "add_path_received_user_params",
                "ss",
                "Adds a Path with a user, where the request came from, and URI parameters.",
                true);
    }

    private void add(String name, String parameters, String help, boolean received) {
        functions.put(name, new Signature(parameters, help, (context, arguments) -> {
            flows.addPath(context, text(arguments, 0), text(arguments, 1), received);
            return 1;
        }));
    }

    private static String text(Object[] arguments, int index) {
        return index < arguments.length && arguments[index] != null ? arguments[index].toString() : "";
    }

    @Override
    public String name() {
        return "path";
    }

    @Override
    public Map<String, Signature> functions() {
        return functions;
    }
}
