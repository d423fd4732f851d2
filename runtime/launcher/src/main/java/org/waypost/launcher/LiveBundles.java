package org.waypost.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.BundleWire;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.features.BundleGuard;
import org.waypost.features.BundleText;
import org.waypost.features.FeatureException;
import org.waypost.features.Unresolved;

/** Brings bundles into a running framework, all or none, and takes them out. */
final class LiveBundles {

    private static final Logger log = LoggerFactory.getLogger(LiveBundles.class);
    private static final long REFRESH_SECONDS = 30;

    private final BundleContext context;
    private final FeatureFolders folders;
    private final BundleStamps stamps;

    LiveBundles(BundleContext context, FeatureFolders folders, BundleStamps stamps) {
        this.context = context;
        this.folders = folders;
        this.stamps = stamps;
    }

    /**
     * Installs and starts those that are not there yet.
     *
     * @param entries by start level
     * @throws FeatureException if one does not resolve, start or work; then none is there
     */
    void add(List<BundleEntry> entries) throws IOException {
        List<Bundle> fresh = new ArrayList<>();
        List<Bundle> toStart = new ArrayList<>();
        boolean done = false;
        try {
            for (BundleEntry entry : entries) {
                if (context.getBundle(folders.location(entry)) == null) {
                    Bundle bundle = install(entry);
                    fresh.add(bundle);
                    if (entry.start() && bundle.getHeaders("").get(Constants.FRAGMENT_HOST) == null) {
                        toStart.add(bundle);
                    }
                }
            }
            wiring().resolveBundles(fresh);
            for (Bundle bundle : toStart) {
                start(bundle);
            }
            for (Bundle bundle : fresh) {
                for (BundleGuard guard : guards()) {
                    guard.fault(bundle).ifPresent(fault -> {
                        throw new FeatureException(BundleText.name(bundle) + ": " + fault + "; nothing is added");
                    });
                }
            }
            stamps.save();
            done = true;
        } finally {
            if (!done) {
                uninstall(fresh);
            }
        }
    }

    /** Stops and uninstalls bundles, and has the framework forget them. */
    void remove(Collection<Bundle> leaving) {
        uninstall(leaving);
        try {
            stamps.save();
        } catch (IOException e) {
            log.warn("it cannot be kept which bundles were removed, which costs the next start time: {}", e.toString());
        }
    }

    /** Why these bundles cannot go; empty if they can. */
    Optional<String> need(Set<Bundle> leaving) {
        for (Bundle bundle : leaving) {
            BundleWiring wires = bundle.adapt(BundleWiring.class);
            for (BundleWire wire : wires == null ? List.<BundleWire>of() : wires.getProvidedWires(null)) {
                Bundle user = wire.getRequirerWiring().getBundle();
                if (!leaving.contains(user) && !isOptional(wire)) {
                    return Optional.of(BundleText.name(user) + " needs " + BundleText.name(bundle));
                }
            }
        }
        return guards().stream().flatMap(guard -> guard.need(leaving).stream()).findFirst();
    }

    private Bundle install(BundleEntry entry) throws IOException {
        Path jar = folders.jar(entry);
        if (!Files.isRegularFile(jar)) {
            throw new FeatureException(
                    entry.id() + " is not in the installation: there is no " + jar + "; nothing is added");
        }
        String location = jar.toUri().toString();
        try {
            stamps.put(location, BundleStamps.of(jar));
            Bundle bundle = context.installBundle(location);
            bundle.adapt(BundleStartLevel.class).setStartLevel(entry.startLevel());
            return bundle;
        } catch (BundleException e) {
            stamps.remove(location);
            throw new FeatureException(entry.id() + " cannot be installed: " + e.getMessage() + "; nothing is added");
        }
    }

    private void start(Bundle bundle) {
        try {
            bundle.start(Bundle.START_ACTIVATION_POLICY);
        } catch (BundleException e) {
            throw new FeatureException(
                    BundleText.name(bundle) + " " + Unresolved.reason(wiring(), bundle, e) + "; nothing is added");
        }
    }

    private void uninstall(Collection<Bundle> bundles) {
        List<Bundle> lastFirst = new ArrayList<>(bundles);
        lastFirst.sort(Comparator.comparingInt(
                        (Bundle bundle) -> bundle.adapt(BundleStartLevel.class).getStartLevel())
                .thenComparing(Bundle::getBundleId)
                .reversed());
        for (Bundle bundle : lastFirst) {
            try {
                stamps.remove(bundle.getLocation());
                bundle.uninstall();
            } catch (BundleException | IllegalStateException e) {
                log.error("{} cannot be uninstalled: {}", BundleText.name(bundle), e.toString());
            }
        }
        refresh(lastFirst);
    }

    /** Without it, the class loaders of what is uninstalled stay as long as anyone uses their packages. */
    private void refresh(List<Bundle> gone) {
        if (gone.isEmpty()) {
            return;
        }
        CountDownLatch done = new CountDownLatch(1);
        wiring().refreshBundles(gone, event -> {
            if (event.getType() == FrameworkEvent.PACKAGES_REFRESHED) {
                done.countDown();
            }
        });
        try {
            if (!done.await(REFRESH_SECONDS, TimeUnit.SECONDS)) {
                log.warn("the framework has not forgotten {} after {} s", gone, REFRESH_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<BundleGuard> guards() {
        List<BundleGuard> guards = new ArrayList<>();
        try {
            // All: the other classes of a guard may be on this class path too (control.jar is, for the client) and yet
            // be others.
            ServiceReference<?>[] services = context.getAllServiceReferences(BundleGuard.class.getName(), null);
            for (ServiceReference<?> each : services == null ? new ServiceReference<?>[0] : services) {
                // Not given back: it is asked later on, and ends with its bundle.
                if (context.getService(each) instanceof BundleGuard guard) {
                    guards.add(guard);
                }
            }
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
        return guards;
    }

    private FrameworkWiring wiring() {
        return context.getBundle(0).adapt(FrameworkWiring.class);
    }

    private static boolean isOptional(BundleWire wire) {
        return Constants.RESOLUTION_OPTIONAL.equals(
                wire.getRequirement().getDirectives().get(Constants.RESOLUTION_DIRECTIVE));
    }
}
