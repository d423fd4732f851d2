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
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.apache.felix.framework.FrameworkFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.waypost.features.BundleGuard;

/** Deploys jars to a framework that has the bundle {@code stock} in version 1 from its distribution. */
class DeployFolderTest {

    @TempDir
    private Path folder;

    private File jar;
    private Framework framework;
    private DeployFolder deploy;

    // What the next bundle that is started is said to suffer from.
    private Optional<String> fault = Optional.empty();

    @BeforeEach
    void startFramework() throws Exception {
        framework = new FrameworkFactory()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE,
                        folder.resolve("cache").toString(),
                        Constants.FRAMEWORK_BEGINNING_STARTLEVEL,
                        "20"));
        framework.start();
        Path stock = write(folder.resolve("stock.jar"), "stock", "1.0.0");
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
    void updatesABundleInPlaceByANewerOne() throws Exception {
        long id = find("stock").orElseThrow().getBundleId();

        deploy("stock", "2.0.0");

        assertThat(find("stock").orElseThrow().getBundleId()).isEqualTo(id);
        assertRuns("stock", "2.0.0");
        assertThat(deploy.outcomes()).containsExactly(new Outcome(jar, "stock", "2.0.0", Outcome.State.DEPLOYED, ""));
    }

    @ParameterizedTest
    @CsvSource({
        "1.0.0, it is the version that the installation has",
        "0.9.0, 'it is older than 1.0.0, which the installation has'"
    })
    void takesNoBundleThatIsNotNewer(String version, String reason) throws Exception {
        deploy("stock", version);

        assertRuns("stock", "1.0.0");
        assertThat(deploy.outcomes())
                .containsExactly(new Outcome(jar, "stock", version, Outcome.State.NOT_TAKEN, reason));
    }

    @Test
    void takesAJarThatWasBuiltAgain() throws Exception {
        deploy("stock", "2.0.0");
        long updated = find("stock").orElseThrow().getLastModified();

        deploy("stock", "2.0.0", "X-Build", "2");

        assertThat(find("stock").orElseThrow().getLastModified()).isGreaterThan(updated);
        assertThat(find("stock").orElseThrow().getHeaders().get("X-Build")).isEqualTo("2");
    }

    @Test
    void takesTheNewestOfSeveralJarsAndTheNextWhenThatGoes() throws Exception {
        deploy("stock", "2.0.0");
        File newer = write(folder.resolve("deploy/newer.jar"), "stock", "3.0.0").toFile();
        deploy.install(newer);
        File older = write(folder.resolve("deploy/older.jar"), "stock", "1.5.0").toFile();
        deploy.install(older);
        assertRuns("stock", "3.0.0");
        assertThat(reason(older)).isEqualTo("it is older than 3.0.0, which newer.jar has");

        Files.delete(newer.toPath());
        deploy.uninstall(newer);
        assertRuns("stock", "2.0.0");

        Files.delete(older.toPath());
        deploy.uninstall(older);
        assertRuns("stock", "2.0.0");

        takeAway();
        deploy.uninstall(jar);
        assertRuns("stock", "1.0.0");
    }

    @Test
    void installsABundleThatIsNew() throws Exception {
        deploy("extra", "1.0.0");

        assertRuns("extra", "1.0.0");
    }

    @Test
    void leavesTheRunningBundleAloneIfTheNewOneWouldNotResolve() throws Exception {
        long modified = find("stock").orElseThrow().getLastModified();

        deploy("stock", "2.0.0", Constants.IMPORT_PACKAGE, "no.such.pkg");

        assertRuns("stock", "1.0.0");
        assertThat(find("stock").orElseThrow().getLastModified()).isEqualTo(modified);
        assertThat(reason(jar)).isEqualTo("needs the package no.such.pkg, which no bundle has");
        assertThat(framework.getBundleContext().getBundles()).hasSize(2);
    }

    @Test
    void leavesTheRunningBundleAloneIfItsUsersWouldMissSomething() throws Exception {
        deploy("stock", "2.0.0", Constants.EXPORT_PACKAGE, "stock.api;version=1.1");
        Path user = write(
                folder.resolve("user.jar"), "user", "1.0.0", Constants.IMPORT_PACKAGE, "stock.api;version=\"[1.0,2)\"");
        framework.getBundleContext().installBundle(user.toUri().toString()).start();

        deploy("stock", "3.0.0", Constants.EXPORT_PACKAGE, "stock.api;version=2.0");

        assertRuns("stock", "2.0.0");
        assertRuns("user", "1.0.0");
        assertThat(reason(jar)).isEqualTo("lacks the package stock.api [1.0.0,2.0.0), which user uses");
    }

    @Test
    void goesBackIfAnActivatorThrows() throws Exception {
        deploy("stock", "2.0.0", Constants.BUNDLE_ACTIVATOR, "no.such.Activator");

        assertRuns("stock", "1.0.0");
        assertThat(reason(jar)).startsWith("does not start: ").contains("no.such.Activator");
    }

    @Test
    void goesBackIfAComponentFails() throws Exception {
        fault = Optional.of("its component fails");

        deploy("stock", "2.0.0");

        assertRuns("stock", "1.0.0");
        assertThat(reason(jar)).isEqualTo("its component fails");
    }

    @Test
    void goesBackToTheJarBeforeIfThatWasOverwritten() throws Exception {
        deploy("stock", "2.0.0");

        deploy("stock", "3.0.0", Constants.BUNDLE_ACTIVATOR, "no.such.Activator");

        assertRuns("stock", "2.0.0");
        open();
        assertRuns("stock", "2.0.0");
        takeAway();
        deploy.uninstall(jar);
        assertRuns("stock", "1.0.0");
    }

    @Test
    void installsNoNewBundleThatDoesNotWork() throws Exception {
        deploy("extra", "1.0.0", Constants.BUNDLE_ACTIVATOR, "no.such.Activator");

        assertThat(find("extra")).isEmpty();
        assertThat(reason(jar)).startsWith("does not start: ");
    }

    @Test
    void installsABundleOnceWhatItLackedIsThere() throws Exception {
        deploy("user", "1.0.0", Constants.IMPORT_PACKAGE, "library.api");
        assertThat(find("user")).isEmpty();

        deploy.install(
                write(folder.resolve("deploy/library.jar"), "library", "1.0.0", Constants.EXPORT_PACKAGE, "library.api")
                        .toFile());

        assertRuns("library", "1.0.0");
        assertRuns("user", "1.0.0");
    }

    @Test
    void takesTheNextJarAfterABrokenOne() throws Exception {
        deploy("stock", "2.0.0", Constants.IMPORT_PACKAGE, "no.such.pkg");

        deploy("stock", "3.0.0");

        assertRuns("stock", "3.0.0");
    }

    @Test
    void goesBackToTheDistributionWhenTheJarIsTakenAway() throws Exception {
        deploy("stock", "2.0.0");

        takeAway();
        deploy.uninstall(jar);

        assertRuns("stock", "1.0.0");
    }

    @Test
    void uninstallsWhatOnlyTheJarHasBrought() throws Exception {
        deploy("extra", "1.0.0");

        takeAway();
        deploy.uninstall(jar);

        assertThat(find("extra")).isEmpty();
    }

    @Test
    void noticesAJarThatWasTakenAwayWhileItWasNotThere() throws Exception {
        deploy("stock", "2.0.0");

        takeAway();
        open();

        assertRuns("stock", "1.0.0");
    }

    @Test
    void stillAnswersForAJarThatHasGone() throws Exception {
        deploy("stock", "2.0.0");

        takeAway();

        assertThat(deploy.canHandle(jar)).isTrue();
    }

    @Test
    void doesNotDeployTheSameJarTwice() throws Exception {
        deploy("stock", "2.0.0");
        long updated = find("stock").orElseThrow().getLastModified();

        open();
        deploy.install(jar);

        assertThat(find("stock").orElseThrow().getLastModified()).isEqualTo(updated);
    }

    @Test
    void deploysAgainOverABundleThatSomeoneElseHasUpdated() throws Exception {
        deploy("stock", "2.0.0");
        find("stock").orElseThrow().update();
        assertRuns("stock", "1.0.0");

        open();
        deploy.install(jar);

        assertRuns("stock", "2.0.0");
    }

    @Test
    void leavesABundleStoppedThatAnOperatorHasStopped() throws Exception {
        find("stock").orElseThrow().stop();

        deploy("stock", "2.0.0");

        assertThat(find("stock").orElseThrow().getVersion()).hasToString("2.0.0");
        assertThat(find("stock").orElseThrow().getState()).isNotEqualTo(Bundle.ACTIVE);
    }

    @Test
    void tellsOfAJarThatIsNone() throws Exception {
        Files.writeString(jar.toPath(), "half of a jar");
        assertThat(deploy.canHandle(jar)).isTrue();

        deploy.install(jar);

        assertThat(reason(jar)).startsWith("is no jar: ");
        assertRuns("stock", "1.0.0");
        open();
        assertThat(reason(jar)).startsWith("is no jar: ");
    }

    @Test
    void tellsOfAJarThatIsNoBundle() throws Exception {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar.toPath()))) {
            out.putNextEntry(new ZipEntry("readme"));
        }
        deploy.install(jar);
        assertThat(reason(jar)).isEqualTo("has no manifest");

        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        new JarOutputStream(Files.newOutputStream(jar.toPath()), manifest).close();
        deploy.update(jar);
        assertThat(reason(jar)).isEqualTo("is no bundle: its manifest has no Bundle-SymbolicName");
    }

    @Test
    void forgetsABrokenJarThatIsTakenAway() throws Exception {
        Files.writeString(jar.toPath(), "half of a jar");
        deploy.install(jar);

        takeAway();
        deploy.uninstall(jar);

        assertThat(deploy.outcomes()).isEmpty();
    }

    @Test
    void takesNothingButJars() {
        assertThat(deploy.canHandle(folder.resolve("notes.txt").toFile())).isFalse();
    }

    @Test
    void keepsAFeatureWhoseBundleIsDeployed() throws Exception {
        deploy("stock", "2.0.0");

        assertThat(new DeployGuard(deploy).need(Set.of(find("stock").orElseThrow())))
                .contains("stock is deployed from " + jar + ": take that away first");
        assertThat(new DeployGuard(deploy).need(Set.of(framework))).isEmpty();
    }

    private void open() throws Exception {
        BundleGuard guard = new BundleGuard() {
            @Override
            public Optional<String> fault(Bundle started) {
                Optional<String> once = fault;
                fault = Optional.empty();
                return once;
            }
        };
        deploy = new DeployFolder(framework.getBundleContext(), folder, guard);
    }

    private void deploy(String name, String version, String... headers) throws Exception {
        write(jar.toPath(), name, version, headers);
        assertThat(deploy.canHandle(jar)).isTrue();
        deploy.install(jar);
    }

    private String reason(File file) {
        return deploy.outcomes().stream()
                .filter(outcome -> outcome.file().equals(file))
                .findFirst()
                .orElseThrow()
                .reason();
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

    private static Path write(Path file, String name, String version, String... headers) throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        attributes.putValue(Constants.BUNDLE_SYMBOLICNAME, name);
        attributes.putValue(Constants.BUNDLE_VERSION, version);
        for (int i = 0; i < headers.length; i += 2) {
            attributes.putValue(headers[i], headers[i + 1]);
        }
        try (OutputStream out = Files.newOutputStream(file)) {
            new JarOutputStream(out, manifest).close();
        }
        return file;
    }
}
