package org.waypost.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.waypost.shell.text.CommandException;

/** Runs the commands against a framework with empty bundles. */
class BundleCommandsTest {

    @TempDir
    Path directory;

    private Framework framework;
    private Gogo gogo;
    private Bundle shell;
    private Bundle proxy;

    @BeforeEach
    void startFramework() throws Exception {
        String storage = directory.resolve("storage").toString();
        framework = ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow()
                .newFramework(Map.of(Constants.FRAMEWORK_STORAGE, storage));
        framework.start();
        shell = install("org.waypost.shell");
        proxy = install("org.waypost.proxy");
        gogo = new Gogo()
                .with(
                        "bundle",
                        new BundleCommands(shell.getBundleContext()),
                        "list",
                        "start",
                        "stop",
                        "update",
                        "refresh");
    }

    @AfterEach
    void stopFramework() throws Exception {
        gogo.close();
        framework.stop();
        framework.waitForStop(5000);
    }

    @Test
    void listsEveryBundleWithItsState() throws Exception {
        proxy.stop();
        assertThat(gogo.run("bundle:list"))
                .containsPattern("ID +STATE +LEVEL +VERSION +NAME\n")
                .containsPattern("0 +active +0 +[0-9.]+ +org.apache.felix.framework\n")
                .containsPattern("1 +active +1 +1.0.0 +org.waypost.shell\n")
                .containsPattern("2 +resolved +1 +1.0.0 +org.waypost.proxy\n");
    }

    @Test
    void stopsAndStartsByFullNameShortNameAndNumber() {
        assertThat(gogo.run("bundle:stop org.waypost.proxy")).isEqualTo("org.waypost.proxy 1.0.0 is resolved\n");
        assertThat(proxy.getState()).isEqualTo(Bundle.RESOLVED);
        assertThat(gogo.run("bundle:start proxy")).isEqualTo("org.waypost.proxy 1.0.0 is active\n");
        gogo.run("bundle:stop " + proxy.getBundleId());
        assertThat(proxy.getState()).isEqualTo(Bundle.RESOLVED);
    }

    @Test
    void updatesFromWhereTheBundleCameFromOrFromAnotherFile() throws Exception {
        jar("org.waypost.proxy", "org.waypost.proxy", "2.0.0");
        assertThat(gogo.run("bundle:update org.waypost.proxy")).isEqualTo("org.waypost.proxy 2.0.0 is active\n");
        Path other = jar("other", "org.waypost.proxy", "3.0.0");
        assertThat(gogo.run("bundle:update org.waypost.proxy " + other))
                .isEqualTo("org.waypost.proxy 3.0.0 is active\n");
    }

    @Test
    void leavesABundleRunningIfTheNewOneIsBroken() throws Exception {
        Path broken = Files.writeString(directory.resolve("broken.jar"), "no jar");
        assertThatThrownBy(() -> gogo.run("bundle:update proxy " + broken))
                .isInstanceOf(CommandException.class)
                .message()
                .startsWith("update of org.waypost.proxy failed: ")
                .doesNotContain("\n");
        assertThat(proxy.getState()).isEqualTo(Bundle.ACTIVE);
        assertThatThrownBy(() -> gogo.run("bundle:update proxy " + directory.resolve("nowhere.jar")))
                .isInstanceOf(CommandException.class)
                .hasMessageMatching("there is no file .*nowhere.jar that can be read");
    }

    @Test
    void updatesItsOwnBundleAside() throws Exception {
        CountDownLatch updated = new CountDownLatch(1);
        framework.getBundleContext().addBundleListener(event -> {
            if (event.getType() == BundleEvent.UPDATED && event.getBundle().equals(shell)) {
                updated.countDown();
            }
        });
        assertThat(gogo.run("bundle:update shell")).contains("update goes on in the background");
        assertThat(updated.await(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void refusesABundleThatIsNotThere() {
        assertThatThrownBy(() -> gogo.run("bundle:stop nothing"))
                .isInstanceOf(CommandException.class)
                .hasMessage("there is no bundle 'nothing'");
    }

    private Bundle install(String name) throws Exception {
        Bundle bundle = framework
                .getBundleContext()
                .installBundle(jar(name, name, "1.0.0").toUri().toString());
        bundle.start();
        return bundle;
    }

    private Path jar(String file, String symbolicName, String version) throws IOException {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        headers.putValue(Constants.BUNDLE_SYMBOLICNAME, symbolicName);
        headers.putValue(Constants.BUNDLE_VERSION, version);
        Path jar = directory.resolve(file + ".jar");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream zip = new JarOutputStream(out, manifest)) {
            zip.finish();
        }
        return jar;
    }
}
