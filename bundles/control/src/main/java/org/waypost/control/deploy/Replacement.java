package org.waypost.control.deploy;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.features.BundleGuard;
import org.waypost.features.Unresolved;

/** Puts bundles in the place of others, and what was there back if they do not work. */
final class Replacement {

    private static final Logger log = LoggerFactory.getLogger(Replacement.class);
    private static final int START_LEVEL = 15;

    private final BundleContext system;
    private final DeployedJars deployed;
    private final BundleGuard guard;

    Replacement(BundleContext system, DeployedJars deployed, BundleGuard guard) {
        this.system = system;
        this.deployed = deployed;
        this.guard = guard;
    }

    /** Installs a bundle that is new; tells why it does not work, and then it is not there. */
    Optional<String> add(DeployJar jar) throws BundleException, IOException {
        Bundle bundle;
        try (InputStream in = Files.newInputStream(jar.file().toPath())) {
            bundle = system.installBundle(location(jar.file()), in);
        }
        bundle.adapt(BundleStartLevel.class).setStartLevel(START_LEVEL);
        Optional<String> fault = start(bundle);
        if (fault.isPresent()) {
            bundle.uninstall();
            refresh(bundle);
        } else {
            deployed.put(jar.file(), bundle);
        }
        return fault;
    }

    /** Updates a bundle in place; tells why the new one does not work, and then the one before is back. */
    Optional<String> update(Bundle bundle, DeployJar jar) throws BundleException, IOException {
        boolean shouldRun = bundle.adapt(BundleStartLevel.class).isPersistentlyStarted();
        boolean hasUsers = hasUsers(bundle);
        long before = bundle.getLastModified();
        Optional<Path> previous = deployed.copy(bundle);
        Optional<String> fault = update(bundle, Optional.of(jar.file().toPath()), shouldRun);
        if (fault.isEmpty()) {
            deployed.put(jar.file(), bundle);
        } else {
            Optional<String> again = update(bundle, previous, shouldRun);
            again.ifPresent(reason -> log.error(
                    "{} {} does not work either: it {}", bundle.getSymbolicName(), bundle.getVersion(), reason));
            if (previous.isPresent()) {
                deployed.restamp(bundle, before);
            }
        }
        if (hasUsers) {
            refresh(bundle);
        }
        return fault;
    }

    /** Undoes what a jar that has gone brought; true if there was no such bundle without it, which then is uninstalled. */
    boolean takeBack(Bundle bundle, File file) throws BundleException {
        boolean isOwn = bundle.getLocation().equals(location(file));
        boolean hasUsers = hasUsers(bundle);
        if (isOwn) {
            bundle.uninstall();
        } else {
            bundle.update();
        }
        if (hasUsers) {
            refresh(bundle);
        }
        return isOwn;
    }

    /** Updates from a jar, or from where the bundle was installed from. */
    private Optional<String> update(Bundle bundle, Optional<Path> jar, boolean shouldRun) throws IOException {
        long before = bundle.getLastModified();
        try (InputStream in = jar.isPresent() ? Files.newInputStream(jar.get()) : null) {
            bundle.update(in);
        } catch (BundleException e) {
            if (bundle.getLastModified() == before) {
                return Optional.of("cannot be read: " + e.getMessage());
            }
            // It is updated, and the start that goes with that has failed: the next one says why.
        }
        return shouldRun ? start(bundle) : Optional.empty();
    }

    private Optional<String> start(Bundle bundle) {
        if (bundle.getHeaders("").get(Constants.FRAGMENT_HOST) != null) {
            return Optional.empty();
        }
        try {
            bundle.start(Bundle.START_ACTIVATION_POLICY);
            return guard.fault(bundle);
        } catch (BundleException e) {
            return Optional.of(Unresolved.reason(wiring(), bundle, e));
        }
    }

    /** Other bundles go on with the packages of the old revision until they are refreshed. */
    private static boolean hasUsers(Bundle bundle) {
        BundleWiring wiring = bundle.adapt(BundleWiring.class);
        return wiring != null
                && !wiring.getProvidedWires(PackageNamespace.PACKAGE_NAMESPACE).isEmpty();
    }

    private void refresh(Bundle bundle) {
        wiring().refreshBundles(List.of(bundle));
    }

    private FrameworkWiring wiring() {
        return system.getBundle().adapt(FrameworkWiring.class);
    }

    private static String location(File file) {
        return file.toURI().toString();
    }
}
