package org.waypost.shell.help;

import java.io.File;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.waypost.operations.Locations;
import org.waypost.operations.WireText;
import org.waypost.parameters.Parameter;
import org.waypost.parameters.Parameter.Option;
import org.waypost.parameters.ParameterCatalogue;
import org.waypost.shell.LogCommands;
import org.waypost.sip.StatisticsGroup;
import org.waypost.usrloc.LocationStore;

/** What a word of a command may be, found in the running container. */
@Component(service = Candidates.class)
public final class Candidates {

    private static final int MOST_AORS = 50;
    private static final String OURS = "org.waypost.";
    private static final String TABLE = "location";
    private static final String FEATURE = ".json";

    private final BundleContext context;
    private final ParameterCatalogue catalogue;

    @Reference
    volatile List<StatisticsGroup> groups = List.of();

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile Locations locations;

    @Activate
    public Candidates(BundleContext context, @Reference ParameterCatalogue catalogue) {
        this.context = context;
        this.catalogue = catalogue;
    }

    /**
     * What a word may be. May throw what its services throw at words before it that are wrong.
     *
     * @param before the words before it, without options
     * @param begun what was typed of it
     */
    Set<String> of(Arguments.Kind kind, List<String> before, String begun) {
        Set<String> found = new TreeSet<>();
        switch (kind) {
            case MODULE -> found.addAll(catalogue.modules());
            case KEY -> catalogue.parameters(before.get(0)).forEach(parameter -> found.add(parameter.key()));
            case VALUE -> values(catalogue.parameter(before.get(0), before.get(1)), found);
            case TABLE -> found.addAll(tables());
            case AOR -> found.addAll(aors(before.isEmpty() ? TABLE : before.get(0), begun));
            case CONTACT -> found.addAll(contacts(before.get(0), before.get(1)));
            case BUNDLE -> bundles(found);
            case LOGGER -> loggers(found);
            case LEVEL -> {
                found.addAll(LogCommands.LEVELS);
                found.add("default");
            }
            case STATISTIC -> statistics(found);
            case STORE -> stores(found);
            case FEATURE -> features(found);
            case TRACE -> found.addAll(List.of("on", "off", "status", "show"));
            case FILE -> {
                // Gogo completes these itself
            }
        }
        return found;
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

    private Collection<String> tables() {
        Locations now = locations;
        return now == null ? Set.of() : now.tables();
    }

    private Collection<String> aors(String table, String begun) {
        Locations now = locations;
        return now == null ? Set.of() : now.completions(table, begun, MOST_AORS);
    }

    private Collection<String> contacts(String table, String aor) {
        Locations now = locations;
        return now == null
                ? Set.of()
                : now.lookup(table, aor).stream()
                        .flatMap(record -> record.contacts().stream())
                        .map(contact -> WireText.text(contact.uri()))
                        .toList();
    }

    private void bundles(Set<String> found) {
        for (Bundle bundle : context.getBundles()) {
            String name = bundle.getSymbolicName() == null ? "" : bundle.getSymbolicName();
            found.add(name.startsWith(OURS) ? name.substring(OURS.length()) : name);
        }
    }

    private void loggers(Set<String> found) {
        found.add("root");
        for (Bundle bundle : context.getBundles()) {
            if (String.valueOf(bundle.getSymbolicName()).startsWith(OURS)) {
                found.add(bundle.getSymbolicName().replace('-', '.'));
            }
        }
    }

    private void statistics(Set<String> found) {
        found.add("all");
        for (StatisticsGroup group : groups) {
            found.add(group.group() + ":");
            group.collect((name, value) -> found.add(group.group() + ":" + name));
        }
    }

    private void stores(Set<String> found) {
        try {
            ServiceReference<?>[] references = context.getAllServiceReferences(LocationStore.class.getName(), null);
            for (ServiceReference<?> reference : references == null ? new ServiceReference<?>[0] : references) {
                found.add(String.valueOf(reference.getProperty(LocationStore.NAME)));
            }
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private void features(Set<String> found) {
        for (String folder : List.of("waypost.home", "waypost.data")) {
            String[] files = new File(String.valueOf(context.getProperty(folder)), "features").list();
            for (String file : files == null ? new String[0] : files) {
                if (file.endsWith(FEATURE)) {
                    found.add(file.substring(0, file.length() - FEATURE.length()));
                }
            }
        }
    }
}
