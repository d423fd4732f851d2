package org.waypost.control.shell;

import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.apache.felix.service.command.CommandProcessor;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.condition.Condition;

/** The shell on the terminal of {@code waypost run}, which begins once the launcher says that the start is over. */
@Component(immediate = true, service = Console.class)
public final class Console {

    private final InteractiveShell shell;

    @Activate
    public Console(
            BundleContext context,
            @Reference CommandProcessor processor,
            @Reference(target = "(osgi.condition.id=waypost.console)") Condition ready)
            throws IOException {
        shell = new InteractiveShell(
                context.getBundle(0).getBundleContext(),
                processor,
                terminal(),
                System.getProperty("user.name") + " (console)");
        Thread thread = new Thread(shell::run, "waypost console");
        thread.setDaemon(true);
        thread.start();
    }

    private static Terminal terminal() throws IOException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        // JLine looks for its own parts with the thread's class loader.
        thread.setContextClassLoader(TerminalBuilder.class.getClassLoader());
        try {
            return withoutInterrupt(TerminalBuilder.builder()
                    .name("waypost")
                    .system(true)
                    .jni(false)
                    .nativeSignals(false)
                    .build());
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** Leaves Ctrl-C with the process, so that it stops the server as it does without a shell: a reader of lines would take it. */
    private static Terminal withoutInterrupt(Terminal terminal) {
        InvocationHandler handler = (self, method, arguments) -> {
            if (method.getName().equals("handle") && arguments[0] == Terminal.Signal.INT) {
                return Terminal.SignalHandler.SIG_DFL;
            }
            try {
                return method.invoke(terminal, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        };
        return (Terminal)
                Proxy.newProxyInstance(Terminal.class.getClassLoader(), new Class<?>[] {Terminal.class}, handler);
    }

    @Deactivate
    void deactivate() {
        shell.endWhenIdle();
    }
}
