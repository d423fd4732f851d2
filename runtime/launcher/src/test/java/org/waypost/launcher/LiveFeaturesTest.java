package org.waypost.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import org.apache.felix.framework.FrameworkFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.service.feature.Feature;
import org.waypost.features.BundleGuard;
import org.waypost.features.FeatureException;
import org.waypost.features.FeatureState;

/** Changes the features of a framework that runs: {@code base}, {@code registrar} with the shell, and what a test writes. */
class LiveFeaturesTest {

    @TempDir
    private Path folder;

    private Path home;
    private Path data;
    private Framework framework;
    private LiveFeatures features;

    @BeforeEach
    void makeInstallation() throws Exception {
        home = folder.resolve("home");
        data = folder.resolve("data");
        Files.createDirectories(home.resolve("system"));
        Files.createDirectories(home.resolve("features"));
        Files.createDirectories(data);
        jar("api", "Export-Package", "example.api;version=1.5");
        jar("org.waypost.shell", "Import-Package", "example.api");
        feature("base", "", "api");
        feature("registrar", "", "api", "org.waypost.shell");
    }

    @AfterEach
    void stop() throws Exception {
        if (framework != null) {
            framework.stop();
            framework.waitForStop(10_000);
        }
    }

    @Test
    void startsAFeatureThatIsNotStock() throws Exception {
        jar("extra");
        feature("extra", "on-demand", "extra", "api");
        start();
        assertThat(find("extra")).isEmpty();

        assertThat(features.add(List.of("extra"))).containsExactly("extra");

        assertThat(state("extra").started()).isTrue();
        assertThat(state("extra").stock()).isFalse();
        assertThat(find("extra").orElseThrow().getState()).isEqualTo(Bundle.ACTIVE);
        assertThat(startedServices()).contains("extra");
    }

    @Test
    void keepsWhatWasAddedAndRemovedOverRestarts() throws Exception {
        jar("extra");
        jar("scripts");
        feature("extra", "on-demand", "extra");
        feature("scripts", "", "scripts");
        start();
        features.add(List.of("extra"));
        features.remove(List.of("scripts"));

        start();

        assertThat(find("extra").orElseThrow().getState()).isEqualTo(Bundle.ACTIVE);
        assertThat(find("scripts")).isEmpty();
        assertThat(startedServices()).containsExactlyInAnyOrder("base", "registrar", "extra");
    }

    @Test
    void startsWhatANewInstallationHasBesidesWhatWasAdded() throws Exception {
        jar("extra");
        feature("extra", "on-demand", "extra");
        start();
        features.add(List.of("extra"));
        jar("news");
        feature("news", "", "news");
        Files.delete(home.resolve("features/extra.json"));

        start();

        assertThat(find("news")).isPresent();
        assertThat(find("extra")).isEmpty();
    }

    @Test
    void leavesABundleStoppedThatAnOperatorHasStopped() throws Exception {
        jar("extra");
        feature("extra", "on-demand", "extra");
        start();
        features.add(List.of("extra"));
        find("extra").orElseThrow().stop();

        start();

        assertThat(find("extra").orElseThrow().getState()).isNotEqualTo(Bundle.ACTIVE);
    }

    @Test
    void addsNothingIfOneBundleDoesNotResolve() throws Exception {
        jar("good");
        jar("bad", "Import-Package", "example.absent;version=\"[2,3)\"");
        feature("good", "on-demand", "good");
        feature("bad", "on-demand", "bad", "api");
        start();

        assertThatThrownBy(() -> features.add(List.of("good", "bad")))
                .isInstanceOf(FeatureException.class)
                .hasMessageContaining("bad needs the package example.absent [2.0.0,3.0.0), which no bundle has");

        assertThat(find("good")).isEmpty();
        assertThat(find("bad")).isEmpty();
        assertThat(find("api")).isPresent();
        assertThat(state("good").started()).isFalse();
        assertThat(startedServices()).containsExactlyInAnyOrder("base", "registrar");
        start();
        assertThat(find("good")).isEmpty();
    }

    @Test
    void addsNothingIfAnActivatorThrows() throws Exception {
        jar("bad", Constants.BUNDLE_ACTIVATOR, Failing.class.getName(), "Import-Package", "org.osgi.framework");
        feature("bad", "on-demand", "bad");
        start();

        assertThatThrownBy(() -> features.add(List.of("bad")))
                .isInstanceOf(FeatureException.class)
                .hasMessageContaining("bad does not start")
                .hasMessageContaining("it cannot be");
        assertThat(find("bad")).isEmpty();
    }

