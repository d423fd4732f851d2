package org.waypost.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
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
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.startlevel.BundleStartLevel;

/** Starts a framework again and again on one cache, as the starts of a container follow each other. */
class BundleInstallerTest {

    private static final BundleEntry ONE = new BundleEntry("org.example", "one", "1", 3, true);
    private static final BundleEntry TWO = new BundleEntry("org.example", "two", "1", 4, true);

    @TempDir
    private Path folder;

    private Path system;
    private Framework framework;

    @BeforeEach
    void makeJars() throws IOException {
        system = Files.createDirectories(folder.resolve("system"));
        jar(ONE, "1.0.0");
        jar(TWO, "1.0.0");
    }

    @AfterEach
    void stop() throws Exception {
        if (framework != null) {
            framework.stop();
            framework.waitForStop(10_000);
        }
    }

    @Test
    void installsAndStartsBundlesAtTheirStartLevel() throws Exception {
        start(ONE, TWO);

        assertThat(bundle("one").getState()).isEqualTo(Bundle.ACTIVE);
        assertThat(bundle("two").adapt(BundleStartLevel.class).getStartLevel()).isEqualTo(4);
    }

    @Test
    void doesNotStartABundleThatIsThereForItsPackages() throws Exception {
        start(new BundleEntry("org.example", "one", "1", 3, false));

        assertThat(bundle("one").getState()).isNotEqualTo(Bundle.ACTIVE);
    }

    @Test
    void leavesABundleAloneWhoseJarIsTheSame() throws Exception {
        start(ONE);
        long installed = bundle("one").getLastModified();
        Files.setLastModifiedTime(ONE.in(system), FileTime.fromMillis(System.currentTimeMillis() + 60_000));

        start(ONE);

        assertThat(bundle("one").getLastModified()).isEqualTo(installed);
    }

    @Test
    void updatesABundleWhoseJarHasChangedEvenIfTheJarIsOlder() throws Exception {
        start(ONE);
        jar(ONE, "2.0.0");
        Files.setLastModifiedTime(ONE.in(system), FileTime.fromMillis(0));

        start(ONE);

        assertThat(bundle("one").getVersion()).hasToString("2.0.0");
        assertThat(bundle("one").getState()).isEqualTo(Bundle.ACTIVE);
    }

    @Test
    void uninstallsWhatNoFeatureNamesAnyMore() throws Exception {
        start(ONE, TWO);

        start(TWO);

        assertThat(find("one")).isEmpty();
        assertThat(find("two")).isPresent();
    }

    @Test
    void uninstallsWhatWasBeingAddedWhenTheProcessWasKilled() throws Exception {
        start(ONE);
        framework
                .getBundleContext()
                .installBundle(TWO.in(system).toUri().toString())
                .start();

        start(ONE);

        assertThat(find("two")).isEmpty();
        assertThat(find("one")).isPresent();
    }

    @Test
    void keepsABundleStoppedThatAnOperatorHasStopped() throws Exception {
        start(ONE, TWO);
        bundle("one").stop();

        start(ONE, TWO);

        assertThat(bundle("one").getState()).isNotEqualTo(Bundle.ACTIVE);
        assertThat(bundle("two").getState()).isEqualTo(Bundle.ACTIVE);
    }

    @Test
    void goesOnWithoutABundleWhoseJarIsMissingOrBroken() throws Exception {
        Files.writeString(ONE.in(system), "this is no jar");

        start(new BundleEntry("org.example", "missing", "1", 3, true), ONE, TWO);

        assertThat(bundle("two").getState()).isEqualTo(Bundle.ACTIVE);
        assertThat(find("one")).isEmpty();
    }

    @Test
    void installsABrokenJarOnceItIsRepaired() throws Exception {
        Files.writeString(ONE.in(system), "this is no jar");
        start(ONE);
        jar(ONE, "1.0.0");

        start(ONE);

        assertThat(bundle("one").getState()).isEqualTo(Bundle.ACTIVE);
    }

    private void start(BundleEntry... entries) throws IOException, BundleException, InterruptedException {
        if (framework != null) {
            framework.stop();
            framework.waitForStop(10_000);
        }
        framework = new FrameworkFactory()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE,
                        folder.resolve("cache").toString(),
                        Constants.FRAMEWORK_BEGINNING_STARTLEVEL,
                        "10"));
        framework.init();
        FeatureFolders folders = new FeatureFolders(folder, folder.resolve("data"));
        new BundleInstaller(framework.getBundleContext(), folders, BundleStamps.load(folder.resolve("stamps")))
                .install(List.of(entries));
        framework.start();
    }

    private Bundle bundle(String name) {
        return find(name).orElseThrow();
    }

    private Optional<Bundle> find(String name) {
        return Arrays.stream(framework.getBundleContext().getBundles())
                .filter(bundle -> name.equals(bundle.getSymbolicName()))
                .findFirst();
    }

    private void jar(BundleEntry entry, String version) throws IOException {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        headers.putValue(Constants.BUNDLE_SYMBOLICNAME, entry.artifactId());
        headers.putValue(Constants.BUNDLE_VERSION, version);
        try (OutputStream out = Files.newOutputStream(entry.in(system))) {
            new JarOutputStream(out, manifest).close();
        }
    }
}
