package org.waypost.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the bundles of a framework that is not started yet those that the features name, each as its jar is now. */
final class BundleInstaller {

    private static final Logger log = LoggerFactory.getLogger(BundleInstaller.class);

    private final BundleContext context;
    private final FeatureFolders folders;
    private final BundleStamps stamps;

    BundleInstaller(BundleContext context, FeatureFolders folders, BundleStamps stamps) {
        this.context = context;
        this.folders = folders;
        this.stamps = stamps;
    }

    void install(List<BundleEntry> entries) throws IOException {
        Set<String> wanted = new HashSet<>();
        for (BundleEntry entry : entries) {
            Path jar = folders.jar(entry);
            String location = jar.toUri().toString();
            wanted.add(location);
            try {
                install(entry, jar, location);
            } catch (IOException | BundleException e) {
                log.error("bundle {} of the features is not installed: {}", jar, e.toString());
            }
        }
        removeAllBut(wanted);
        stamps.save();
    }

    private void install(BundleEntry entry, Path jar, String location) throws IOException, BundleException {
        if (!Files.isRegularFile(jar)) {
            throw new IOException("there is no such file");
        }
        String stamp = BundleStamps.of(jar);
        Bundle bundle = context.getBundle(location);
        boolean isNew = bundle == null;
        if (isNew) {
            bundle = context.installBundle(location);
        } else if (!stamps.matches(location, stamp)) {
            log.info("updating {}: its jar has changed since the last start", bundle.getSymbolicName());
            bundle.update(Files.newInputStream(jar));
        }
        stamps.put(location, stamp);
        bundle.adapt(BundleStartLevel.class).setStartLevel(entry.startLevel());
        // A bundle that an operator has stopped stays stopped over a restart, as OSGi has it.
        if (isNew && entry.start() && bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null) {
            bundle.start(Bundle.START_ACTIVATION_POLICY);
        }
    }

    private void removeAllBut(Set<String> wanted) {
        Set<String> known = new HashSet<>(stamps.locations());
        // What an operator was adding when the process was killed has no stamp yet.
        for (Bundle bundle : context.getBundles()) {
            if (folders.holds(bundle.getLocation())) {
                known.add(bundle.getLocation());
            }
        }
        known.removeAll(wanted);
        for (String location : known) {
            Bundle bundle = context.getBundle(location);
            try {
                if (bundle != null) {
                    bundle.uninstall();
                }
                stamps.remove(location);
            } catch (BundleException e) {
                log.error("{} is in no feature any more and cannot be uninstalled: {}", location, e.toString());
            }
        }
    }
}
