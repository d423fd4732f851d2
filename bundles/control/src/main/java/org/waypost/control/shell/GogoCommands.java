package org.waypost.control.shell;

import java.util.Dictionary;
import java.util.Hashtable;
import org.apache.felix.gogo.jline.Builtin;
import org.apache.felix.gogo.jline.Posix;
import org.apache.felix.gogo.jline.Procedural;
import org.apache.felix.gogo.jline.Shell;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Offers the commands of Gogo's JLine bundle. Its own activator does so too, but takes the terminal of the process and runs a
 * profile at each start; so that bundle is installed and not started.
 */
@Component(
        immediate = true,
        service = GogoCommands.class,
        property = {CommandProcessor.COMMAND_SCOPE + "=gogo", CommandProcessor.COMMAND_FUNCTION + "=exit"})
public final class GogoCommands {

    @Activate
    public GogoCommands(BundleContext context, @Reference CommandProcessor processor) {
        // The framework withdraws them with this bundle.
        register(context, new Builtin(), Names.BUILTIN);
        register(context, new Procedural(), Names.PROCEDURAL);
        register(context, new Posix(processor), Names.POSIX);
        register(context, new Shell(new NoContext(context), processor), Names.SHELL);
    }

    @Descriptor("ends this shell; the server goes on")
    public void exit(CommandSession session) {
        if (session.get(InteractiveShell.VARIABLE) instanceof InteractiveShell shell) {
            shell.endWhenIdle();
        }
    }

    private static <T> void register(BundleContext context, T commands, String[] names) {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(CommandProcessor.COMMAND_SCOPE, "gogo");
        properties.put(CommandProcessor.COMMAND_FUNCTION, names);
        @SuppressWarnings("unchecked")
        Class<T> type = (Class<T>) commands.getClass();
        context.registerService(type, commands, properties);
    }

    /** The lists that the classes themselves keep to their package. */
    private static final class Names {
        static final String[] BUILTIN = {
            "format",
            "getopt",
            "new",
            "set",
            "tac",
            "type",
            "jobs",
            "fg",
            "bg",
            "keymap",
            "setopt",
            "unsetopt",
            "complete",
            "history",
            "widget",
            "__files",
            "__directories",
            "__usage_completion"
        };
        static final String[] PROCEDURAL = {"each", "if", "not", "throw", "try", "until", "while", "break", "continue"};
        static final String[] POSIX = {
            "cat", "cd", "clear", "date", "echo", "grep", "head", "less", "ls", "pwd", "sleep", "sort", "tail", "watch",
            "wc"
        };
        static final String[] SHELL = {"gosh", "sh", "source", "help"};
    }

    private record NoContext(BundleContext bundles) implements Shell.Context {

        @Override
        public String getProperty(String name) {
            return bundles.getProperty(name);
        }

        @Override
        public void exit() {
            // The end of a script is not the end of the server.
        }
    }
}
