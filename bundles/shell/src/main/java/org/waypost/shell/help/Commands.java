package org.waypost.shell.help;

import java.util.SortedMap;
import java.util.TreeMap;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/** The commands of Waypost's own bundles that are there now. */
final class Commands {

    private static final String OURS = "org.waypost.";
    private static final String SCOPE = "osgi.command.scope";
    private static final String FUNCTION = "osgi.command.function";
    // What Gogo's own are offered in, and what is not for people.
    private static final String GOGO = "gogo";
    private static final String HIDDEN = "__";

    private final BundleContext context;

    Commands(BundleContext context) {
        this.context = context;
    }

    /** By their names. */
    SortedMap<String, Command> all() {
        SortedMap<String, Command> commands = new TreeMap<>();
        try {
            ServiceReference<?>[] references =
                    context.getAllServiceReferences(null, "(&(" + SCOPE + "=*)(" + FUNCTION + "=*))");
            for (ServiceReference<?> reference : references == null ? new ServiceReference<?>[0] : references) {
                Bundle bundle = reference.getBundle();
                if (bundle != null && String.valueOf(bundle.getSymbolicName()).startsWith(OURS)) {
                    add(reference, commands);
                }
            }
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
        return commands;
    }

    private void add(ServiceReference<?> reference, SortedMap<String, Command> commands) {
        String scope = String.valueOf(reference.getProperty(SCOPE));
        Object functions = reference.getProperty(FUNCTION);
        Object service = scope.equals(GOGO) ? null : context.getService(reference);
        if (service == null) {
            return;
        }
        for (Object function : functions instanceof Object[] several ? several : new Object[] {functions}) {
            if (!function.toString().startsWith(HIDDEN)) {
                Command.of(scope, function.toString(), service.getClass())
                        .ifPresent(command -> commands.put(command.name(), command));
            }
        }
        context.ungetService(reference);
    }
}
