package org.waypost.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.feature.Feature;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.features.BundleText;
import org.waypost.features.FeatureControl;
import org.waypost.features.FeatureException;
import org.waypost.features.FeatureState;

/**
 * The started features, from the start of the framework on. Each is there as a service of type {@link Feature}, by which others find the
 * configurations it brings. State: those services; what the folders and {@link FeatureChoice} say is read again for each change.
 */
final class LiveFeatures implements FeatureControl {

    private static final Logger log = LoggerFactory.getLogger(LiveFeatures.class);

    /** What there would be no way back from. */
    private static final Set<String> SHELL = Set.of("org.waypost.control", "org.waypost.shell");

    private static final String BASE = "base";

    private final BundleContext context;
    private final FeatureFolders folders;
    private final Path choiceFile;
    private final BundleStamps stamps;
    private final LiveBundles bundles;

    // Guarded by this.
    private final Map<String, FeatureFile> started = new TreeMap<>();
    private final Map<String, ServiceRegistration<Feature>> services = new TreeMap<>();

    LiveFeatures(BundleContext context, Path home, Path data) throws IOException {
        this.context = context;
        folders = new FeatureFolders(home, data);
        choiceFile = data.resolve("features.properties");
        stamps = BundleStamps.load(data.resolve("bundles.stamps"));
        bundles = new LiveBundles(context, folders, stamps);
    }

    /** Before the framework starts: makes its bundles those of the features that are to be started. */
    synchronized void install() throws IOException {
        Map<String, FeatureFile> all = folders.read();
        FeatureChoice choice = FeatureChoice.load(choiceFile);
        choice.lost(all.keySet())
                .forEach(name -> log.warn("the feature {} was added, and is not in the installation any more", name));
        all.values().stream().filter(choice::isStarted).forEach(this::hold);
        new BundleInstaller(context, folders, stamps).install(entries(started.values()));
    }

    @Override
    public synchronized List<FeatureState> list() {
        Map<String, FeatureFile> all = read();
        all.putAll(started);
        return all.values().stream().map(this::state).toList();
    }

    @Override
    public synchronized List<String> add(List<String> features) {
        Map<String, FeatureFile> all = read();
        Map<String, FeatureFile> wanted = new LinkedHashMap<>();
        List<FeatureFile> adopted = new ArrayList<>();
        boolean kept = false;
        boolean done = false;
        try {
            for (String name : features) {
                FeatureFile feature = isPath(name) ? adopt(name, all, adopted) : find(name, all);
                if (!started.containsKey(feature.name())) {
                    wanted.put(feature.name(), feature);
                }
            }
            keep(wanted.values(), true);
            kept = true;
            // Before the bundles, so that their components find their configurations.
            wanted.values().forEach(this::hold);
            bundles.add(entries(wanted.values()));
            done = true;
        } catch (IOException e) {
            throw new FeatureException("nothing is added: " + e.getMessage());
        } finally {
            if (!done) {
                if (kept) {
                    forget(wanted.values());
                }
                wanted.values().forEach(this::letGo);
                adopted.forEach(this::abandon);
            }
        }
        wanted.values().forEach(feature -> log.info("the feature {} {} is started", feature.name(), feature.version()));
        return List.copyOf(wanted.keySet());
    }

    @Override
    public synchronized List<String> remove(List<String> features) {
        Map<String, FeatureFile> all = read();
        all.putAll(started);
        Set<FeatureFile> leaving = new LinkedHashSet<>();
        for (String name : features) {
            FeatureFile feature = find(name, all);
            if (started.containsKey(feature.name())) {
                leaving.add(feature);
            }
        }
        Set<Bundle> leavingBundles = leavingBundles(leaving);
        refuseWhatIsNeeded(leaving, leavingBundles);
        try {
            // The wish is kept first: a crash halfway leaves the rest to the next start.
            keep(leaving, false);
        } catch (IOException e) {
            throw new FeatureException("nothing is removed: " + e.getMessage());
        }
        bundles.remove(leavingBundles);
        leaving.forEach(this::letGo);
        leaving.forEach(feature -> {
            if (feature.isOwn()) {
                abandon(feature);
            }
            log.info("the feature {} is removed", feature.name());
        });
        return leaving.stream().map(FeatureFile::name).toList();
    }

