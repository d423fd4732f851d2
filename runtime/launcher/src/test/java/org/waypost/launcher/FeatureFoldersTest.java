package org.waypost.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeatureFoldersTest {

    @TempDir
    private Path folder;

    private Path installed;
    private Path own;
    private FeatureFolders folders;

    @BeforeEach
    void makeFolders() throws IOException {
        installed = Files.createDirectories(folder.resolve("home/features"));
        Files.createDirectories(folder.resolve("home/system"));
        own = Files.createDirectories(folder.resolve("data/features"));
        folders = new FeatureFolders(folder.resolve("home"), folder.resolve("data"));
    }

    @Test
    void readsTheBundlesOfAFeatureWithTheirStartOrder() throws IOException {
        feature(
                installed,
                "a",
                "{ \"id\": \"org.example:late:2\", \"start-order\": 11 }, { \"id\": \"org.example:middle:3\" }");

        assertThat(folders.read().get("a").bundles())
                .containsExactly(
                        new BundleEntry("org.example", "late", "2", 11, true),
                        new BundleEntry("org.example", "middle", "3", 10, true));
    }

    @Test
    void leavesABundleUnstartedThatIsThereForItsPackages() throws IOException {
        feature(installed, "a", "{ \"id\": \"org.example:library:1\", \"start-order\": 4, \"start\": \"false\" }");

        assertThat(folders.read().get("a").bundles())
                .containsExactly(new BundleEntry("org.example", "library", "1", 4, false));
    }

    @Test
    void handsOutTheConfigurationsOfAFeature() throws IOException {
        Files.writeString(
                installed.resolve("a.json"),
                "{ \"feature-resource-version\": \"1.0\", \"id\": \"org.example:a:1\","
                        + " \"configurations\": { \"waypost.registrar\": { \"default_expires\": 1800 } } }");

        assertThat(folders.read()
                        .get("a")
                        .feature()
                        .getConfigurations()
                        .get("waypost.registrar")
                        .getValues()
                        .get("default_expires")
                        .toString())
                .isEqualTo("1800");
    }

    @Test
    void startsAllByItselfButWhatIsOnDemand() throws IOException {
        feature(installed, "a", "");
        Files.writeString(
                installed.resolve("b.json"),
                "{ \"feature-resource-version\": \"1.0\", \"id\": \"org.example:b:1\", \"categories\": [\"on-demand\"] }");

        assertThat(folders.read().get("a").isStock()).isTrue();
        assertThat(folders.read().get("b").isStock()).isFalse();
    }

    @Test
    void prefersAFeatureOfTheInstallationToACopyOfTheSameName() throws IOException {
        feature(installed, "a", "");
        feature(own, "a", "");
        feature(own, "b", "");

        assertThat(folders.read().get("a").isOwn()).isFalse();
        assertThat(folders.read().get("b").isOwn()).isTrue();
    }

    @Test
    void namesTheFileThatIsNoFeature() throws IOException {
        Files.writeString(installed.resolve("broken.json"), "{ \"id\": ");

        assertThatThrownBy(folders::read).isInstanceOf(LaunchException.class).hasMessageContaining("broken.json");
    }

    @Test
    void refusesTwoFilesOfOneFeature() throws IOException {
        feature(installed, "a", "");
        Files.copy(installed.resolve("a.json"), installed.resolve("copy.json"));

        assertThatThrownBy(folders::read)
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining("a.json")
                .hasMessageContaining("copy.json");
    }

    @Test
    void refusesAFolderWithoutFeatures() {
        assertThatThrownBy(folders::read)
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining(installed.toString());
    }

    @Test
    void refusesAStartOrderOfNought() throws IOException {
        feature(installed, "a", "{ \"id\": \"org.example:one:1\", \"start-order\": 0 }");
        FeatureFile feature = folders.read().get("a");

        assertThatThrownBy(feature::bundles)
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining("start-order")
                .hasMessageContaining("org.example:one");
    }

    private static void feature(Path folder, String name, String bundles) throws IOException {
        Files.writeString(
                folder.resolve(name + ".json"),
                "{ \"feature-resource-version\": \"1.0\", \"id\": \"org.example:" + name + ":1\", \"bundles\": ["
                        + bundles + "] }");
    }
}
