package org.waypost.shell.help;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.CommandSessionListener;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the tab key offers after the commands of Waypost's bundles. Gogo keeps completions in each session of a terminal, so they are
 * put there before its first command; each calls {@code waypost:__complete}.
 */
@Component(
        service = {Completions.class, CommandSessionListener.class},
        property = {"osgi.command.scope=waypost", "osgi.command.function=__complete", "osgi.command.function=__isfile"})
public final class Completions implements CommandSessionListener {

    private static final Logger LOG = LoggerFactory.getLogger(Completions.class);

    // Session variables: of Gogo's shell, there in sessions of a terminal only, and of our own.
    private static final String GOGO = ".completions";
    private static final String DONE = ".waypost.completions";

    private static final String WORDS = " ($.commandLine wordIndex) ($.commandLine words)";

    private final Commands commands;
    private final Candidates candidates;

    @Activate
    public Completions(BundleContext context, @Reference Candidates candidates) {
        this.commands = new Commands(context);
        this.candidates = candidates;
    }

    /**
     * What the word at {@code index} of a command line may be.
     *
     * @param words of the line, the command first
     */
    public Set<String> __complete(String command, int index, List<String> words) {
        List<String> before = arguments(command, words.subList(0, Math.min(index, words.size())));
        Optional<Arguments.Kind> kind = Arguments.kind(command, before.size());
        if (index < 1 || kind.isEmpty()) {
            return Set.of();
        }
        try {
            return candidates.of(kind.get(), before, index < words.size() ? words.get(index) : "");
        } catch (RuntimeException e) {
            LOG.debug("nothing to offer for {}: {}", words, e.getMessage());
            return Set.of();
        }
    }

    /** Whether the word at {@code index} of a command line is a file. */
    public boolean __isfile(String command, int index, List<String> words) {
        return index >= 1
                && Arguments.kind(
                                command,
                                arguments(command, words.subList(0, Math.min(index, words.size())))
                                        .size())
                        .filter(Arguments.Kind.FILE::equals)
                        .isPresent();
    }

    @Override
    public void beforeExecute(CommandSession session, CharSequence line) {
        if (session.get(GOGO) == null || session.get(DONE) != null) {
            return;
        }
        session.put(DONE, true);
        for (Command command : commands.all().values()) {
            try {
                tell(session, command);
            } catch (Exception e) {
                LOG.debug("the tab key will not know {}: {}", command.name(), e.toString());
            }
        }
    }

    @Override
    public void afterExecute(CommandSession session, CharSequence line, Exception failure) {
        // only the beginning of a session matters
    }

    @Override
    public void afterExecute(CommandSession session, CharSequence line, Object result) {
        // only the beginning of a session matters
    }

    private static void tell(CommandSession session, Command command) throws Exception {
        String complete = "gogo:complete -c " + command.name();
        if (Arguments.kind(command.name(), 0).isPresent()) {
            session.execute(complete + " -a 'waypost:__complete " + command.name() + WORDS + "'");
        }
        if (Arguments.hasFile(command.name())) {
            session.execute(
                    complete + " -a 'if { waypost:__isfile " + command.name() + WORDS + " } { gogo:__files } { [ ] }'");
        }
        for (Command.Option option : command.options()) {
            for (String name : option.names()) {
                session.execute(complete + (name.startsWith("--") ? " -l " : " -s ") + name.replaceFirst("^--?", "")
                        + " -d '" + option.description().replaceAll("['\\\\]", "") + "'");
            }
        }
    }

    /** The words after the command that are no options and belong to none. */
    private List<String> arguments(String command, List<String> words) {
        List<String> arguments = new ArrayList<>();
        List<Command.Option> options = null;
        for (int i = 1; i < words.size(); i++) {
            String word = words.get(i);
            if (word.startsWith("-") && options == null) {
                Command found = commands.all().get(command);
                options = found == null ? List.of() : found.options();
            }
            Optional<Command.Option> option = word.startsWith("-")
                    ? options.stream()
                            .filter(each -> each.names().contains(word))
                            .findFirst()
                    : Optional.empty();
            if (option.isEmpty()) {
                arguments.add(word);
            } else if (option.get().takesValue()) {
                i++;
            }
        }
        return arguments;
    }
}
