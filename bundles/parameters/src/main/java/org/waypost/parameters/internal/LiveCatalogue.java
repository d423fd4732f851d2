package org.waypost.parameters.internal;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

/**
 * The parameters of the running container. As a {@link ConfigurationPlugin} it stands between Configuration Admin and every
 * component, so that a value is checked in one place whichever way it comes in: a file, the shell or the API.
 */
@Component(immediate = true, property = ConfigurationPlugin.CM_RANKING + ":Integer=500")
public final class LiveCatalogue implements ParameterCatalogue, ConfigurationPlugin {

    /** Framework property: the directory of the {@code .cfg} files. */
    static final String DIRECTORY = "waypost.config";

    // Where FileInstall notes which file a configuration came from, and looks before it reads a file again.
    private static final String FILE_NAME = "felix.fileinstall.filename";

    private static final Logger LOG = LoggerFactory.getLogger("waypost.parameters");
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final BundleContext context;
    private final ConfigurationAdmin admin;
    private final ParameterIndex index;
    private final ParameterChecks components = new ParameterChecks();
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
    public synchronized void set(String module, String key, String value) {
        Parameter parameter = parameter(module, key);
        String text = value.strip();
        check.require(parameter, text, configured(parameter.pid()));
        try {
            keep(parameter, text);
            if (!barrier.await(PATIENCE)) {
                throw new ParameterException(parameter.name() + " is set, but after " + PATIENCE.toSeconds()
                        + " seconds its component has not taken it over");
            }
        } catch (IOException e) {
            throw new ParameterException(parameter.name() + " cannot be kept: " + e);
        }
    }

    // The file comes first: it is what a restart reads. With the same text in both, whoever watches the file finds
    // nothing to do.
    private void keep(Parameter parameter, String text) throws IOException {
        Configuration configuration = admin.getConfiguration(parameter.pid(), "?");
        Dictionary<String, Object> properties =
                Optional.ofNullable(configuration.getProperties()).orElseGet(Hashtable::new);
        Optional<File> file = file(parameter.pid(), properties);
        if (file.isPresent()) {
            Collection<Parameter> siblings = index.pids().get(parameter.pid()).values();
            new ConfigFile(file.get().toPath()).set(parameter.key(), text, siblings);
            properties.put(FILE_NAME, file.get().toURI().toString());
        }
        properties.put(parameter.key(), text);
        configuration.updateIfDifferent(properties);
    }

    private Optional<File> file(String pid, Dictionary<String, Object> properties) {
        Object name = properties.get(FILE_NAME);
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
