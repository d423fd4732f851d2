package org.waypost.control.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Dictionary;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.felix.framework.FrameworkFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** Watches a directory for the Configuration Admin of a framework. */
class ConfigDirectoryTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @TempDir
    private Path folder;

    private Path config;
    private Framework framework;
    private ConfigurationAdmin admin;
    private final ReentrantLock lock = new ReentrantLock();
    private ConfigDirectory directory;

    @BeforeEach
    void startFramework() throws Exception {
        config = Files.createDirectories(folder.resolve("config"));
        framework = new FrameworkFactory()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE, folder.resolve("cache").toString(),
                        Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, "org.osgi.service.cm;version=1.6.1",
                        Constants.FRAMEWORK_BEGINNING_STARTLEVEL, "1"));
        framework.start();
        BundleContext context = framework.getBundleContext();
        String jar = ConfigurationAdmin.class
                .getResource("/org/apache/felix/cm/impl/Activator.class")
                .getPath();
        try (InputStream in = new java.net.URL(jar.substring(0, jar.indexOf('!'))).openStream()) {
            context.installBundle("configadmin", in).start();
        }
        admin = context.getService(context.getServiceReference(ConfigurationAdmin.class));
    }

    @AfterEach
    void stopFramework() throws Exception {
        if (directory != null) {
            directory.deactivate();
        }
        framework.stop();
        framework.waitForStop(10_000);
    }

    @Test
    void hasEveryFileInPlaceBeforeAnythingElseStarts() throws IOException {
        write("waypost.a.cfg", "# a comment\ndefault_expires = 1800\n\nrealm_prefix =  sip. \n");

        open();

        assertThat(values("waypost.a")).isEqualTo(Map.of("default_expires", "1800", "realm_prefix", "sip."));
    }

    @Test
    void takesOverAnEditedFile() throws Exception {
        write("waypost.a.cfg", "default_expires = 1800");
        open();

        write("waypost.a.cfg", "max_contacts = 5");

        awaitValues("waypost.a", Map.of("max_contacts", "5"));
    }

    @Test
    void doesNotUndoWhatSomebodySetsWhileItReadsAFile() throws Exception {
        write("waypost.a.cfg", "max_contacts = 3");
        open();
        Configuration configuration = admin.getConfiguration("waypost.a", "?");
        lock.lock();
        try {
            write("waypost.a.cfg", "max_contacts = 5");
            await(lock::hasQueuedThreads);
            assertThat(lock.hasQueuedThreads()).isTrue();
            write("waypost.a.cfg", "max_contacts = 7");
            Dictionary<String, Object> properties = configuration.getProperties();
            properties.put("max_contacts", "7");
            configuration.update(properties);
        } finally {
            lock.unlock();
        }

        long told = configuration.getChangeCount();
        write("waypost.b.cfg", "max_contacts = 1"); // read later than the other
        awaitValues("waypost.b", Map.of("max_contacts", "1"));
        assertThat(configuration.getChangeCount()).isEqualTo(told);
        assertThat(values("waypost.a")).isEqualTo(Map.of("max_contacts", "7"));
    }

    @Test
    void takesAMissingFileForTheDefaults() throws Exception {
        write("waypost.a.cfg", "default_expires = 1800");
        open();

        Files.delete(config.resolve("waypost.a.cfg"));

        awaitValues("waypost.a", Map.of());
    }

    @Test
    void forgetsAFileThatWentWhileNobodyWatched() throws IOException {
        write("waypost.a.cfg", "default_expires = 1800");
        open();
        directory.deactivate();

        Files.delete(config.resolve("waypost.a.cfg"));
        open();

        assertThat(values("waypost.a")).isEmpty();
    }

    @Test
    void leavesValuesAsTheyStand() throws IOException {
        write(
                "waypost.a.cfg",
                "avp = $avp(s:rcv)\nhome = ${user.home}\nnumber = L\"99\"\nlist = [::1]:5060, [::]:5061\n");

        open();

        assertThat(values("waypost.a"))
                .isEqualTo(Map.of(
                        "avp",
                        "$avp(s:rcv)",
                        "home",
                        "${user.home}",
                        "number",
                        "L\"99\"",
                        "list",
                        "[::1]:5060, [::]:5061"));
    }

    @Test
    void putsAFileOverWhatAFeatureBrings() throws IOException {
        write("waypost.a.cfg", "default_expires = 1800");

        open(Map.of("waypost.a", Map.of("default_expires", "600", "max_contacts", "3"), "waypost.b", Map.of("x", "1")));

        assertThat(values("waypost.a")).isEqualTo(Map.of("default_expires", "1800", "max_contacts", "3"));
        assertThat(values("waypost.b")).isEqualTo(Map.of("x", "1"));
    }

    @Test
    void goesBackToTheFeatureWhereTheFileGoes() throws Exception {
        write("waypost.a.cfg", "default_expires = 1800");
        open(Map.of("waypost.a", Map.of("default_expires", "600")));

        Files.delete(config.resolve("waypost.a.cfg"));

        awaitValues("waypost.a", Map.of("default_expires", "600"));
    }

    @Test
    void keepsWhatWasInForceIfAFileCannotBeUnderstood() throws Exception {
        write("waypost.a.cfg", "default_expires = 1800");
        write("waypost.b.cfg", "x = 1");
        open();

        write("waypost.a.cfg", "default_expires = \\u12");
        write("waypost.b.cfg", "x = 22");

        awaitValues("waypost.b", Map.of("x", "22"));
        assertThat(values("waypost.a")).isEqualTo(Map.of("default_expires", "1800"));
    }

    @Test
    void doesNotTellTheSameTwice() throws IOException {
        write("waypost.a.cfg", "default_expires = 1800");
        open();
        long told = admin.getConfiguration("waypost.a", "?").getChangeCount();
        directory.deactivate();

        open();

        assertThat(admin.getConfiguration("waypost.a", "?").getChangeCount()).isEqualTo(told);
    }

    @Test
    void readsFactoryConfigurations() throws IOException {
        write("waypost.store~second.cfg", "url = x");

        open();

        Configuration configuration = admin.getFactoryConfiguration("waypost.store", "second", "?");
        assertThat(configuration.getProperties().get("url")).isEqualTo("x");
    }

    private void open() {
        open(Map.of());
    }

    private void open(Map<String, Map<String, String>> defaults) {
        directory = new ConfigDirectory(config, admin, lock, new TreeMap<>(defaults), () -> false);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(config.resolve(name), text, StandardCharsets.ISO_8859_1);
    }

    private Map<String, Object> values(String pid) throws IOException {
        Dictionary<String, Object> properties;
        try {
            properties = admin.getConfiguration(pid, "?").getProperties();
        } catch (IllegalStateException deletedMeanwhile) {
            return Map.of();
        }
        Map<String, Object> values = new TreeMap<>();
        if (properties != null) {
            Collections.list(properties.keys()).stream()
                    .filter(key -> !key.startsWith("service.") && !key.startsWith("felix."))
                    .forEach(key -> values.put(key, properties.get(key)));
        }
        return values;
    }

    private void awaitValues(String pid, Map<String, String> expected) throws Exception {
        await(() -> values(pid).equals(expected));
        assertThat(values(pid)).isEqualTo(expected);
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.call() && System.nanoTime() < deadline) {
            Thread.sleep(20);
        }
    }
}
