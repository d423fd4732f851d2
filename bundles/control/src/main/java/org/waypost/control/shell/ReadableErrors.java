package org.waypost.control.shell;

import java.io.PrintWriter;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.jline.terminal.Terminal;

/** A terminal on which Gogo's shell says in words what it would say by the name of an exception. */
final class ReadableErrors extends PrintWriter {

    private ReadableErrors(PrintWriter screen) {
        super(screen);
    }

    static Terminal on(Terminal terminal) {
        PrintWriter writer = new ReadableErrors(terminal.writer());
        InvocationHandler handler = (self, method, arguments) -> {
            if (method.getName().equals("writer")) {
                return writer;
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

    @Override
    public void println(String line) {
        super.println(Failure.line(line));
    }
}
