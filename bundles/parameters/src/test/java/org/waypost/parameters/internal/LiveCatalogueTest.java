package org.waypost.parameters.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.util.tracker.ServiceTracker;
import org.waypost.parameters.ParameterCatalogue;
import org.waypost.parameters.ParameterException;
import org.waypost.parameters.internal.fixture.Tunable;
import org.waypost.sip.ParameterCheck;
import org.waypost.sip.ParameterCheck.Refusal;
import org.waypost.sip.ParameterTransition;

/** Runs this bundle in a framework with Configuration Admin, Declarative Services and a component that has parameters. */
class LiveCatalogueTest {

    private static final String PID = "waypost.test.tunable";
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

    @TempDir
    static Path directory;

    private static Framework framework;
    private static ParameterCatalogue catalogue;
    private static ConfigurationAdmin admin;
    private static Supplier<?> tunable;

    @BeforeAll
    static void startContainer() throws Exception {
        framework = ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE,
                        directory.resolve("bundles").toString(),
                        Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                        SHARED,
                        "waypost.config",
                        config().getParent().toString()));
        framework.start();
        BundleContext context = framework.getBundleContext();
        for (String jar : List.of(
                "jackson-core",
                "jackson-jr-objects",
                "util.function",
                "util.promise",
                "service.component",
                "configadmin",
                "felix.scr")) {
            context.installBundle(onClassPath(jar).toUri().toString()).start();
        }
        context.installBundle("reference:" + Path.of("target", "classes").toUri())
                .start();
        context.installBundle(fixture().toUri().toString()).start();
        catalogue = service(ParameterCatalogue.class, "(objectClass=*)");
        admin = service(ConfigurationAdmin.class, "(objectClass=*)");
        tunable = service(Supplier.class, "(test=tunable)");
    }

    @AfterAll
    static void stopContainer() throws Exception {
        framework.stop();
        framework.waitForStop(5000);
    }

    @BeforeEach
    void reset() throws IOException {
        Files.createDirectories(config().getParent());
        Files.deleteIfExists(config());
        load(Map.of());
        assertThat(tunable.get()).isEqualTo("3600 '' false");
    }

    @Test
    void knowsTheParametersOfAnotherBundle() {
        assertThat(catalogue.modules()).containsExactly("test");
        assertThat(catalogue.parameters("test"))
                .extracting(parameter -> parameter.key())
                .containsExactly("default_expires", "realm_prefix", "strict");
    }

    @Test
    void setsWhatTheComponentSeesBeforeTheCallReturns() {
        for (int expires = 1; expires <= 200; expires++) {
            catalogue.set("test", "default_expires", Integer.toString(expires));
            assertThat(tunable.get()).isEqualTo(expires + " '' false");
        }
    }

    @Test
    void keepsWhatIsSetInTheFileAsPlainText() throws IOException {
        Files.writeString(config(), "# ours\n# default_expires = 3600\nrealm_prefix = sip.\n");
        load(Map.of("realm_prefix", "sip."));
        catalogue.set("test", "default_expires", "1800");
        catalogue.set("test", "strict", "1");
        assertThat(Files.readString(config()))
                .isEqualTo(
                        "# ours\n# default_expires = 3600\ndefault_expires = 1800\nrealm_prefix = sip.\nstrict = 1\n");
        assertThat(configuration().getProperties().get("default_expires")).isEqualTo("1800");
        assertThat(tunable.get()).isEqualTo("1800 'sip.' true");
        assertThat(catalogue.value(catalogue.parameter("test", "default_expires")))
                .isEqualTo("1800");
    }

    @Test
    void refusesABadValueAndChangesNothing() {
        catalogue.set("test", "default_expires", "1800");
        assertThatThrownBy(() -> catalogue.set("test", "default_expires", "-5"))
                .isInstanceOf(ParameterException.class)
                .hasMessage("test.default_expires: '-5' is refused; an integer of 0..2147483647 (seconds) is wanted");
        assertThat(tunable.get()).isEqualTo("1800 '' false");
        assertThat(config()).content().contains("default_expires = 1800\n").doesNotContain("-5");
    }

    @Test
    void keepsTheLastGoodValueWhenAFileBringsABadOne() throws IOException {
        load(Map.of("default_expires", "1800"));
        load(Map.of("default_expires", "soon", "realm_prefix", "sip."));
        assertThat(tunable.get()).isEqualTo("1800 'sip.' false");
        assertThat(catalogue.value(catalogue.parameter("test", "default_expires")))
                .isEqualTo("1800");
    }

    @Test
    void replacesABadValueOfTheFileByAGoodOne() throws IOException {
        Files.writeString(config(), "default_expires = soon\n");
        load(Map.of("default_expires", "soon"));
        assertThat(tunable.get()).isEqualTo("3600 '' false");
        catalogue.set("test", "default_expires", "60");
        assertThat(tunable.get()).isEqualTo("60 '' false");
        assertThat(config()).hasContent("default_expires = 60");
    }

    @Test
    void refusesWhatTheComponentRefusesAndChangesNothing() throws IOException {
        Files.writeString(config(), "realm_prefix = sip.\n");
        load(Map.of("realm_prefix", "sip."));
        ServiceRegistration<?> check =
                register(values -> values.get("realm_prefix").contains(" ")
                        ? Optional.of(new ParameterCheck.Refusal("realm_prefix", "one word"))
                        : Optional.empty());
        try {
            assertThatThrownBy(() -> catalogue.set("test", "realm_prefix", "a b"))
                    .isInstanceOf(ParameterException.class)
                    .hasMessage("test.realm_prefix: 'a b' is refused; one word is wanted");
            assertThat(config()).hasContent("realm_prefix = sip.");
            assertThat(configuration().getProperties().get("realm_prefix")).isEqualTo("sip.");

            load(Map.of("realm_prefix", "a b", "strict", "true"));
            assertThat(tunable.get()).isEqualTo("3600 'sip.' true");
            assertThat(catalogue.value(catalogue.parameter("test", "realm_prefix")))
                    .isEqualTo("sip.");
        } finally {
            check.unregister();
        }
        catalogue.set("test", "realm_prefix", "a b");
        assertThat(tunable.get()).isEqualTo("3600 'a b' true");
    }

    @Test
    void waitsUntilWhatWasSetIsInForceAndTellsHowFarItIs() throws IOException {
        List<String> calls = new ArrayList<>();
        ServiceRegistration<?> transition = registerTransition(new FakeTransition(calls, Optional.empty()));
        try {
            catalogue.set("test", Map.of("strict", "true"), calls::add);
        } finally {
            transition.unregister();
        }
        assertThat(calls).containsExactly("begin", "3600 '' true", "half of it");
    }

    @Test
    void takesBackWhatTurnsOutNotToWork() throws IOException {
        Files.writeString(config(), "# ours\nrealm_prefix = sip.\n");
        load(Map.of("realm_prefix", "sip."));
        ServiceRegistration<?> transition = registerTransition(
                new FakeTransition(new ArrayList<>(), Optional.of(new Refusal("strict", "nobody answers"))));
        try {
            assertThatThrownBy(
                            () -> catalogue.set("test", Map.of("strict", "true", "realm_prefix", "tel."), line -> {}))
                    .isInstanceOf(ParameterException.class)
                    .hasMessageEndingWith(" does not work, all stays as it was: nobody answers")
                    .hasMessageContaining("test.strict = true");
        } finally {
            transition.unregister();
        }
        assertThat(tunable.get()).isEqualTo("3600 'sip.' false");
        assertThat(config()).hasContent("# ours\nrealm_prefix = sip.");
        assertThat(configuration().getProperties().get("strict")).isNull();
        assertThat(configuration().getProperties().get("realm_prefix")).isEqualTo("sip.");
    }

    @Test
    void setsAllOrNone() {
        assertThatThrownBy(() -> catalogue.set(
                        "test", new TreeMap<>(Map.of("realm_prefix", "tel.", "strict", "maybe")), line -> {}))
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining("test.strict: 'maybe' is refused");
        assertThat(tunable.get()).isEqualTo("3600 '' false");
    }

    @Test
    void asksAComponentThatComesAfterItsConfiguration() throws IOException {
        load(Map.of("realm_prefix", "a b"));
        ServiceRegistration<?> check =
                register(values -> Optional.of(new ParameterCheck.Refusal("realm_prefix", "nothing"))
                        .filter(refusal -> !values.get("realm_prefix").isEmpty()));
        assertThat(catalogue.value(catalogue.parameter("test", "realm_prefix"))).isEmpty();
        check.unregister();
    }

    @Test
    void namesWhatThereIsInsteadOfWhatWasTyped() {
        assertThatThrownBy(() -> catalogue.parameter("tset", "strict"))
                .hasMessage("there is no module 'tset'; there are test");
        assertThatThrownBy(() -> catalogue.parameter("test", "strikt"))
                .hasMessage("module test has no parameter 'strikt'; did you mean strict?");
    }

    @Test
    void stillKnowsTheParametersOfAStoppedBundleAndForgetsThoseOfOneThatIsGone() throws Exception {
        Path jar = jar("gone.jar", "gone", Map.of("OSGI-INF/metatype/m.xml", METATYPE.replace(PID, "waypost.gone")));
        Bundle bundle = framework.getBundleContext().installBundle(jar.toUri().toString());
        bundle.start();
        bundle.stop();
        assertThat(catalogue.modules()).containsExactly("gone", "test");
        bundle.uninstall();
        assertThat(catalogue.modules()).containsExactly("test");
    }

    /** Does what the watcher of the files does: brings the lines of a file to Configuration Admin, all as text. */
    private static void load(Map<String, String> lines) throws IOException {
        configuration().update(new Hashtable<>(lines));
        BundleContext context = framework.getBundleContext();
        assertThat(new DeliveryBarrier(context, admin).await(Duration.ofSeconds(5)))
                .isTrue();
    }

    private static ServiceRegistration<?> register(ParameterCheck check) {
        Hashtable<String, Object> properties = new Hashtable<>(Map.of(ParameterCheck.PID, PID));
        return framework.getBundleContext().registerService(ParameterCheck.class, check, properties);
    }

    private static ServiceRegistration<?> registerTransition(ParameterTransition transition) {
        Hashtable<String, Object> properties = new Hashtable<>(Map.of(ParameterTransition.PID, PID));
        return framework.getBundleContext().registerService(ParameterTransition.class, transition, properties);
    }

    /** Notes when it is called, and what the component had by then. */
    private record FakeTransition(List<String> calls, Optional<Refusal> outcome) implements ParameterTransition {

        @Override
        public void begin() {
            calls.add("begin");
        }

        @Override
        public Optional<Refusal> await(Consumer<String> progress) {
            calls.add(String.valueOf(tunable.get()));
            progress.accept("half of it");
            return outcome;
        }
    }

    private static Configuration configuration() throws IOException {
        return admin.getConfiguration(PID, "?");
    }

    private static Path config() {
        return directory.resolve("config").resolve(PID + ".cfg");
    }

    private static <T> T service(Class<T> type, String filter) throws Exception {
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

    private static Path fixture() throws IOException {
        String name = Tunable.class.getName().replace('.', '/');
        Path classes = Path.of("target", "test-classes");
        return jar(
                "fixture.jar",
                "fixture",
                Map.of(
                        "OSGI-INF/metatype/m.xml",
                        METATYPE,
                        "OSGI-INF/tunable.xml",
                        COMPONENT,
                        name + ".class",
                        Files.readAllBytes(classes.resolve(name + ".class")),
                        name + "$Parameters.class",
                        Files.readAllBytes(classes.resolve(name + "$Parameters.class"))));
    }

    private static Path jar(String file, String symbolicName, Map<String, Object> entries) throws IOException {
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
                                : entry.getValue().toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
            }
        }
        return jar;
    }
}
