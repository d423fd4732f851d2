package org.waypost.launcher;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import org.osgi.service.feature.Feature;
import org.osgi.service.feature.FeatureBundle;
import org.osgi.service.feature.FeatureService;
import org.osgi.service.feature.ID;

/**
 * An OSGi feature and the file it is in.
 *
 * @param isOwn whether the file is in the data directory: added by an operator from elsewhere, and started while it is there
 */
record FeatureFile(Path file, Feature feature, boolean isOwn) {

    /** The category of a feature that does not start by itself. */
    private static final String ON_DEMAND = "on-demand";

    private static final int DEFAULT_START_ORDER = 10;

    /** Reads a file; a {@link LaunchException} says that it is no feature. */
    static FeatureFile read(Path file, boolean isOwn) throws IOException {
        FeatureService service = ServiceLoader.load(FeatureService.class, FeatureFile.class.getClassLoader())
                .findFirst()
                .orElseThrow(() -> new LaunchException(1, "no reader of OSGi features on the class path"));
        try (Reader reader = Files.newBufferedReader(file)) {
            return new FeatureFile(file, service.readFeature(reader), isOwn);
        } catch (RuntimeException e) {
            throw new LaunchException(1, file + " is not an OSGi feature: " + e.getMessage());
        }
    }

    /** The artifact id, which is also the name of the file. */
    String name() {
        return feature.getID().getArtifactId();
    }

    String version() {
        return feature.getID().getVersion();
    }

    String description() {
        return feature.getDescription().orElse("");
    }

    /** Whether it starts by itself. */
    boolean isStock() {
        return !isOwn && !feature.getCategories().contains(ON_DEMAND);
    }

    List<BundleEntry> bundles() {
        try {
            return feature.getBundles().stream().map(FeatureFile::entry).toList();
        } catch (IllegalArgumentException e) {
            throw new LaunchException(1, "in " + file + ": " + e.getMessage());
        }
    }

    private static BundleEntry entry(FeatureBundle bundle) {
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
