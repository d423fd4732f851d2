package org.waypost.shell;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.CommandSessionListener;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.parameters.Parameter;
import org.waypost.parameters.Parameter.Option;
import org.waypost.parameters.ParameterCatalogue;
import org.waypost.parameters.ParameterException;
import org.waypost.sip.StatisticsGroup;
import org.waypost.usrloc.UserLocation;

/**
 * What the tab key offers after the commands of this bundle. Gogo keeps completions in each session of a terminal, so they are put
 * there before its first command; each calls {@code waypost:__complete}.
 */
@Component(
        service = {Completions.class, CommandSessionListener.class},
        property = {"osgi.command.scope=waypost", "osgi.command.function=__complete"})
public final class Completions implements CommandSessionListener {

    private static final Logger LOG = LoggerFactory.getLogger(Completions.class);

    // Session variables: of Gogo's shell, there in sessions of a terminal only, and of our own.
    private static final String GOGO = ".completions";
    private static final String DONE = ".waypost.completions";

    /** What an argument of a command is. */
    private enum Argument {
        MODULE,
        KEY,
        VALUE,
        TABLE,
        BUNDLE,
        LOGGER,
        LEVEL,
        STATISTIC
    }

    private static final Map<String, List<Argument>> COMMANDS = Map.ofEntries(
            Map.entry("cfg:list", List.of(Argument.MODULE)),
            Map.entry("cfg:get", List.of(Argument.MODULE, Argument.KEY)),
            Map.entry("cfg:set", List.of(Argument.MODULE, Argument.KEY, Argument.VALUE)),
            Map.entry("cfg:help", List.of(Argument.MODULE, Argument.KEY)),
            Map.entry("ul:dump", List.of(Argument.TABLE)),
            Map.entry("ul:lookup", List.of(Argument.TABLE)),
            Map.entry("ul:rm", List.of(Argument.TABLE)),
            Map.entry("ul:rm_contact", List.of(Argument.TABLE)),
            Map.entry("ul:add", List.of(Argument.TABLE)),
            Map.entry("bundle:start", List.of(Argument.BUNDLE)),
            Map.entry("bundle:stop", List.of(Argument.BUNDLE)),
            Map.entry("bundle:update", List.of(Argument.BUNDLE)),
            Map.entry("bundle:refresh", List.of(Argument.BUNDLE)),
            Map.entry("log:level", List.of(Argument.LOGGER, Argument.LEVEL)),
            Map.entry("stats:get_statistics", List.of(Argument.STATISTIC)));

    private final BundleContext context;
    private final ParameterCatalogue catalogue;

    @Reference
    volatile List<StatisticsGroup> groups = List.of();

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile UserLocation userLocation;

    @Activate
    public Completions(BundleContext context, @Reference ParameterCatalogue catalogue) {
        this.context = context;
        this.catalogue = catalogue;
    }

    /**
     * What the word at {@code index} of a command line may be.
     *
     * @param words of the line, the command first
     */
    public Set<String> __complete(String command, int index, List<String> words) {
        Set<String> found = new TreeSet<>();
        List<Argument> arguments = COMMANDS.getOrDefault(command, List.of());
        if (index >= 1 && index <= arguments.size()) {
            try {
                candidates(arguments.get(index - 1), words, found);
            } catch (ParameterException e) {
                LOG.debug("nothing to offer for {}: {}", words, e.getMessage());
            }
        }
        return found;
    }

    @Override
    public void beforeExecute(CommandSession session, CharSequence line) {
        if (session.get(GOGO) == null || session.get(DONE) != null) {
            return;
        }
        session.put(DONE, true);
        for (String command : COMMANDS.keySet()) {
            try {
                session.execute("gogo:complete -c " + command + " -a 'waypost:__complete " + command
                        + " ($.commandLine wordIndex) ($.commandLine words)'");
            } catch (Exception e) {
                LOG.debug("the tab key will not know {}: {}", command, e.toString());
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

    private void candidates(Argument argument, List<String> words, Set<String> found) {
        switch (argument) {
            case MODULE -> found.addAll(catalogue.modules());
            case KEY -> catalogue.parameters(words.get(1)).forEach(parameter -> found.add(parameter.key()));
            case VALUE -> values(catalogue.parameter(words.get(1), words.get(2)), found);
            case TABLE -> {
                UserLocation location = userLocation;
                if (location != null) {
                    found.addAll(location.tables());
                }
            }
            case BUNDLE -> {
                for (Bundle bundle : context.getBundles()) {
                    found.add(String.valueOf(bundle.getSymbolicName()));
                }
            }
            case LOGGER -> {
                found.add("root");
                for (Bundle bundle : context.getBundles()) {
                    if (String.valueOf(bundle.getSymbolicName()).startsWith("org.waypost.")) {
                        found.add(bundle.getSymbolicName().replace('-', '.'));
                    }
                }
            }
            case LEVEL -> found.addAll(LogCommands.LEVELS);
            case STATISTIC -> {
                found.add("all");
                for (StatisticsGroup group : groups) {
                    found.add(group.group() + ":");
                    group.collect((name, value) -> found.add(group.group() + ":" + name));
                }
            }
        }
    }

    private void values(Parameter parameter, Set<String> found) {
        if (parameter.type() == Parameter.Type.BOOLEAN) {
            found.addAll(List.of("true", "false"));
        } else if (!parameter.options().isEmpty()) {
            parameter.options().stream().map(Option::value).forEach(found::add);
        } else {
            String value = catalogue.value(parameter);
            if (parameter.shown(value).equals(value)) {
                found.add(value);
            }
            found.add(parameter.defaultValue());
        }
    }
}
