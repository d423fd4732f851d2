package org.waypost.control.deploy;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** Remembers what has come of each jar, also while this bundle is updated, when FileInstall tells of no jar again. */
final class Outcomes {

    private static final String SEPARATOR = "\n";

    private final Path store;
    private final Map<File, Outcome> outcomes = new TreeMap<>();

    private Outcomes(Path store) {
        this.store = store;
    }

    static Outcomes load(Path store) throws IOException {
        Outcomes loaded = new Outcomes(store);
        if (Files.exists(store)) {
            Properties lines = new Properties();
            try (InputStream in = Files.newInputStream(store)) {
                lines.load(in);
            }
            for (String path : lines.stringPropertyNames()) {
                String[] parts = lines.getProperty(path).split(SEPARATOR, -1);
                File file = new File(path);
                if (file.exists() && parts.length == 4) {
                    Outcome.State state = Outcome.State.valueOf(parts[2]);
                    loaded.outcomes.put(file, new Outcome(file, parts[0], parts[1], state, parts[3]));
                }
            }
        }
        return loaded;
    }

    synchronized List<Outcome> all() {
        return List.copyOf(outcomes.values());
    }

    /** Remembers it; false if it is what was known before. */
    synchronized boolean put(Outcome outcome) throws IOException {
        if (outcome.equals(outcomes.put(outcome.file(), outcome))) {
            return false;
        }
        save();
        return true;
    }

    synchronized void remove(File file) throws IOException {
        if (outcomes.remove(file) != null) {
            save();
        }
    }

    private void save() throws IOException {
        Properties lines = new Properties();
        outcomes.forEach((file, outcome) -> lines.setProperty(
                file.getPath(),
                String.join(
                        SEPARATOR,
                        outcome.name(),
                        outcome.version(),
                        outcome.state().name(),
                        outcome.reason())));
        try (Writer writer = Files.newBufferedWriter(store)) {
            lines.store(writer, null);
        }
    }
}