    @Test
    void addsNothingIfAGuardSaysThatABundleDoesNotWork() throws Exception {
        jar("bad");
        feature("bad", "on-demand", "bad");
        start();
        guard(new BundleGuard() {
            @Override
            public Optional<String> fault(Bundle started) {
                return Optional.of("its component fails");
            }
        });

        assertThatThrownBy(() -> features.add(List.of("bad")))
                .isInstanceOf(FeatureException.class)
                .hasMessageContaining("bad: its component fails");
        assertThat(find("bad")).isEmpty();
    }

    @Test
    void namesABundleThatIsNotThere() throws Exception {
        feature("lost", "on-demand", "lost");
        start();

        assertThatThrownBy(() -> features.add(List.of("lost")))
                .isInstanceOf(FeatureException.class)
                .hasMessageContaining("org.example:lost:1 is not in the installation");
    }

    @Test
    void namesTheFeaturesThereAreToOneWhoAsksForAnother() throws Exception {
        start();

        assertThatThrownBy(() -> features.add(List.of("consle")))
                .isInstanceOf(FeatureException.class)
                .hasMessage("there is no feature 'consle'; there are base, registrar");
    }

    @Test
    void leavesBundlesThatAnotherFeatureHasToo() throws Exception {
        jar("extra");
        feature("extra", "", "extra", "api");
        start();

        assertThat(features.remove(List.of("extra"))).containsExactly("extra");

        assertThat(find("extra")).isEmpty();
        assertThat(find("api").orElseThrow().getState()).isEqualTo(Bundle.ACTIVE);
    }

    @Test
    void refusesToRemoveWhatTheShellOrTheRestStandsOn() throws Exception {
        jar("library", "Export-Package", "example.library");
        jar("user", "Import-Package", "example.library");
        feature("library", "", "library");
        feature("user", "", "user");
        start();

        assertThatThrownBy(() -> features.remove(List.of("base"))).hasMessageContaining("base stays");
        assertThatThrownBy(() -> features.remove(List.of("registrar"))).hasMessageContaining("it brings this shell");
        assertThatThrownBy(() -> features.remove(List.of("library"))).hasMessage("library stays: user needs library");
        assertThat(find("library")).isPresent();

        assertThat(features.remove(List.of("library", "user"))).containsExactly("library", "user");
    }

    @Test
    void removesNothingIfAGuardNeedsIt() throws Exception {
        jar("extra");
        feature("extra", "", "extra");
        start();
        guard(new BundleGuard() {
            @Override
            public Optional<String> need(Set<Bundle> leaving) {
                return Optional.of("it is in use");
            }
        });

        assertThatThrownBy(() -> features.remove(List.of("extra"))).hasMessage("extra stays: it is in use");
        assertThat(find("extra")).isPresent();
    }

    @Test
    void changesNothingIfItCannotBeKept() throws Exception {
        jar("extra");
        feature("extra", "", "extra");
        jar("other");
        feature("other", "on-demand", "other");
        start();
        // The new text of the choice is written here, and a folder cannot be written.
        Files.createDirectories(data.resolve("features.properties.new").resolve("in the way"));

        assertThatThrownBy(() -> features.remove(List.of("extra"))).hasMessageStartingWith("nothing is removed");
        assertThatThrownBy(() -> features.add(List.of("other"))).hasMessageStartingWith("nothing is added");

        assertThat(find("extra").orElseThrow().getState()).isEqualTo(Bundle.ACTIVE);
        assertThat(startedServices()).contains("extra").doesNotContain("other");
        assertThat(state("extra").started()).isTrue();
        assertThat(find("other")).isEmpty();
        assertThat(state("other").started()).isFalse();
    }

    @Test
    void leavesWhatIsAsItIsWanted() throws Exception {
        jar("extra");
        feature("extra", "on-demand", "extra");
        start();

        assertThat(features.remove(List.of("extra"))).isEmpty();
        assertThat(features.add(List.of("registrar"))).isEmpty();
    }

    @Test
    void addsAFeatureFromElsewhereWithTheBundlesBesideIt() throws Exception {
        start();
        Path elsewhere = elsewhere("mine");

        assertThat(features.add(List.of(elsewhere.toString()))).containsExactly("mine");
        assertThat(find("mine").orElseThrow().getState()).isEqualTo(Bundle.ACTIVE);

        // What it came from is of no matter any more.
        Files.delete(elsewhere);
        Files.delete(elsewhere.resolveSibling("mine-1.jar"));
        start();
        assertThat(find("mine").orElseThrow().getState()).isEqualTo(Bundle.ACTIVE);
        assertThat(state("mine").started()).isTrue();

        features.remove(List.of("mine"));
        assertThat(find("mine")).isEmpty();
        assertThat(features.list()).extracting(FeatureState::name).doesNotContain("mine");
        assertThat(data.resolve("features/jars")).isEmptyDirectory();
    }

