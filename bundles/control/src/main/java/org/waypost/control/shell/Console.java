package org.waypost.control.shell;

import java.io.IOException;
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
        // Signals stay with the process, so that Ctrl-C stops the server as it does without a shell.
        Terminal terminal = TerminalBuilder.builder()
                .name("waypost")
                .system(true)
                .jni(false)
                .nativeSignals(false)
                .build();
        shell = new InteractiveShell(context.getBundle(0).getBundleContext(), processor, terminal);
        Thread thread = new Thread(shell::run, "waypost console");
        thread.setDaemon(true);
        thread.start();
    }

    @Deactivate
    void deactivate() {
        shell.endWhenIdle();
    }
}
