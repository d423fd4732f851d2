package org.waypost.parameters.internal;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
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
import org.waypost.parameters.Parameter;
import org.waypost.parameters.ParameterCatalogue;
import org.waypost.parameters.ParameterException;
import org.waypost.sip.ParameterCheck;
import org.waypost.sip.ParameterCheck.Refusal;
import org.waypost.sip.ParameterTransition;

/**
 * The parameters of the running container. As a {@link ConfigurationPlugin} it stands between Configuration Admin and every
 * component, so that a value is checked in one place whichever way it comes in: a file, the shell or the API.
 */
@Component(immediate = true, property = ConfigurationPlugin.CM_RANKING + ":Integer=500")
public final class LiveCatalogue implements ParameterCatalogue, ConfigurationPlugin {

    /** Framework property: the directory of the {@code .cfg} files. */
    static final String DIRECTORY = "waypost.config";

    private static final Logger LOG = LoggerFactory.getLogger("waypost.parameters");
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final BundleContext context;
    private final ConfigurationAdmin admin;
    private final ParameterIndex index;
    private final ParameterChecks components = new ParameterChecks();
    private final Transitions transitions = new Transitions();
    private final ConfigurationCheck check;
    private final DeliveryBarrier barrier;

    @Activate
    public LiveCatalogue(BundleContext context, @Reference ConfigurationAdmin admin) {
        this.context = context;
        this.admin = admin;
        index = new ParameterIndex(context);
        check = new ConfigurationCheck(index::pids, components, LOG::warn);
        barrier = new DeliveryBarrier(context, admin);
        index.open();
        // What is good now is what a bad change falls back to.
        configurations(Parameter.PID_PREFIX + "*")
                .forEach(configuration -> check.correct(configuration.getProperties()));
    }

    @Deactivate
    void deactivate() {
        index.close();
    }

    /** Asks a component that comes about what is configured, too: it may come later than its configuration did. */
    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindCheck(ParameterCheck component, Map<String, Object> properties) {
        String pid = String.valueOf(properties.get(ParameterCheck.PID));
        components.add(pid, component);
        configurations(pid).forEach(configuration -> check.correct(configuration.getProperties()));
    }

    void unbindCheck(ParameterCheck component, Map<String, Object> properties) {
        components.remove(String.valueOf(properties.get(ParameterCheck.PID)), component);
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindTransition(ParameterTransition component, Map<String, Object> properties) {
        transitions.add(properties.get(ParameterTransition.PID), component);
    }

    void unbindTransition(ParameterTransition component, Map<String, Object> properties) {
        transitions.remove(properties.get(ParameterTransition.PID), component);
    }

    @Override
    public void modifyConfiguration(ServiceReference<?> reference, Dictionary<String, Object> properties) {
        check.correct(properties);
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
        return check.inForce(parameter, configured(parameter.pid()));
    }

    @Override
    public synchronized void set(String module, Map<String, String> values, Consumer<String> progress) {
        Map<Parameter, String> texts = new LinkedHashMap<>();
        values.forEach((key, value) -> texts.put(parameter(module, key), value.strip()));
        Map<String, Map<Parameter, String>> byPid = new TreeMap<>();
        texts.forEach((parameter, text) -> byPid.computeIfAbsent(parameter.pid(), pid -> new LinkedHashMap<>())
                .put(parameter, text));
        byPid.forEach((pid, some) -> check.require(some, configured(pid)));
        List<PidChange> changes = new ArrayList<>();
        try {
            for (Map.Entry<String, Map<Parameter, String>> each : byPid.entrySet()) {
                changes.add(change(each.getKey(), each.getValue()));
            }
            transitions.begin(byPid.keySet());
            for (PidChange change : changes) {
                change.keep();
            }
            deliver(texts);
            Optional<Refusal> refusal = transitions.await(byPid.keySet(), progress);
            if (refusal.isPresent()) {
                for (PidChange change : changes) {
                    change.restore();
                }
                deliver(texts);
                transitions.await(byPid.keySet(), progress);
                throw new ParameterException(said(texts) + " does not work, all stays as it was: "
                        + refusal.get().wanted());
            }
        } catch (IOException e) {
            throw new ParameterException(said(texts) + " cannot be kept: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ParameterException(said(texts) + " is set, but it is not known whether it works yet");
        }
    }

    private PidChange change(String pid, Map<Parameter, String> texts) throws IOException {
        Configuration configuration = admin.getConfiguration(pid, "?");
        Dictionary<String, Object> properties =
                Optional.ofNullable(configuration.getProperties()).orElseGet(Hashtable::new);
        return new PidChange(
                configuration,
                file(pid, properties).map(File::toPath),
                texts,
                index.pids().get(pid).values());
    }

    private void deliver(Map<Parameter, String> texts) throws IOException {
        if (!barrier.await(PATIENCE)) {
            throw new ParameterException(said(texts) + " is set, but after " + PATIENCE.toSeconds()
                    + " seconds its component has not taken it over");
        }
    }

    private static String said(Map<Parameter, String> texts) {
        return texts.entrySet().stream()
                .map(text -> text.getKey().name() + " = " + text.getKey().shown(text.getValue()))
                .collect(Collectors.joining(", "));
    }

    private Optional<File> file(String pid, Dictionary<String, Object> properties) {
        Object name = properties.get(PidChange.FILE_NAME);
        if (name != null) {
            return Optional.of(new File(URI.create(name.toString())));
        }
        return Optional.ofNullable(context.getProperty(DIRECTORY))
                .map(directory ->
                        Path.of(directory, pid + ".cfg").toAbsolutePath().toFile());
    }

    private List<Parameter> all() {
        return index.pids().values().stream()
                .flatMap(keys -> keys.values().stream())
                .toList();
    }

    private Dictionary<String, Object> configured(String pid) {
        return configurations(pid).stream()
                .findFirst()
                .map(Configuration::getProperties)
                .orElseGet(Hashtable::new);
    }

    private List<Configuration> configurations(String pid) {
        try {
            return Optional.ofNullable(admin.listConfigurations("(" + Constants.SERVICE_PID + "=" + pid + ")"))
                    .map(List::of)
                    .orElse(List.of());
        } catch (IOException | InvalidSyntaxException e) {
            throw new ParameterException("the configurations cannot be read: " + e.getMessage());
        }
    }
}
