package org.waypost.parameters.internal;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Dictionary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationEvent;
import org.osgi.service.cm.ConfigurationListener;
import org.osgi.service.cm.ConfigurationPlugin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.parameters.Applied;
import org.waypost.parameters.Change;
import org.waypost.parameters.HistoryEntry;
import org.waypost.parameters.Parameter;
import org.waypost.parameters.ParameterCatalogue;
import org.waypost.parameters.ParameterException;
import org.waypost.sip.ParameterCheck;
import org.waypost.sip.ParameterTransition;

/**
 * The parameters of the running container. As a {@link ConfigurationPlugin} it stands between Configuration Admin and every
 * component, so that a value is checked in one place whichever way it comes in: a file, the shell or the API.
 */
@Component(immediate = true, property = ConfigurationPlugin.CM_RANKING + ":Integer=500")
public final class LiveCatalogue implements ParameterCatalogue, ConfigurationPlugin, ConfigurationListener {

    // Framework properties: the directory of the instance's data, and when it was started.
    private static final String DATA = "waypost.data";
    private static final String STARTED = "waypost.started";

    private static final String HISTORY = "parameters.history";
    private static final Logger LOG = LoggerFactory.getLogger("waypost.parameters");

    // Whoever reads files of parameters into their configurations holds it meanwhile.
    @Reference(
            target = "(waypost.lock=configuration)",
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile Lock files;

    private final Lock ownFiles = new ReentrantLock();
    private final ParameterIndex index;
    private final ParameterChecks components = new ParameterChecks();
    private final Transitions transitions = new Transitions();
    private final ConfigurationCheck check;
    private final Configurations configurations;
    private final Ledger ledger = new Ledger(this::inForce);
    private final Changer changer;
    private final Watcher watcher;

    @Activate
    public LiveCatalogue(BundleContext context, @Reference ConfigurationAdmin admin) {
        index = new ParameterIndex(context, this::look);
        check = new ConfigurationCheck(index::pids, components, LOG::warn);
        configurations = new Configurations(context, admin, pid -> index.pids().getOrDefault(pid, Map.of()));
        History history =
                new History(Optional.ofNullable(context.getProperty(DATA)).map(data -> Path.of(data, HISTORY)));
        changer = new Changer(
                this,
                configurations,
                transitions,
                new DeliveryBarrier(context, admin),
                ledger,
                history,
                () -> Optional.ofNullable(files).orElse(ownFiles));
        long started = Optional.ofNullable(context.getProperty(STARTED))
                .map(Long::valueOf)
                .orElseGet(System::currentTimeMillis);
        watcher = new Watcher(context, () -> changer.start(started), changer::recordEdits);
        index.open();
        // What is good now is what a bad change falls back to.
        configurations.like(Parameter.PID_PREFIX + "*").forEach(check::correct);
    }

    /** Called when those that are asked about parameters are bound. */
    @Activate
    void activate() {
        watcher.open();
    }

    @Deactivate
    void deactivate() {
        watcher.close();
        index.close();
    }

    private void look(Collection<String> pids) {
        watcher.look(pids);
    }

    /** Asks a component that comes about what is configured, too: it may come later than its configuration did. */
    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindCheck(ParameterCheck component, Map<String, Object> properties) {
        Set<String> pids = pids(properties.get(ParameterCheck.PID));
        components.add(pids, component);
        pids.forEach(pid -> configurations.like(pid).forEach(check::correct));
    }

    void unbindCheck(ParameterCheck component, Map<String, Object> properties) {
        components.remove(pids(properties.get(ParameterCheck.PID)), component);
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindTransition(ParameterTransition component, Map<String, Object> properties) {
        transitions.add(pids(properties.get(ParameterTransition.PID)), component);
    }

    void unbindTransition(ParameterTransition component, Map<String, Object> properties) {
        transitions.remove(pids(properties.get(ParameterTransition.PID)), component);
    }

    // A service property of one text or several.
    private static Set<String> pids(Object property) {
        return property instanceof String[] several ? Set.of(several) : Set.of(String.valueOf(property));
    }

    @Override
    public void modifyConfiguration(ServiceReference<?> reference, Dictionary<String, Object> properties) {
        check.correct(properties);
    }

    @Override
    public void configurationEvent(ConfigurationEvent event) {
        if (event.getPid().startsWith(Parameter.PID_PREFIX)) {
            watcher.look(List.of(event.getPid()));
        }
    }

    @Override
    public List<String> modules() {
        return all().stream().map(Parameter::module).distinct().sorted().toList();
    }

    @Override
    public List<Parameter> parameters(String module) {
        List<Parameter> found = all().stream()
                .filter(parameter -> parameter.module().equals(module))
                .toList();
        if (found.isEmpty()) {
            throw new ParameterException(
                    "there is no module '" + module + "'; there are " + String.join(", ", modules()));
        }
        return found;
    }

    @Override
    public Parameter parameter(String module, String key) {
        List<Parameter> parameters = parameters(module);
        return parameters.stream()
                .filter(parameter -> parameter.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new ParameterException("module " + module + " has no parameter '" + key + "'"
                        + NearMatches.hint(
                                key, parameters.stream().map(Parameter::key).toList())));
    }

    @Override
    public String value(Parameter parameter) {
        return inForce(parameter).value();
    }

    @Override
    public boolean isSet(Parameter parameter) {
        return inForce(parameter).isSet();
    }

    @Override
    public String startValue(Parameter parameter) {
        return ledger.startValue(parameter).orElseGet(() -> value(parameter));
    }

    @Override
    public Applied apply(String author, List<Change> changes, Consumer<String> progress) {
        return changer.apply(author, changes, progress);
    }

    @Override
    public Applied check(List<Change> changes) {
        return changer.propose(changes).outcome();
    }

    @Override
    public Applied undo(String author, int entries, Consumer<String> progress) {
        return changer.undo(author, entries, progress);
    }

    @Override
    public List<HistoryEntry> history() {
        return changer.history();
    }

    /** Judges what is to be set; empty for what is to have its default. */
    Proposal judge(Map<Parameter, Optional<String>> texts) {
        return new Proposal(texts, check, components, configurations::of);
    }

    /** What there is to be said of what is in force. */
    List<String> notices() {
        return components.notices(
                pids(),
                pid -> check.inForce(pid, configurations.of(pid)).entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, entry -> entry.getValue().value())));
    }

    private InForce inForce(Parameter parameter) {
        return check.inForce(parameter, configurations.of(parameter.pid()));
    }

    private Map<Parameter, InForce> inForce(String pid) {
        Map<String, InForce> values = check.inForce(pid, configurations.of(pid));
        Map<Parameter, InForce> all = new LinkedHashMap<>();
        for (Parameter parameter : index.pids().getOrDefault(pid, Map.of()).values()) {
            Optional.ofNullable(values.get(parameter.key())).ifPresent(value -> all.put(parameter, value));
        }
        return all;
    }

    /** The PIDs there are. */
    Collection<String> pids() {
        return index.pids().keySet();
    }

    private List<Parameter> all() {
        return index.pids().values().stream()
                .flatMap(keys -> keys.values().stream())
                .toList();
    }
}