    @Test
    void keepsNothingOfAFeatureFromElsewhereThatDoesNotWork() throws Exception {
        start();
        Path elsewhere = elsewhere("mine", "Import-Package", "example.absent");

        assertThatThrownBy(() -> features.add(List.of(elsewhere.toString())))
                .isInstanceOf(FeatureException.class)
                .hasMessageContaining("mine needs the package example.absent, which no bundle has");

        assertThat(features.list()).extracting(FeatureState::name).doesNotContain("mine");
        assertThat(data.resolve("features/jars")).isEmptyDirectory();
    }

    @Test
    void wantsTheBundlesOfAFeatureFromElsewhere() throws Exception {
        start();
        Path elsewhere = elsewhere("mine");
        Files.delete(elsewhere.resolveSibling("mine-1.jar"));

        assertThatThrownBy(() -> features.add(List.of(elsewhere.toString())))
                .isInstanceOf(FeatureException.class)
                .hasMessageContaining("org.example:mine:1 is neither in system/");
    }

    @Test
    void takesNoOtherFeatureOfANameThatIsThere() throws Exception {
        start();
        Path elsewhere = elsewhere("registrar");

        assertThatThrownBy(() -> features.add(List.of(elsewhere.toString())))
                .isInstanceOf(FeatureException.class)
                .hasMessageContaining("there is a feature registrar already");
    }

    /** Throws as it starts. */
    public static final class Failing implements org.osgi.framework.BundleActivator {

        @Override
        public void start(org.osgi.framework.BundleContext context) {
            throw new IllegalStateException("it cannot be");
        }

        @Override
        public void stop(org.osgi.framework.BundleContext context) {
            // it never runs
        }
    }

    private void start() throws IOException, BundleException, InterruptedException {
        if (framework != null) {
            framework.stop();
            framework.waitForStop(10_000);
        }
        framework = new FrameworkFactory()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE,
                        folder.resolve("cache").toString(),
                        Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                        "org.waypost.launcher,org.waypost.features",
                        Constants.FRAMEWORK_BEGINNING_STARTLEVEL,
                        "20"));
        framework.init();
        features = new LiveFeatures(framework.getBundleContext(), home, data);
        features.install();
        framework.start();
    }

    private void guard(BundleGuard guard) {
        framework.getBundleContext().registerService(BundleGuard.class, guard, null);
    }

    private FeatureState state(String name) {
        return features.list().stream()
                .filter(feature -> feature.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private Set<String> startedServices() throws Exception {
        return framework.getBundleContext().getServiceReferences(Feature.class, null).stream()
                .map(reference -> reference.getProperty("feature").toString().split(":")[1])
                .collect(Collectors.toSet());
    }

    private Optional<Bundle> find(String name) {
        return Arrays.stream(framework.getBundleContext().getBundles())
                .filter(bundle -> name.equals(bundle.getSymbolicName()))
                .findFirst();
    }

    private Path elsewhere(String name, String... headers) throws IOException {
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
        write(elsewhere.resolve(name + "-1.jar"), name, headers);
        return feature(elsewhere, name, "", name);
    }

    private void feature(String name, String category, String... bundles) throws IOException {
        feature(home.resolve("features"), name, category, bundles);
    }

    private static Path feature(Path folder, String name, String category, String... bundles) throws IOException {
        return Files.writeString(
                folder.resolve(name + ".json"),
                "{ \"feature-resource-version\": \"1.0\", \"id\": \"org.example:" + name + ":1\", \"categories\": [\""
                        + category + "\"], \"bundles\": ["
                        + Arrays.stream(bundles)
                                .map(bundle -> "{ \"id\": \"org.example:" + bundle + ":1\" }")
                                .collect(Collectors.joining(","))
                        + "] }");
    }

    private void jar(String name, String... headers) throws IOException {
        write(home.resolve("system/org.example." + name + "-1.jar"), name, headers);
    }

    private static void write(Path file, String name, String... headers) throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        attributes.putValue(Constants.BUNDLE_SYMBOLICNAME, name);
        attributes.putValue(Constants.BUNDLE_VERSION, "1.0.0");
        for (int i = 0; i < headers.length; i += 2) {
            attributes.putValue(headers[i], headers[i + 1]);
        }
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out, manifest)) {
            if (List.of(headers).contains(Constants.BUNDLE_ACTIVATOR)) {
                String path = Failing.class.getName().replace('.', '/') + ".class";
                jar.putNextEntry(new ZipEntry(path));
                try (java.io.InputStream code = Failing.class.getClassLoader().getResourceAsStream(path)) {
                    code.transferTo(jar);
                }
            }
        }
    }
}
