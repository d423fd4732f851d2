package org.waypost.control.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.function.BooleanSupplier;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.feature.Feature;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps Configuration Admin as the {@code <pid>.cfg} files of the configuration directory say, over what the features have for the same
 * PID. A value that a file does not name has the feature's value, or the component's default. When features come or go, this component is
 * made anew.
 *
 * <p>A file counts once two looks half a second apart have found it the same, so that one an editor is still writing (or has taken
 * away to put a new one in its place) changes nothing; at the start, the first look counts. FileInstall would read such files too,
 * but knows nothing of features, and expands {@code ${…}} and types such as {@code L"99"} in values.
 */
@Component(immediate = true, service = ConfigDirectory.class)
public final class ConfigDirectory {

    /** Framework property: the directory of the {@code .cfg} files. */
    static final String DIRECTORY = "waypost.config";

    private static final Logger log = LoggerFactory.getLogger(ConfigDirectory.class);
    private static final long POLL_MILLIS = 500;

    // The name that FileInstall gave it, by which others find the file of a configuration.
    private static final String FILE_NAME = "felix.fileinstall.filename";

    private final ConfigurationAdmin admin;
    private final Lock lock;
    private final FolderWatch folder;
    private final Map<String, Map<String, String>> defaults;
    private final Map<String, Map<String, String>> files = new TreeMap<>();
    private final BooleanSupplier frameworkStops;
    private final ScheduledExecutorService poller;

    // The last look has failed, and was complained about. Used by the poller alone.
    private boolean failing;

    @Activate
    public ConfigDirectory(
            BundleContext context,
            @Reference ConfigurationAdmin admin,
            @Reference(target = "(" + ConfigurationLock.NAME + "=" + ConfigurationLock.CONFIGURATION + ")") Lock lock,
            @Reference(policyOption = ReferencePolicyOption.GREEDY) List<Feature> features) {
        this(
                Path.of(context.getProperty(DIRECTORY)),
                admin,
                lock,
                FeatureConfigurations.of(features),
                () -> context.getBundle(Constants.SYSTEM_BUNDLE_ID).getState() == Bundle.STOPPING);
    }

    ConfigDirectory(
            Path directory,
            ConfigurationAdmin admin,
            Lock lock,
            Map<String, Map<String, String>> defaults,
            BooleanSupplier frameworkStops) {
        this.admin = admin;
        this.lock = lock;
        this.frameworkStops = frameworkStops;
        this.defaults = defaults;
        folder = new FolderWatch(directory, ".cfg");
        look(folder.lookNow());
        removeStrangers();
        poller = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "waypost config directory");
            thread.setDaemon(true);
            return thread;
        });
        poller.scheduleWithFixedDelay(this::poll, POLL_MILLIS, POLL_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Deactivate
    void deactivate() {
        poller.shutdownNow();
    }

    private void poll() {
        try {
            FolderWatch.Changes changes = folder.look();
            if (!changes.isEmpty()) {
                look(changes);
            }
            failing = false;
        } catch (UncheckedIOException e) {
            if (!failing) {
                log.error(
                        "the configuration directory cannot be read, what it said stays in force: {}",
                        e.getCause().toString());
            }
            failing = true;
        } catch (RuntimeException e) {
            // While the framework stops, Configuration Admin goes a moment before this is told, and it is not this
            // one's any more once
            // this was deactivated; the next start reads the files.
            if (!frameworkStops.getAsBoolean() && !poller.isShutdown()) {
                log.error("the configuration directory {} was not taken over", folder.path(), e);
            }
        }
    }

    private void look(FolderWatch.Changes changes) {
        lock.lock();
        try {
            takeOver(changes);
        } finally {
            lock.unlock();
        }
    }

    private void takeOver(FolderWatch.Changes changes) {
        TreeSet<String> pids = new TreeSet<>(changes.isFirst() ? defaults.keySet() : List.of());
        for (Path gone : changes.gone()) {
            if (Files.notExists(gone)) {
                files.remove(pid(gone));
                pids.add(pid(gone));
            }
        }
        for (Path file : changes.changed()) {
            if (takesOver(file)) {
                pids.remove(pid(file));
            }
        }
        pids.forEach(this::apply);
    }

    private boolean takesOver(Path file) {
        String pid = pid(file);
        try {
            files.put(pid, ConfigFile.read(file));
            apply(pid);
            return true;
        } catch (IOException | IllegalArgumentException e) {
            log.warn("{} is not read, what it said before stays in force: {}", file, e.toString());
            files.computeIfAbsent(pid, this::inForce);
            return false;
        }
    }

    private void apply(String pid) {
        try {
            Map<String, String> wanted = new TreeMap<>(defaults.getOrDefault(pid, Map.of()));
            boolean hasFile = files.containsKey(pid);
            if (hasFile) {
                wanted.putAll(files.get(pid));
            }
            Configuration configuration = configuration(pid);
            if (!hasFile && wanted.isEmpty()) {
                if (configuration.getProperties() != null) {
                    log.info("{} has its defaults: there is no {}.cfg any more", pid, pid);
                }
                configuration.delete();
                return;
            }
            wanted.put(
                    FILE_NAME,
                    folder.path().resolve(pid + ".cfg").toFile().toURI().toString());
            if (!wanted.equals(current(configuration))) {
                configuration.update(dictionary(wanted));
            }
        } catch (IOException e) {
            log.error("the configuration {} cannot be kept: {}", pid, e.toString());
        }
    }

    /** {@code pid~name} is a configuration of the factory {@code pid}. */
    private Configuration configuration(String pid) throws IOException {
        int tilde = pid.indexOf('~');
        return tilde < 0
                ? admin.getConfiguration(pid, "?")
                : admin.getFactoryConfiguration(pid.substring(0, tilde), pid.substring(tilde + 1), "?");
    }

    /** What an earlier run has kept for that PID, for a file that is unreadable at the start. */
    private Map<String, String> inForce(String pid) {
        try {
            Map<String, String> values = current(configuration(pid));
            values.remove(FILE_NAME);
            return values;
        } catch (IOException e) {
            log.error("the configuration {} cannot be read: {}", pid, e.toString());
            return new TreeMap<>();
        }
    }

    /** What an earlier run took from files that have gone since. */
    private void removeStrangers() {
        try {
            Configuration[] kept = admin.listConfigurations("(" + FILE_NAME + "=*)");
            for (Configuration configuration : kept == null ? new Configuration[0] : kept) {
                if (!files.containsKey(configuration.getPid()) && !defaults.containsKey(configuration.getPid())) {
                    configuration.delete();
                }
            }
        } catch (IOException | InvalidSyntaxException e) {
            log.error("configurations without a file cannot be removed: {}", e.toString());
        }
    }

    private static Map<String, String> current(Configuration configuration) {
        Map<String, String> values = new TreeMap<>();
        Dictionary<String, Object> properties = configuration.getProperties();
        if (properties != null) {
            for (String key : java.util.Collections.list(properties.keys())) {
                if (!key.startsWith("service.")) {
                    values.put(key, properties.get(key).toString());
                }
            }
        }
        return values;
    }

    private static Dictionary<String, Object> dictionary(Map<String, String> values) {
        return new Hashtable<>(values);
    }

    private static String pid(Path file) {
        String name = file.getFileName().toString();
        return name.substring(0, name.length() - ".cfg".length());
    }
}
