package org.waypost.control.deploy;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.apache.felix.fileinstall.ArtifactInstaller;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What FileInstall does with the jars of the deploy folders: a bundle that is there already, in whatever version, is updated in
 * place; one that turns out not to work gives way to what it replaced; and when its jar is taken away, the distribution's own
 * comes back. (FileInstall alone installs another version beside the first one, and uninstalls both.)
 */
@Component
public final class DeployFolder implements ArtifactInstaller {

    private static final Logger log = LoggerFactory.getLogger(DeployFolder.class);
    private static final int START_LEVEL = 15;

    private final BundleContext system;
    private final DeployedJars deployed;

    @Activate
    public DeployFolder(BundleContext context) throws IOException {
        this(
                context.getBundle(0).getBundleContext(),
                context.getDataFile("deployed.properties").toPath());
    }

    DeployFolder(BundleContext system, Path memory) throws IOException {
        this.system = system;
        deployed = DeployedJars.load(memory);
        for (File file : deployed.files()) {
            if (!file.exists()) {
                uninstallQuietly(file);
            }
        }
    }

    @Override
    public boolean canHandle(File file) {
        // FileInstall asks again for a jar that has gone, if this component was not there for a moment.
        return deployed.knows(file) || symbolicName(file).isPresent();
    }

    @Override
    public void install(File file) throws IOException {
        String name = symbolicName(file).orElseThrow(() -> new IOException(file + " is not a bundle"));
        Optional<Bundle> running = bundle(name);
        if (running.isPresent() && deployed.isCurrent(file, running.get())) {
            return;
        }
        try {
            if (running.isPresent()) {
                replace(running.get(), file);
            } else {
                add(file);
            }
        } catch (BundleException e) {
            log.error("{} is not deployed: {}", file, e.getMessage());
        }
    }

    @Override
    public void update(File file) throws IOException {
        install(file);
    }

    @Override
    public void uninstall(File file) throws IOException, BundleException {
        Optional<Bundle> bundle = deployed.remove(file).map(system::getBundle);
        if (bundle.isEmpty()) {
            return;
        }
        if (bundle.get().getLocation().equals(location(file))) {
            bundle.get().uninstall();
            log.info("{} is uninstalled: its jar was taken away", bundle.get().getSymbolicName());
        } else {
            bundle.get().update();
            log.info(
                    "{} is the distribution's again: its jar was taken away",
                    bundle.get().getSymbolicName());
        }
    }

    /** For a jar that was taken away while nobody watched. */
    private void uninstallQuietly(File file) throws IOException {
        try {
            uninstall(file);
        } catch (BundleException e) {
            log.error("{} was taken away, its bundle stays: {}", file, e.getMessage());
        }
    }

    private void add(File file) throws IOException, BundleException {
        Bundle bundle;
        try (InputStream jar = Files.newInputStream(file.toPath())) {
            bundle = system.installBundle(location(file), jar);
        }
        deployed.put(file, bundle);
        bundle.adapt(BundleStartLevel.class).setStartLevel(START_LEVEL);
        if (bundle.getHeaders("").get(Constants.FRAGMENT_HOST) == null) {
            bundle.start(Bundle.START_ACTIVATION_POLICY);
        }
        log.info("{} {} is installed from {}", bundle.getSymbolicName(), bundle.getVersion(), file);
    }

    private void replace(Bundle bundle, File file) throws IOException, BundleException {
        boolean shouldRun = bundle.adapt(BundleStartLevel.class).isPersistentlyStarted();
        boolean hasUsers = hasUsers(bundle);
        try (InputStream jar = Files.newInputStream(file.toPath())) {
            bundle.update(jar);
            if (shouldRun) {
                bundle.start(Bundle.START_ACTIVATION_POLICY);
            }
        } catch (BundleException e) {
            if (bundle.getState() != Bundle.ACTIVE) {
                bundle.update();
                bundle.start(Bundle.START_ACTIVATION_POLICY);
            }
            deployed.put(file, bundle);
            log.error("{} does not work, the bundle of the distribution runs instead: {}", file, e.getMessage());
            return;
        }
        deployed.put(file, bundle);
        if (hasUsers) {
            system.getBundle().adapt(FrameworkWiring.class).refreshBundles(List.of(bundle));
        }
        log.info("{} {} is updated from {}", bundle.getSymbolicName(), bundle.getVersion(), file);
    }

    /** Other bundles go on with the packages of the old revision until they are refreshed. */
    private static boolean hasUsers(Bundle bundle) {
        BundleWiring wiring = bundle.adapt(BundleWiring.class);
        return wiring != null
                && !wiring.getProvidedWires(PackageNamespace.PACKAGE_NAMESPACE).isEmpty();
    }

    private Optional<Bundle> bundle(String symbolicName) {
        return Arrays.stream(system.getBundles())
                .filter(bundle -> symbolicName.equals(bundle.getSymbolicName()))
                .findFirst();
    }

    private static String location(File file) {
        return file.toURI().toString();
    }

    private static Optional<String> symbolicName(File file) {
        if (!file.getName().endsWith(".jar")) {
            return Optional.empty();
        }
        try (JarFile jar = new JarFile(file)) {
            Manifest manifest = jar.getManifest();
            String name =
                    manifest == null ? null : manifest.getMainAttributes().getValue(Constants.BUNDLE_SYMBOLICNAME);
            return Optional.ofNullable(name).map(value -> value.split(";")[0].strip());
        } catch (IOException e) {
            log.warn("{} cannot be read as a jar: {}", file, e.getMessage());
            return Optional.empty();
        }
    }
}
