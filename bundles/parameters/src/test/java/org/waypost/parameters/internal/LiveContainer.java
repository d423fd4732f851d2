package org.waypost.parameters.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationListener;
import org.osgi.util.tracker.ServiceTracker;
import org.waypost.parameters.ParameterCatalogue;
import org.waypost.parameters.internal.fixture.Tunable;
import org.waypost.sip.ParameterCheck;
import org.waypost.sip.ParameterTransition;

/**
 * A framework that runs this bundle with Configuration Admin, Declarative Services, a component that has parameters (of the PID
 * {@link #PID}) and a PID without a component ({@link #STORE}).
 */
final class LiveContainer implements AutoCloseable {

    static final String PID = "waypost.test.tunable";
    static final String STORE = "waypost.store.jdbc";

    private static final String COMPONENT_FILE = "OSGI-INF/tunable.xml";
    private static final String SHARED =
            "org.osgi.service.cm;version=1.6.1,org.waypost.parameters;version=1.3.0,org.waypost.sip;version=1.99.0,org.slf4j;version=2.0.0";
    private static final String METATYPE = """
            <metatype:MetaData xmlns:metatype="http://www.osgi.org/xmlns/metatype/v1.4.0">
              <OCD id="P" name="P">
                <AD id="default_expires" name="D" type="Integer" default="3600" min="0" description="Seconds"/>
                <AD id="realm_prefix" name="R" type="String" default=""/>
                <AD id="strict" name="S" type="Boolean" default="false"/>
              </OCD>
              <Designate pid="waypost.test.tunable"><Object ocdref="P"/></Designate>
            </metatype:MetaData>
            """;
    private static final String STORE_METATYPE = """
            <metatype:MetaData xmlns:metatype="http://www.osgi.org/xmlns/metatype/v1.4.0">
              <OCD id="S" name="S">
                <AD id="db_mode" name="M" type="Integer" default="0" min="0" max="4"/>
                <AD id="db_password" name="P" type="Password" default=""/>
                <AD id="db_url" name="U" type="String" default=""/>
              </OCD>
              <Designate pid="waypost.store.jdbc"><Object ocdref="S"/></Designate>
            </metatype:MetaData>
            """;
    private static final String COMPONENT = """
            <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.3.0" name="tunable"
                configuration-pid="waypost.test.tunable" activate="configure" modified="configure" immediate="true">
              <property name="test" value="tunable"/>
              <property name="default_expires" type="Integer" value="3600"/>
              <property name="realm_prefix" value=""/>
              <property name="strict" type="Boolean" value="false"/>
              <implementation class="org.waypost.parameters.internal.fixture.Tunable"/>
              <service><provide interface="java.util.function.Supplier"/></service>
            </scr:component>
            """;

    private final Path directory;
    private final Framework framework;
    private final ConfigurationAdmin admin;
    private final Supplier<?> tunable;
    private final Bundle parameters;

