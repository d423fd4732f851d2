package org.waypost.launcher;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.osgi.service.feature.Feature;
import org.osgi.service.feature.FeatureBundle;
import org.osgi.service.feature.FeatureService;
import org.osgi.service.feature.ID;

/** Reads the OSGi features of a folder, and says which bundles they name and at which start level. */
final class FeatureFolder {

    private static final int DEFAULT_START_ORDER = 10;

    private final List<Feature> features;

    private FeatureFolder(List<Feature> features) {
        this.features = features;
    }

    /** Every {@code *.json} of {@code folder}, in the order of the names. */
    static FeatureFolder read(Path folder) throws IOException {
        FeatureService service = ServiceLoader.load(FeatureService.class, FeatureFolder.class.getClassLoader())
                .findFirst()
                .orElseThrow(() -> new LaunchException(1, "no reader of OSGi features on the class path"));
        List<Path> files;
        try (Stream<Path> listing = Files.list(folder)) {
            files = listing.filter(file -> file.getFileName().toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
        List<Feature> features = new ArrayList<>();
        for (Path file : files) {
            try (Reader reader = Files.newBufferedReader(file)) {
                features.add(service.readFeature(reader));
            } catch (RuntimeException e) {
                throw new LaunchException(1, file + " is not an OSGi feature: " + e.getMessage());
            }
        }
        if (features.isEmpty()) {
            throw new LaunchException(1, "no features in " + folder);
        }
        return new FeatureFolder(List.copyOf(features));
    }

    List<Feature> features() {
        return features;
    }

    /** The bundles of all features, each once, by start level and then as written. */
    List<BundleEntry> bundles() {
        return features.stream()
                .flatMap(feature -> feature.getBundles().stream())
                .map(FeatureFolder::entry)
                .distinct()
                .sorted((a, b) -> Integer.compare(a.startLevel(), b.startLevel()))
                .toList();
    }

    private static BundleEntry entry(FeatureBundle bundle) {
        try {
            return checkedEntry(bundle);
        } catch (IllegalArgumentException e) {
            throw new LaunchException(1, "in the features: " + e.getMessage());
        }
    }

    private static BundleEntry checkedEntry(FeatureBundle bundle) {
        Object order = bundle.getMetadata().getOrDefault("start-order", DEFAULT_START_ORDER);
        Object start = bundle.getMetadata().getOrDefault("start", "true");
        ID id = bundle.getID();
        return new BundleEntry(
                id.getGroupId(),
                id.getArtifactId(),
                id.getVersion(),
                Integer.parseInt(order.toString()),
                Boolean.parseBoolean(start.toString()));
    }
}
