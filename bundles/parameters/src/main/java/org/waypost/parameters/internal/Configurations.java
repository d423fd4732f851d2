package org.waypost.parameters.internal;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.waypost.parameters.Parameter;
import org.waypost.parameters.ParameterException;

/** What Configuration Admin keeps for a PID, and the file it belongs to. */
final class Configurations {

    /** Framework property: the directory of the {@code .cfg} files. */
    static final String DIRECTORY = "waypost.config";

    private final BundleContext context;
    private final ConfigurationAdmin admin;
    private final Function<String, Map<String, Parameter>> known;

    /** @param known the parameters of a PID, by key */
    Configurations(BundleContext context, ConfigurationAdmin admin, Function<String, Map<String, Parameter>> known) {
        this.context = context;
        this.admin = admin;
        this.known = known;
    }

    /** What is configured for a PID; empty if nothing is. */
    Dictionary<String, Object> of(String pid) {
        return like(pid).stream().findFirst().orElseGet(Hashtable::new);
    }

    /** What is configured for each PID like that, in which an asterisk stands for anything. */
    List<Dictionary<String, Object>> like(String pid) {
        try {
            Configuration[] found = admin.listConfigurations("(" + Constants.SERVICE_PID + "=" + pid + ")");
            return found == null
                    ? List.of()
                    : List.of(found).stream().map(Configuration::getProperties).toList();
        } catch (IOException | InvalidSyntaxException e) {
            throw new ParameterException("the configurations cannot be read: " + e.getMessage());
        }
    }

    /** The change of those parameters of a PID. */
    PidChange change(String pid, Map<Parameter, Optional<String>> texts) throws IOException {
        Configuration configuration = admin.getConfiguration(pid, "?");
        Dictionary<String, Object> properties =
                Optional.ofNullable(configuration.getProperties()).orElseGet(Hashtable::new);
        return new PidChange(
                configuration,
                file(pid, properties).map(File::toPath),
                texts,
                known.apply(pid).values());
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
}