    LiveContainer(Path directory) throws Exception {
        this.directory = directory;
        framework = ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE,
                        directory.resolve("bundles").toString(),
                        Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                        SHARED,
                        "waypost.config",
                        config(PID).getParent().toString(),
                        "waypost.data",
                        directory.resolve("data").toString()));
        framework.start();
        for (String jar : List.of(
                "jackson-core",
                "jackson-jr-objects",
                "util.function",
                "util.promise",
                "service.component",
                "configadmin",
                "felix.scr")) {
            install(onClassPath(jar)).start();
        }
        admin = service(ConfigurationAdmin.class, "(objectClass=*)");
        parameters = framework
                .getBundleContext()
                .installBundle("reference:" + Path.of("target", "classes").toUri());
        parameters.start();
        install(fixture()).start();
        tunable = service(Supplier.class, "(test=tunable)");
    }

    @Override
    public void close() throws Exception {
        framework.stop();
        framework.waitForStop(5000);
    }

    ParameterCatalogue catalogue() throws Exception {
        return service(ParameterCatalogue.class, "(objectClass=*)");
    }

    /** Stops and starts this bundle, with that done meanwhile. */
    void restart(ThrowingRunnable meanwhile) throws Exception {
        parameters.stop();
        meanwhile.run();
        parameters.start();
    }

    interface ThrowingRunnable {
        void run() throws Exception;
    }

    /** What the component has: its default_expires, realm_prefix and strict. */
    String tunable() {
        return tunable.get().toString();
    }

    /** Does what the watcher of the files does: brings the lines of a file to Configuration Admin, all as text. */
    void load(String pid, Map<String, String> lines) throws IOException {
        configuration(pid).update(new Hashtable<>(lines));
        assertThat(new DeliveryBarrier(framework.getBundleContext(), admin).await(Duration.ofSeconds(5)))
                .isTrue();
    }

    Configuration configuration(String pid) throws IOException {
        return admin.getConfiguration(pid, "?");
    }

    Path config(String pid) {
        return directory.resolve("config").resolve(pid + ".cfg");
    }

    Path history() {
        return directory.resolve("data").resolve("parameters.history");
    }

    ServiceRegistration<?> register(ParameterCheck check, String... pids) {
        Hashtable<String, Object> properties = new Hashtable<>(Map.of(ParameterCheck.PID, pids));
        return framework.getBundleContext().registerService(ParameterCheck.class, check, properties);
    }

    ServiceRegistration<?> register(ConfigurationListener listener) {
        return framework.getBundleContext().registerService(ConfigurationListener.class, listener, null);
    }

    ServiceRegistration<?> registerTransition(ParameterTransition transition, String... pids) {
        Hashtable<String, Object> properties = new Hashtable<>(Map.of(ParameterTransition.PID, pids));
        return framework.getBundleContext().registerService(ParameterTransition.class, transition, properties);
    }

    /** Installs a bundle that has the parameters of {@link #PID} under another one. */
    Bundle installParameters(String name, String pid) throws IOException, BundleException {
        return install(jar(name + ".jar", name, Map.of("OSGI-INF/metatype/m.xml", METATYPE.replace(PID, pid))));
    }

    private Bundle install(Path jar) throws BundleException {
        return framework.getBundleContext().installBundle(jar.toUri().toString());
    }

    private <T> T service(Class<T> type, String filter) throws Exception {
        BundleContext context = framework.getBundleContext();
        var both = "(&(objectClass=" + type.getName() + ")" + filter + ")";
        ServiceTracker<T, T> tracker = new ServiceTracker<>(context, context.createFilter(both), null);
        tracker.open();
        T service = tracker.waitForService(5000);
        assertThat(service).as("service %s", both).isNotNull();
        return service;
    }

    private static Path onClassPath(String name) {
        return Arrays.stream(System.getProperty("java.class.path").split(java.io.File.pathSeparator))
                .map(Path::of)
                .filter(path -> path.getFileName().toString().contains(name))
                .findFirst()
                .orElseThrow();
    }

    private Path fixture() throws IOException {
        String name = Tunable.class.getName().replace('.', '/');
        Path classes = Path.of("target", "test-classes");
        return jar(
                "fixture.jar",
                "fixture",
                Map.of(
                        "OSGI-INF/metatype/m.xml",
                        METATYPE,
                        "OSGI-INF/metatype/store.xml",
                        STORE_METATYPE,
                        COMPONENT_FILE,
                        COMPONENT,
                        name + ".class",
                        Files.readAllBytes(classes.resolve(name + ".class")),
                        name + "$Parameters.class",
                        Files.readAllBytes(classes.resolve(name + "$Parameters.class"))));
    }

    private Path jar(String file, String symbolicName, Map<String, Object> entries) throws IOException {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        headers.putValue(Constants.BUNDLE_SYMBOLICNAME, symbolicName);
        if (entries.containsKey(COMPONENT_FILE)) {
            headers.putValue("Service-Component", COMPONENT_FILE);
        }
        Path jar = directory.resolve(file);
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream zip = new JarOutputStream(out, manifest)) {
            for (Map.Entry<String, Object> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(
                        entry.getValue() instanceof byte[] bytes
                                ? bytes
                                : entry.getValue().toString().getBytes(StandardCharsets.UTF_8));
            }
        }
        return jar;
    }
}
