package org.waypost.control.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.apache.felix.framework.FrameworkFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;

/** Deploys jars to a framework that has the bundle {@code stock} in version 1 from its distribution. */
class DeployFolderTest {

    @TempDir
    private Path folder;

    private File jar;
    private Framework framework;
    private DeployFolder deploy;

    @BeforeEach
    void startFramework() throws Exception {
        framework = new FrameworkFactory()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE,
                        folder.resolve("cache").toString(),
                        Constants.FRAMEWORK_BEGINNING_STARTLEVEL,
                        "20"));
        framework.start();
        Path stock = write(folder.resolve("stock.jar"), "stock", "1.0.0", "");
        framework.getBundleContext().installBundle(stock.toUri().toString()).start();
        jar = Files.createDirectory(folder.resolve("deploy"))
                .resolve("anything.jar")
                .toFile();
        open();
    }

    @AfterEach
    void stopFramework() throws Exception {
        framework.stop();
        framework.waitForStop(10_000);
    }

    @Test
    void updatesABundleInPlaceWhateverTheVersion() throws Exception {
        long id = find("stock").orElseThrow().getBundleId();

        deploy("stock", "2.0.0", "");

        assertThat(find("stock").orElseThrow().getBundleId()).isEqualTo(id);
        assertRuns("stock", "2.0.0");
    }

    @Test
    void installsABundleThatIsNew() throws Exception {
        deploy("extra", "1.0.0", "");

        assertRuns("extra", "1.0.0");
    }

    @Test
    void goesBackToTheDistributionIfABundleDoesNotResolve() throws Exception {
        deploy("stock", "2.0.0", "no.such.pkg");

        assertRuns("stock", "1.0.0");
    }

    @Test
    void takesTheNextJarAfterABrokenOne() throws Exception {
        deploy("stock", "2.0.0", "no.such.pkg");

        deploy("stock", "3.0.0", "");

        assertRuns("stock", "3.0.0");
    }

    @Test
    void goesBackToTheDistributionWhenTheJarIsTakenAway() throws Exception {
        deploy("stock", "2.0.0", "");

        takeAway();
        deploy.uninstall(jar);

        assertRuns("stock", "1.0.0");
    }

    @Test
    void uninstallsWhatOnlyTheJarHasBrought() throws Exception {
        deploy("extra", "1.0.0", "");

        takeAway();
        deploy.uninstall(jar);

        assertThat(find("extra")).isEmpty();
    }

    @Test
    void noticesAJarThatWasTakenAwayWhileItWasNotThere() throws Exception {
        deploy("stock", "2.0.0", "");

        takeAway();
        open();

        assertRuns("stock", "1.0.0");
    }

    @Test
    void stillAnswersForAJarThatHasGone() throws Exception {
        deploy("stock", "2.0.0", "");

        takeAway();

        assertThat(deploy.canHandle(jar)).isTrue();
    }

    @Test
    void doesNotDeployTheSameJarTwice() throws Exception {
        deploy("stock", "2.0.0", "");
        long updated = find("stock").orElseThrow().getLastModified();

        open();
        deploy.install(jar);

        assertThat(find("stock").orElseThrow().getLastModified()).isEqualTo(updated);
    }

    @Test
    void deploysAgainOverABundleThatSomeoneElseHasUpdated() throws Exception {
        deploy("stock", "2.0.0", "");
        find("stock").orElseThrow().update();
        assertRuns("stock", "1.0.0");

        open();
        deploy.install(jar);

        assertRuns("stock", "2.0.0");
    }

    @Test
    void leavesABundleStoppedThatAnOperatorHasStopped() throws Exception {
        find("stock").orElseThrow().stop();

        deploy("stock", "2.0.0", "");

        assertThat(find("stock").orElseThrow().getVersion()).hasToString("2.0.0");
        assertThat(find("stock").orElseThrow().getState()).isNotEqualTo(Bundle.ACTIVE);
    }

    @Test
    void wantsNoFileThatIsNoBundle() throws IOException {
        Files.writeString(jar.toPath(), "half of a jar");

        assertThat(deploy.canHandle(jar)).isFalse();
        assertThat(deploy.canHandle(folder.resolve("notes.txt").toFile())).isFalse();
    }

    private void open() throws IOException {
        deploy = new DeployFolder(framework.getBundleContext(), folder.resolve("deployed.properties"));
    }

    private void deploy(String name, String version, String imports) throws Exception {
        write(jar.toPath(), name, version, imports);
        assertThat(deploy.canHandle(jar)).isTrue();
        deploy.install(jar);
    }

    private void takeAway() throws IOException {
        Files.delete(jar.toPath());
    }

    private void assertRuns(String name, String version) {
        Bundle bundle = find(name).orElseThrow();
        assertThat(bundle.getVersion()).hasToString(version);
        assertThat(bundle.getState()).isEqualTo(Bundle.ACTIVE);
    }

    private Optional<Bundle> find(String name) {
        return Arrays.stream(framework.getBundleContext().getBundles())
                .filter(bundle -> name.equals(bundle.getSymbolicName()))
                .findFirst();
    }

    private static Path write(Path file, String name, String version, String imports) throws IOException {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        headers.putValue(Constants.BUNDLE_SYMBOLICNAME, name);
        headers.putValue(Constants.BUNDLE_VERSION, version);
        if (!imports.isEmpty()) {
            headers.putValue(Constants.IMPORT_PACKAGE, imports);
        }
        try (OutputStream out = Files.newOutputStream(file)) {
            new JarOutputStream(out, manifest).close();
        }
        return file;
    }
}
