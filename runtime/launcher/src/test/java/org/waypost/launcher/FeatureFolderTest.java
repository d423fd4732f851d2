package org.waypost.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeatureFolderTest {

    @TempDir
    private Path folder;

    @Test
    void listsTheBundlesOfAllFeaturesByStartOrder() throws IOException {
        feature("b", "{ \"id\": \"org.example:late:2\", \"start-order\": 11 }, { \"id\": \"org.example:middle:3\" }");
        feature("a", "{ \"id\": \"org.example:early:1\", \"start-order\": 1 }");

        assertThat(FeatureFolder.read(folder).bundles())
                .containsExactly(
                        new BundleEntry("org.example", "early", "1", 1, true),
                        new BundleEntry("org.example", "middle", "3", 10, true),
                        new BundleEntry("org.example", "late", "2", 11, true));
    }

    @Test
    void installsABundleOfTwoFeaturesOnce() throws IOException {
        feature("a", "{ \"id\": \"org.example:shared:1\", \"start-order\": 4 }");
        feature("b", "{ \"id\": \"org.example:shared:1\", \"start-order\": 4 }");

        assertThat(FeatureFolder.read(folder).bundles()).hasSize(1);
    }

    @Test
    void leavesABundleUnstartedThatIsThereForItsPackages() throws IOException {
        feature("a", "{ \"id\": \"org.example:library:1\", \"start-order\": 4, \"start\": \"false\" }");

        assertThat(FeatureFolder.read(folder).bundles())
                .containsExactly(new BundleEntry("org.example", "library", "1", 4, false));
    }

    @Test
    void handsOutTheConfigurationsOfAFeature() throws IOException {
        Files.writeString(
                folder.resolve("a.json"),
                "{ \"feature-resource-version\": \"1.0\", \"id\": \"org.example:a:1\","
                        + " \"configurations\": { \"waypost.registrar\": { \"default_expires\": 1800 } } }");

        assertThat(FeatureFolder.read(folder)
                        .features()
                        .get(0)
                        .getConfigurations()
                        .get("waypost.registrar")
                        .getValues()
                        .get("default_expires")
                        .toString())
                .isEqualTo("1800");
    }

    @Test
    void namesTheFileThatIsNoFeature() throws IOException {
        Files.writeString(folder.resolve("broken.json"), "{ \"id\": ");

        assertThatThrownBy(() -> FeatureFolder.read(folder))
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining("broken.json");
    }

    @Test
    void refusesAFolderWithoutFeatures() {
        assertThatThrownBy(() -> FeatureFolder.read(folder))
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining(folder.toString());
    }

    @Test
    void refusesAStartOrderOfNought() throws IOException {
        feature("a", "{ \"id\": \"org.example:one:1\", \"start-order\": 0 }");
        FeatureFolder features = FeatureFolder.read(folder);

        assertThatThrownBy(features::bundles)
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining("start-order")
                .hasMessageContaining("org.example:one");
    }

    private void feature(String name, String bundles) throws IOException {
        Files.writeString(
                folder.resolve(name + ".json"),
                "{ \"feature-resource-version\": \"1.0\", \"id\": \"org.example:" + name + ":1\", \"bundles\": ["
                        + bundles + "] }");
    }
}
