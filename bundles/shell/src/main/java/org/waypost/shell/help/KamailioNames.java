package org.waypost.shell.help;

import java.util.ArrayList;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Optional;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.waypost.shell.text.CommandException;

/** Lets operators type commands as for Kamailio's kamcmd: {@code cfg.seti registrar max_contacts 5} for {@code cfg:seti …}. */
@Component(service = KamailioNames.class, immediate = true)
public final class KamailioNames {

    private static final String SCOPE = "kamailio";

    /** Those that are there under the same name with a colon. */
    static final List<String> NAMES = List.of(
            "cfg.diff",
            "cfg.get",
            "cfg.help",
            "cfg.list",
            "cfg.reset",
            "cfg.set",
            "cfg.set_now_int",
            "cfg.set_now_string",
            "cfg.seti",
            "cfg.sets",
            "stats.clear_statistics",
            "stats.get_statistics",
            "stats.reset_statistics",
            "ul.add",
            "ul.db_contacts",
            "ul.db_expired_contacts",
            "ul.db_users",
            "ul.dump",
            "ul.flush",
            "ul.lookup",
            "ul.rm",
            "ul.rm_contact");

    @Activate
    public KamailioNames(BundleContext context) {
        // The framework withdraws them with this bundle.
        for (String name : NAMES) {
            Dictionary<String, Object> properties = new Hashtable<>();
            properties.put(CommandProcessor.COMMAND_SCOPE, SCOPE);
            properties.put(CommandProcessor.COMMAND_FUNCTION, name);
            context.registerService(Function.class, as(name.replace('.', ':')), properties);
        }
    }

    /** Runs the command of that name. */
    static Function as(String command) {
        return (session, arguments) -> find(session, command)
                .orElseThrow(() -> new CommandException("the command " + command + " is not there now"))
                .execute(session, new ArrayList<>(arguments));
    }

    private static Optional<Function> find(CommandSession session, String command) {
        return Optional.ofNullable(session.get(command))
                .filter(Function.class::isInstance)
                .map(Function.class::cast);
    }
}
