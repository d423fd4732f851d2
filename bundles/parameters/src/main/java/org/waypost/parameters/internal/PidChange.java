package org.waypost.parameters.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.cm.Configuration;
import org.waypost.parameters.Parameter;

/** A change of some parameters of one PID, in its file and its configuration; it can be taken back if it turns out not to work. */
final class PidChange {

    // Where FileInstall notes which file a configuration came from, and looks before it reads a file again.
    static final String FILE_NAME = "felix.fileinstall.filename";

    private final Configuration configuration;
    private final Optional<Path> file;
    private final Map<Parameter, Optional<String>> texts;
    private final Collection<Parameter> siblings;
    private final Map<Parameter, Object> before = new HashMap<>();
    private Optional<String> fileBefore = Optional.empty();
    private Optional<String> fileAfter = Optional.empty();
    private boolean isWritten;

    /**
     * @param texts what is to be set; empty for what is to have its default
     * @param siblings all parameters of the PID
     */
    PidChange(
            Configuration configuration,
            Optional<Path> file,
            Map<Parameter, Optional<String>> texts,
            Collection<Parameter> siblings) {
        this.configuration = configuration;
        this.file = file;
        this.texts = texts;
        this.siblings = siblings;
    }

    // The file comes first: it is what a restart reads. With the same text in both, whoever watches the file finds
    // nothing to do.
    void keep() throws IOException {
        Dictionary<String, Object> properties = properties();
        texts.keySet()
                .forEach(parameter -> Optional.ofNullable(properties.get(parameter.key()))
                        .ifPresent(value -> before.put(parameter, value)));
        if (file.isPresent()) {
            ConfigFile lines = new ConfigFile(file.get());
            fileBefore = lines.read();
            lines.change(byKey(texts), siblings);
            isWritten = true;
            fileAfter = lines.read();
            fileAfter.ifPresent(
                    text -> properties.put(FILE_NAME, file.get().toUri().toString()));
        }
        texts.forEach((parameter, text) -> put(properties, parameter, text));
        configuration.updateIfDifferent(properties);
    }

    /** Makes all as it was before {@link #keep}, which may have failed; what somebody else wrote into the file meanwhile stays. */
    void restore() throws IOException {
        if (!isWritten && file.isPresent()) {
            return;
        }
        if (file.isPresent()) {
            ConfigFile lines = new ConfigFile(file.get());
            if (lines.read().equals(fileAfter)) {
                lines.write(fileBefore);
            } else {
                Map<Parameter, Optional<String>> old = new LinkedHashMap<>();
                texts.keySet()
                        .forEach(parameter -> old.put(parameter, old(parameter).map(Object::toString)));
                lines.change(byKey(old), siblings);
            }
        }
        Dictionary<String, Object> properties = properties();
        for (Parameter parameter : texts.keySet()) {
            put(properties, parameter, old(parameter));
        }
        configuration.updateIfDifferent(properties);
    }

    private static Map<String, Optional<String>> byKey(Map<Parameter, Optional<String>> texts) {
        Map<String, Optional<String>> values = new LinkedHashMap<>();
        texts.forEach((parameter, text) -> values.put(parameter.key(), text));
        return values;
    }

    private static void put(Dictionary<String, Object> properties, Parameter parameter, Optional<?> value) {
        if (value.isPresent()) {
            properties.put(parameter.key(), value.get());
        } else {
            properties.remove(parameter.key());
        }
    }

    private Optional<Object> old(Parameter parameter) {
        return Optional.ofNullable(before.get(parameter));
    }

    private Dictionary<String, Object> properties() {
        return Optional.ofNullable(configuration.getProperties()).orElseGet(Hashtable::new);
    }
}
