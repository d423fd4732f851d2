package org.waypost.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The features there are: {@code features/*.json} of the installation, and copies of those that were added from elsewhere, which are
 * kept with their jars in {@code features/} of the data directory.
 */
final class FeatureFolders {

    private static final Logger log = LoggerFactory.getLogger(FeatureFolders.class);

    private final Path installed;
    private final Path system;
    private final Path own;
    private final Path ownJars;

    FeatureFolders(Path home, Path data) {
        installed = home.resolve("features");
        system = home.resolve("system");
        own = data.resolve("features");
        ownJars = own.resolve("jars");
    }

    /** All of them, by name. */
    Map<String, FeatureFile> read() throws IOException {
        Map<String, FeatureFile> features = new TreeMap<>();
        for (Path file : files(installed)) {
            FeatureFile feature = FeatureFile.read(file, false);
            FeatureFile other = features.put(feature.name(), feature);
            if (other != null) {
                throw new LaunchException(1, file + " and " + other.file() + " are both the feature " + feature.name());
            }
        }
        if (features.isEmpty()) {
            throw new LaunchException(1, "no features in " + installed);
        }
        for (Path file : files(own)) {
            FeatureFile feature = FeatureFile.read(file, true);
            if (features.putIfAbsent(feature.name(), feature) != null) {
                log.warn("{} is not used: the installation has a feature {} now", file, feature.name());
            }
        }
        return features;
    }

    /** Where the jar of a bundle lies, or would. */
    Path jar(BundleEntry entry) {
        Path jar = entry.in(system);
        Path ownJar = entry.in(ownJars);
        return !Files.exists(jar) && Files.exists(ownJar) ? ownJar : jar;
    }

    /** Where a bundle is installed from. */
    String location(BundleEntry entry) {
        return jar(entry).toUri().toString();
    }

    /** Whether a bundle of that location comes from one of the folders. */
    boolean holds(String location) {
        return location.startsWith(system.toUri().toString())
                || location.startsWith(ownJars.toUri().toString());
    }

    /** The locations of the bundles of these features. */
    Set<String> locations(Collection<FeatureFile> features) {
        return features.stream()
                .flatMap(feature -> feature.bundles().stream())
                .map(this::location)
                .collect(Collectors.toSet());
    }

    /**
     * Copies a feature file and the jars that lie beside it and not in {@code system/} to the data directory.
     *
     * @throws IOException if a jar is in neither place
     */
    FeatureFile adopt(FeatureFile feature) throws IOException {
        Files.createDirectories(ownJars);
        List<Path> copied = new ArrayList<>();
        try {
            for (BundleEntry entry : feature.bundles()) {
                if (!Files.exists(jar(entry))) {
                    Path copy = entry.in(ownJars);
                    copied.add(copy);
                    Files.copy(beside(feature.file(), entry), copy);
                }
            }
            Path copy = own.resolve(feature.name() + ".json");
            Files.copy(feature.file(), copy, StandardCopyOption.REPLACE_EXISTING);
            return FeatureFile.read(copy, true);
        } catch (IOException e) {
            for (Path copy : copied) {
                Files.deleteIfExists(copy);
            }
            throw e;
        }
    }

    /** Deletes the copy of a feature file, and the jars that no other copy names. */
    void abandon(FeatureFile feature) throws IOException {
        Files.deleteIfExists(feature.file());
        Set<Path> needed = read().values().stream()
                .flatMap(other -> other.bundles().stream())
                .map(this::jar)
                .collect(Collectors.toSet());
        for (BundleEntry entry : feature.bundles()) {
            Path copy = entry.in(ownJars);
            if (!needed.contains(copy)) {
                Files.deleteIfExists(copy);
            }
        }
    }

    private static Path beside(Path file, BundleEntry entry) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Path asInMaven = folder.resolve(entry.artifactId() + "-" + entry.version() + ".jar");
        for (Path jar : List.of(entry.in(folder), asInMaven)) {
            if (Files.isRegularFile(jar)) {
                return jar;
            }
        }
        throw new IOException("its bundle " + entry.id()
                + " is neither in system/ of the installation nor beside it, as " + asInMaven);
    }

    private static List<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> listing = Files.list(folder)) {
            return listing.filter(file -> file.getFileName().toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }
}
