package org.waypost.kemi.lua;

import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.sip.ScriptCallback.Outcome;
import org.waypost.sip.SipContext;

/**
 * Holds the version of the script that is in force, a volatile reference, and replaces it when the files or the settings change. A version
 * that is no good is refused and the one before stays.
 */
final class ScriptHolder {

    private static final Logger LOG = LoggerFactory.getLogger(ScriptHolder.class);

    /** Five seconds, as it is refreshed twice a second. */
    private static final int ROUNDS_BEFORE_CHECK = 10;

    private final Modules modules;
    private final ScriptLog log;
    private volatile Program current;
    private volatile String refused = "";
    private KemiSettings settings;
    private Sources tried;
    private String triedStamp = "";
    private String seenStamp = "";
    private int triedModules;

    /** How often {@link #refresh} is still called before what the script mentions is looked for; 0 if it was. */
    private int untilChecked;

    ScriptHolder(Modules modules, ScriptLog log) {
        this.modules = modules;
        this.log = log;
    }

    /** Loads what the settings name; a script that cannot be loaded leaves the one before in force. */
    synchronized void configure(KemiSettings newSettings) {
        settings = newSettings;
        if (settings.hasScript()) {
            load();
        } else {
            replace(null);
            refused = "";
        }
    }

    /**
     * Loads the script again if its files have changed and are the same as when this was called last, so that none is read while it is
     * being written; or if modules came that it has not seen while it was loaded.
     */
    synchronized void refresh() {
        if (settings == null || !settings.hasScript()) {
            return;
        }
        String stamp = tried.stamp();
        boolean isStill = stamp.equals(seenStamp);
        seenStamp = stamp;
        if (!stamp.equals(triedStamp) && isStill || modules.size() != triedModules) {
            load();
        } else if (untilChecked > 0 && --untilChecked == 0) {
            warnOfAbsent();
        }
    }

    /** Loads the script again in any case; why it was refused, or empty. */
    synchronized String reload() {
        if (!settings.hasScript()) {
            return "there is no script: the parameter script is empty";
        }
        load();
        return refused;
    }

    private void load() {
        triedModules = modules.size();
        tried = new Sources(settings.script());
        try {
            Program loaded = new Program(tried, modules, log, settings);
            replace(loaded);
            refused = "";
            LOG.info("The script {} is in force", tried.script());
            untilChecked = ROUNDS_BEFORE_CHECK;
        } catch (ScriptException e) {
            refuse(e.getMessage());
        } catch (IllegalStateException | LinkageError e) {
            refuse("Lua does not run here: " + e);
        }
        triedStamp = tried.stampRead();
    }

    // A script that asks whether KSR.auth is there goes on without it: who runs it must know. Not said before the
    // modules had time to come: at the start those that need the sockets come last.
    private void warnOfAbsent() {
        String absent = tried.mentioned().stream()
                .filter(word -> !modules.knows(word))
                .map(word -> "KSR." + word)
                .collect(Collectors.joining(", "));
        if (!absent.isEmpty()) {
            LOG.warn("The script mentions what is not there (nil): {}", absent);
        }
    }

    private void refuse(String why) {
        refused = why;
        LOG.error(
                current == null
                        ? "The script is refused, requests are answered 500: {}"
                        : "The script is refused, the version before stays in force: {}",
                why);
    }

    private void replace(Program program) {
        Program before = current;
        current = program;
        if (before != null) {
            before.states().retire();
        }
    }

    /** Calls a function of the version in force, or of the one that is running on this thread. */
    Outcome call(String function, SipContext context, Object... arguments) {
        Program program = Program.running(current);
        return program == null ? Outcome.MISSING : program.call(function, context, arguments);
    }

    /** The version in force. */
    Optional<Program> current() {
        return Optional.ofNullable(current);
    }

    /** Why the version loaded last is not in force; empty if it is. */
    String refused() {
        return refused;
    }

    ScriptLog log() {
        return log;
    }

    /** Ends the version in force once its runs have ended. */
    synchronized void close(long patience) {
        Program last = current;
        if (last != null && !last.states().isQuiet(patience)) {
            LOG.warn("A run of the script goes on after {} ms", patience / 1_000_000);
        }
        if (last != null) {
            last.states().retire();
        }
    }
}
