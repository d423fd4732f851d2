package org.waypost.control.deploy;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.felix.fileinstall.ArtifactInstaller;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Version;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.control.feature.ComponentGuard;
import org.waypost.features.BundleGuard;

/**
 * What FileInstall does with the jars of the deploy folders: a bundle that is there already is updated in place by a newer one; one that
 * does not work leaves what was there in place; and when its jar is taken away, what there is without it comes back. (FileInstall alone
 * installs another version beside the first one, and uninstalls both.)
 */
@Component(service = {ArtifactInstaller.class, DeployFolder.class})
public final class DeployFolder implements ArtifactInstaller {

    private static final Logger log = LoggerFactory.getLogger(DeployFolder.class);

    private final BundleContext system;
    private final DeployedJars deployed;
    private final Outcomes outcomes;
    private final Replacement replacement;

    @Activate
    public DeployFolder(BundleContext context, @Reference ComponentGuard guard) throws IOException, BundleException {
        this(context.getBundle(0).getBundleContext(), context.getDataFile("").toPath(), guard);
    }

    DeployFolder(BundleContext system, Path memory, BundleGuard guard) throws IOException, BundleException {
        this.system = system;
        deployed = DeployedJars.load(memory);
        outcomes = Outcomes.load(memory.resolve("outcomes.properties"));
        replacement = new Replacement(system, deployed, guard);
        Trial.clear(system);
        for (File file : deployed.files()) {
            if (!file.exists()) {
                uninstall(file);
            }
        }
    }

    /** What has come of each jar, by file. */
    List<Outcome> outcomes() {
        return outcomes.all();
    }

    @Override
    public boolean canHandle(File file) {
        // FileInstall asks again for a jar that has gone, if this component was not there for a moment. A broken one is
        // for this
        // component to tell of.
        return file.getName().endsWith(".jar");
    }

    @Override
    public synchronized void install(File file) throws IOException {
        DeployJar jar;
        try {
            jar = DeployJar.read(file);
        } catch (IOException e) {
            refuse(new Outcome(file, "", "", Outcome.State.BROKEN, e.getMessage()));
            return;
        }
        if (deploy(jar)) {
            retryOthers(file);
        }
    }

    @Override
    public void update(File file) throws IOException {
        install(file);
    }

    @Override
    public synchronized void uninstall(File file) throws IOException {
        Optional<Bundle> bundle = Arrays.stream(system.getBundles())
                .filter(each -> deployed.source(each).equals(Optional.of(file)))
                .findFirst();
        outcomes.remove(file);
        try {
            if (bundle.isPresent()) {
                takeBack(bundle.get(), file);
            }
        } catch (BundleException e) {
            log.error("{} was taken away, its bundle stays: {}", file, e.getMessage());
        } finally {
            deployed.remove(file);
        }
    }

    /** True if its bundle runs that did not before. */
    private boolean deploy(DeployJar jar) throws IOException {
        Optional<Bundle> running = bundle(jar.name());
        if (running.isPresent() && deployed.isCurrent(jar.file(), running.get())) {
            outcomes.put(outcome(jar, Outcome.State.DEPLOYED, ""));
            return false;
        }
        Optional<String> older = running.flatMap(bundle -> notNewer(jar, bundle));
        if (older.isPresent()) {
            refuse(outcome(jar, Outcome.State.NOT_TAKEN, older.get()));
            return false;
        }
        Optional<String> fault = fault(jar, running);
        if (fault.isPresent()) {
            refuse(outcome(jar, Outcome.State.BROKEN, fault.get()));
            return false;
        }
        outcomes.put(outcome(jar, Outcome.State.DEPLOYED, ""));
        log.info(
                "{} {} is {} from {}",
                jar.name(),
                jar.version(),
                running.isPresent() ? "updated" : "installed",
                jar.file());
        return true;
    }

    private Optional<String> fault(DeployJar jar, Optional<Bundle> running) throws IOException {
        try {
            Optional<String> objection = Trial.objection(system, jar, running);
            if (objection.isPresent()) {
                return objection;
            }
            return running.isPresent() ? replacement.update(running.get(), jar) : replacement.add(jar);
        } catch (BundleException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** Why a jar is no news, if it is none: there is something as new without it. */
    private Optional<String> notNewer(DeployJar jar, Bundle running) {
        Optional<File> source = deployed.source(running).filter(file -> !file.equals(jar.file()));
        if (source.isPresent()) {
            return notNewer(jar, running.getVersion(), source.get().getName());
        }
        if (running.getLocation().equals(jar.file().toURI().toString())) {
            return Optional.empty();
        }
        return notNewer(jar, installed(running), "the installation");
    }

    /** The version that a bundle has where it was installed from. */
    private static Version installed(Bundle bundle) {
        try {
            return DeployJar.read(new File(URI.create(bundle.getLocation()))).version();
        } catch (IOException | IllegalArgumentException e) {
            return bundle.getVersion();
        }
    }

    private static Optional<String> notNewer(DeployJar jar, Version other, String origin) {
        return jar.version().compareTo(other) > 0
                ? Optional.empty()
                : Optional.of(
                        jar.version().equals(other)
                                ? "it is the version that " + origin + " has"
                                : "it is older than " + other + ", which " + origin + " has");
    }

    /** The jars that are left decide what runs now: the newest of the same bundle, or what there is without any. */
    private void takeBack(Bundle bundle, File file) throws BundleException, IOException {
        String name = bundle.getSymbolicName();
        boolean isOwn = replacement.takeBack(bundle, file);
        log.info("{} is {}: {} was taken away", name, isOwn ? "uninstalled" : "the installation's again", file);
        List<Outcome> others = outcomes.all().stream()
                .filter(outcome -> outcome.name().equals(name))
                .sorted(Comparator.comparing((Outcome outcome) -> Version.parseVersion(outcome.version()))
                        .reversed())
                .toList();
        for (Outcome other : others) {
            install(other.file());
        }
    }

    /** What a broken one lacked may have come with another. */
    private void retryOthers(File news) throws IOException {
        for (Outcome outcome : outcomes.all()) {
            if (outcome.state() == Outcome.State.BROKEN
                    && !outcome.file().equals(news)
                    && outcome.file().exists()) {
                install(outcome.file());
            }
        }
    }

    private void refuse(Outcome outcome) throws IOException {
        if (outcomes.put(outcome)) {
            if (outcome.state() == Outcome.State.BROKEN) {
                log.error("{} is not deployed, all stays as it was: {}", outcome.file(), outcome.reason());
            } else {
                log.warn("{} is not taken: {}", outcome.file(), outcome.reason());
            }
        }
    }

    private Optional<Bundle> bundle(String symbolicName) {
        return Arrays.stream(system.getBundles())
                .filter(bundle -> symbolicName.equals(bundle.getSymbolicName()))
                .findFirst();
    }

    private static Outcome outcome(DeployJar jar, Outcome.State state, String reason) {
        return new Outcome(jar.file(), jar.name(), jar.version().toString(), state, reason);
    }
}
