package org.waypost.shell.help;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the words after each command are, which its annotations do not tell. */
final class Arguments {

    /** What a word is. */
    enum Kind {
        MODULE,
        KEY,
        VALUE,
        TABLE,
        AOR,
        CONTACT,
        BUNDLE,
        LOGGER,
        LEVEL,
        STATISTIC,
        STORE,
        FEATURE,
        TRACE,
        FILE
    }

    // A last word with dots may be repeated.
    private static final Map<String, List<String>> COMMANDS = parse("""
            cfg:list MODULE...
            cfg:get MODULE KEY
            cfg:help MODULE KEY
            cfg:set MODULE KEY VALUE
            cfg:seti MODULE KEY VALUE
            cfg:sets MODULE KEY VALUE
            cfg:set_now_int MODULE KEY VALUE
            cfg:set_now_string MODULE KEY VALUE
            cfg:modparam MODULE KEY VALUE
            cfg:reset MODULE KEY
            cfg:export FILE
            cfg:import FILE
            ul:dump TABLE...
            ul:lookup TABLE AOR
            ul:rm TABLE AOR
            ul:rm_contact TABLE AOR CONTACT
            ul:add TABLE AOR CONTACT
            ul:watch AOR
            ul:why AOR
            ul:db_users TABLE
            ul:db_contacts TABLE
            ul:db_expired_contacts TABLE
            stats:get_statistics STATISTIC...
            stats:clear STATISTIC...
            stats:clear_statistics STATISTIC...
            stats:reset STATISTIC...
            stats:reset_statistics STATISTIC...
            stats:rates STATISTIC...
            bundle:start BUNDLE
            bundle:stop BUNDLE
            bundle:update BUNDLE FILE
            bundle:refresh BUNDLE...
            log:level LOGGER LEVEL
            store:use STORE
            store:copy STORE STORE
            store:verify STORE STORE
            feature:info FEATURE
            feature:add FEATURE...
            feature:remove FEATURE...
            sip:trace TRACE
            """);
    private static final String REPEATS = "...";

    private Arguments() {}

    /** The word at {@code index} after a command, options not counted, from 0. */
    static Optional<Kind> kind(String command, int index) {
        List<String> kinds = COMMANDS.getOrDefault(command, List.of());
        if (kinds.isEmpty()) {
            return Optional.empty();
        }
        String last = kinds.get(kinds.size() - 1);
        if (index >= kinds.size() && !last.endsWith(REPEATS)) {
            return Optional.empty();
        }
        String kind = index < kinds.size() ? kinds.get(index) : last;
        return Optional.of(Kind.valueOf(kind.replace(REPEATS, "")));
    }

    /** Whether one of its words is a file. */
    static boolean hasFile(String command) {
        return COMMANDS.getOrDefault(command, List.of()).contains(Kind.FILE.name());
    }

    private static Map<String, List<String>> parse(String lines) {
        Map<String, List<String>> commands = new HashMap<>();
        lines.lines().forEach(line -> {
            List<String> words = new ArrayList<>(Arrays.asList(line.split(" ")));
            commands.put(words.remove(0), words);
        });
        return commands;
    }
}
