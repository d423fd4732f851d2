package org.waypost.bench;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The commands of {@code bench/run}. */
public final class Main {

    private static final Map<String, Command> COMMANDS = new LinkedHashMap<>();

    static {
        COMMANDS.put("register", new RegisterCommand());
        COMMANDS.put("call", new CallCommand());
        COMMANDS.put("memory", new MemoryCommand());
        COMMANDS.put("start", new StartCommand());
        COMMANDS.put("load", new LoadCommand());
        COMMANDS.put("profile", new ProfileCommand());
    }

    private Main() {}

    public static void main(String[] arguments) throws IOException {
        Locale.setDefault(Locale.ROOT);
        Command command = COMMANDS.get(arguments.length == 0 ? "" : arguments[0]);
        try {
            if (command == null) {
                throw new IllegalArgumentException("expected one of " + COMMANDS.keySet());
            }
            Options options = new Options(Arrays.copyOfRange(arguments, 1, arguments.length), command.options());
            command.run(options);
        } catch (IllegalArgumentException e) {
            System.err.println("bench/run: " + e.getMessage());
            System.exit(2);
        } catch (IOException e) {
            System.err.println("bench/run: " + e.getMessage());
            System.exit(1);
        }
    }
}
