package org.waypost.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which features are started. What is kept is how the operator's wishes differ from what starts by itself, so that a new version of
 * the installation starts what has become stock in it.
 */
final class FeatureChoice {

    private final Path file;
    private final Set<String> added;
    private final Set<String> removed;

    private FeatureChoice(Path file, Set<String> added, Set<String> removed) {
        this.file = file;
        this.added = added;
        this.removed = removed;
    }

    static FeatureChoice load(Path file) throws IOException {
        Properties lines = new Properties();
        if (Files.exists(file)) {
            try (InputStream in = Files.newInputStream(file)) {
                lines.load(in);
            }
        }
        return new FeatureChoice(file, names(lines.getProperty("added", "")), names(lines.getProperty("removed", "")));
    }

    boolean isStarted(FeatureFile feature) {
        return feature.isOwn()
                || (feature.isStock() ? !removed.contains(feature.name()) : added.contains(feature.name()));
    }

    /** Names that were added and that no feature has any more. */
    Set<String> lost(Set<String> known) {
        return added.stream().filter(name -> !known.contains(name)).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Keeps that a feature is started, or is not. */
    void put(FeatureFile feature, boolean started) {
        added.remove(feature.name());
        removed.remove(feature.name());
        if (!feature.isOwn() && started != feature.isStock()) {
            (started ? added : removed).add(feature.name());
        }
    }

    void save() throws IOException {
        Properties lines = new Properties();
        lines.setProperty("added", String.join(",", added));
        lines.setProperty("removed", String.join(",", removed));
        Path next = file.resolveSibling(file.getFileName() + ".new");
        try (Writer writer = Files.newBufferedWriter(next)) {
            lines.store(writer, "Features that were added and removed by feature:add and feature:remove");
        }
        Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private static Set<String> names(String list) {
        return Arrays.stream(list.split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