    private Set<Bundle> leavingBundles(Set<FeatureFile> leaving) {
        List<FeatureFile> staying = started.values().stream()
                .filter(each -> !leaving.contains(each))
                .toList();
        Set<String> stayingLocations = folders.locations(staying);
        return folders.locations(leaving).stream()
                .filter(location -> !stayingLocations.contains(location))
                .map(context::getBundle)
                .filter(bundle -> bundle != null)
                .collect(Collectors.toSet());
    }

    private void refuseWhatIsNeeded(Set<FeatureFile> leaving, Set<Bundle> leavingBundles) {
        String names = leaving.stream().map(FeatureFile::name).collect(Collectors.joining(", "));
        if (leaving.stream().anyMatch(feature -> feature.name().equals(BASE))) {
            throw new FeatureException("base stays: all other features stand on it");
        }
        leavingBundles.stream()
                .map(Bundle::getSymbolicName)
                .filter(SHELL::contains)
                .findFirst()
                .ifPresent(name -> {
                    throw new FeatureException(names + " stays: it brings this shell (" + name + ")");
                });
        bundles.need(leavingBundles).ifPresent(reason -> {
            throw new FeatureException(names + " stays: " + reason);
        });
    }

    private FeatureFile adopt(String path, Map<String, FeatureFile> all, List<FeatureFile> adopted) throws IOException {
        Path file = Path.of(path);
        if (!Files.isReadable(file)) {
            throw new FeatureException("there is no file " + file.toAbsolutePath() + " that the server can read");
        }
        FeatureFile feature = readable(() -> FeatureFile.read(file, true));
        if (all.containsKey(feature.name())) {
            throw new FeatureException("there is a feature " + feature.name() + " already"
                    + (all.get(feature.name()).isOwn() ? "; feature:remove it first" : ", of the installation"));
        }
        FeatureFile copy = folders.adopt(feature);
        adopted.add(copy);
        all.put(copy.name(), copy);
        return copy;
    }

    private void abandon(FeatureFile feature) {
        try {
            folders.abandon(feature);
        } catch (IOException e) {
            log.error(
                    "the feature {} is not forgotten, the next start will start it: {}", feature.name(), e.toString());
        }
    }

    private void forget(Collection<FeatureFile> features) {
        try {
            keep(features, false);
        } catch (IOException e) {
            log.error("it cannot be kept that nothing was added, the next start will try again: {}", e.toString());
        }
    }

    private void keep(Collection<FeatureFile> features, boolean isStarted) throws IOException {
        FeatureChoice choice = FeatureChoice.load(choiceFile);
        features.forEach(feature -> choice.put(feature, isStarted));
        choice.save();
    }

    private void hold(FeatureFile feature) {
        started.put(feature.name(), feature);
        Hashtable<String, Object> properties = new Hashtable<>();
        properties.put("feature", feature.feature().getID().toString());
        services.put(feature.name(), context.registerService(Feature.class, feature.feature(), properties));
    }

    private void letGo(FeatureFile feature) {
        started.remove(feature.name());
        ServiceRegistration<Feature> service = services.remove(feature.name());
        if (service != null) {
            service.unregister();
        }
    }

    private static boolean isPath(String name) {
        return name.contains("/") || name.endsWith(".json");
    }

    private static FeatureFile find(String name, Map<String, FeatureFile> all) {
        FeatureFile feature = all.get(name);
        if (feature == null) {
            throw new FeatureException(
                    "there is no feature '" + name + "'; there are " + String.join(", ", all.keySet()));
        }
        return feature;
    }

    private Map<String, FeatureFile> read() {
        return readable(folders::read);
    }

    private interface Reading<T> {
        T read() throws IOException;
    }

    private static <T> T readable(Reading<T> reading) {
        try {
            return reading.read();
        } catch (IOException | LaunchException e) {
            throw new FeatureException(e.getMessage());
        }
    }

    /** The bundles of features, each once, by start level and then as written. */
    private static List<BundleEntry> entries(Collection<FeatureFile> features) {
        return features.stream()
                .flatMap(feature -> feature.bundles().stream())
                .distinct()
                .sorted(Comparator.comparingInt(BundleEntry::startLevel))
                .toList();
    }

    private FeatureState state(FeatureFile feature) {
        return new FeatureState(
                feature.name(),
                feature.version(),
                feature.description(),
                started.containsKey(feature.name()),
                feature.isStock(),
                feature.bundles().stream().map(this::state).toList());
    }

    private FeatureState.BundleState state(BundleEntry entry) {
        Bundle bundle = context.getBundle(folders.location(entry));
        return new FeatureState.BundleState(entry.id(), bundle == null ? "not installed" : BundleText.state(bundle));
    }
}
