package org.waypost.parameters.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.waypost.parameters.internal.LiveContainer.PID;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceRegistration;
import org.waypost.parameters.Change;
import org.waypost.parameters.ParameterCatalogue;
import org.waypost.parameters.ParameterException;
import org.waypost.sip.ParameterCheck;
import org.waypost.sip.ParameterCheck.Refusal;
import org.waypost.sip.ParameterTransition;

/** Runs this bundle in a framework with Configuration Admin, Declarative Services and a component that has parameters. */
class LiveCatalogueTest {

    @TempDir
    static Path directory;

    private static LiveContainer container;
    private static ParameterCatalogue catalogue;

    @BeforeAll
    static void startContainer() throws Exception {
        container = new LiveContainer(directory);
        catalogue = container.catalogue();
    }

    @AfterAll
    static void stopContainer() throws Exception {
        container.close();
    }

    @BeforeEach
    void reset() throws IOException {
        Files.createDirectories(config().getParent());
        Files.deleteIfExists(config());
        load(Map.of());
        assertThat(container.tunable()).isEqualTo("3600 '' false");
    }

    @Test
    void knowsTheParametersOfAnotherBundle() {
        assertThat(catalogue.modules()).containsExactly("store", "test");
        assertThat(catalogue.parameters("test"))
                .extracting(parameter -> parameter.key())
                .containsExactly("default_expires", "realm_prefix", "strict");
    }

    @Test
    void setsWhatTheComponentSeesBeforeTheCallReturns() {
        for (int expires = 1; expires <= 200; expires++) {
            set("default_expires", Integer.toString(expires));
            assertThat(container.tunable()).isEqualTo(expires + " '' false");
        }
    }

    @Test
    void keepsWhatIsSetInTheFileAsPlainText() throws IOException {
        Files.writeString(config(), "# ours\n# default_expires = 3600\nrealm_prefix = sip.\n");
        load(Map.of("realm_prefix", "sip."));
        set("default_expires", "1800");
        set("strict", "1");
        assertThat(Files.readString(config()))
                .isEqualTo(
                        "# ours\n# default_expires = 3600\ndefault_expires = 1800\nrealm_prefix = sip.\nstrict = 1\n");
        assertThat(container.configuration(PID).getProperties().get("default_expires"))
                .isEqualTo("1800");
        assertThat(container.tunable()).isEqualTo("1800 'sip.' true");
        assertThat(catalogue.value(catalogue.parameter("test", "default_expires")))
                .isEqualTo("1800");
    }

    @Test
    void refusesABadValueAndChangesNothing() {
        set("default_expires", "1800");
        assertThatThrownBy(() -> set("default_expires", "-5"))
                .isInstanceOf(ParameterException.class)
                .hasMessage("test.default_expires: '-5' is refused; an integer of 0..2147483647 (seconds) is wanted");
        assertThat(container.tunable()).isEqualTo("1800 '' false");
        assertThat(config()).content().contains("default_expires = 1800\n").doesNotContain("-5");
    }

    @Test
    void keepsTheLastGoodValueWhenAFileBringsABadOne() throws IOException {
        load(Map.of("default_expires", "1800"));
        load(Map.of("default_expires", "soon", "realm_prefix", "sip."));
        assertThat(container.tunable()).isEqualTo("1800 'sip.' false");
        assertThat(catalogue.value(catalogue.parameter("test", "default_expires")))
                .isEqualTo("1800");
    }

    @Test
    void replacesABadValueOfTheFileByAGoodOne() throws IOException {
        Files.writeString(config(), "default_expires = soon\n");
        load(Map.of("default_expires", "soon"));
        assertThat(container.tunable()).isEqualTo("3600 '' false");
        set("default_expires", "60");
        assertThat(container.tunable()).isEqualTo("60 '' false");
        assertThat(config()).hasContent("default_expires = 60");
    }

    @Test
    void refusesWhatTheComponentRefusesAndChangesNothing() throws IOException {
        Files.writeString(config(), "realm_prefix = sip.\n");
        load(Map.of("realm_prefix", "sip."));
        ServiceRegistration<?> check = container.register(
                values -> values.get("realm_prefix").contains(" ")
                        ? Optional.of(new ParameterCheck.Refusal("realm_prefix", "one word"))
                        : Optional.empty(),
                PID);
        try {
            assertThatThrownBy(() -> set("realm_prefix", "a b"))
                    .isInstanceOf(ParameterException.class)
                    .hasMessage("test.realm_prefix: 'a b' is refused; one word is wanted");
            assertThat(config()).hasContent("realm_prefix = sip.");
            assertThat(container.configuration(PID).getProperties().get("realm_prefix"))
                    .isEqualTo("sip.");

            load(Map.of("realm_prefix", "a b", "strict", "true"));
            assertThat(container.tunable()).isEqualTo("3600 'sip.' true");
            assertThat(catalogue.value(catalogue.parameter("test", "realm_prefix")))
                    .isEqualTo("sip.");
        } finally {
            check.unregister();
        }
        set("realm_prefix", "a b");
        assertThat(container.tunable()).isEqualTo("3600 'a b' true");
    }

    @Test
    void waitsUntilWhatWasSetIsInForceAndTellsHowFarItIs() throws IOException {
        List<String> calls = new ArrayList<>();
        ServiceRegistration<?> transition =
                container.registerTransition(new FakeTransition(calls, Optional.empty()), PID);
        try {
            catalogue.apply("me", List.of(Change.set("test", "strict", "true")), calls::add);
        } finally {
            transition.unregister();
        }
        assertThat(calls).containsExactly("begin", "3600 '' true", "half of it");
    }

    @Test
    void takesBackWhatTurnsOutNotToWork() throws IOException {
        Files.writeString(config(), "# ours\nrealm_prefix = sip.\n");
        load(Map.of("realm_prefix", "sip."));
        ServiceRegistration<?> transition = container.registerTransition(
                new FakeTransition(new ArrayList<>(), Optional.of(new Refusal("strict", "nobody answers"))), PID);
        try {
            assertThatThrownBy(() ->
                            apply(Change.set("test", "strict", "true"), Change.set("test", "realm_prefix", "tel.")))
                    .isInstanceOf(ParameterException.class)
                    .hasMessageEndingWith(" does not work, all stays as it was: nobody answers")
                    .hasMessageContaining("test.strict = true");
        } finally {
            transition.unregister();
        }
        assertThat(container.tunable()).isEqualTo("3600 'sip.' false");
        assertThat(config()).hasContent("# ours\nrealm_prefix = sip.");
        assertThat(container.configuration(PID).getProperties().get("strict")).isNull();
        assertThat(container.configuration(PID).getProperties().get("realm_prefix"))
                .isEqualTo("sip.");
    }

    @Test
    void setsAllOrNone() {
        assertThatThrownBy(
                        () -> apply(Change.set("test", "realm_prefix", "tel."), Change.set("test", "strict", "maybe")))
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining("test.strict: 'maybe' is refused");
        assertThat(container.tunable()).isEqualTo("3600 '' false");
    }

    @Test
    void asksAComponentThatComesAfterItsConfiguration() throws IOException {
        load(Map.of("realm_prefix", "a b"));
        ServiceRegistration<?> check = container.register(
                values -> Optional.of(new ParameterCheck.Refusal("realm_prefix", "nothing"))
                        .filter(refusal -> !values.get("realm_prefix").isEmpty()),
                PID);
        assertThat(catalogue.value(catalogue.parameter("test", "realm_prefix"))).isEmpty();
        check.unregister();
    }

    @Test
    void namesWhatThereIsInsteadOfWhatWasTyped() {
        assertThatThrownBy(() -> catalogue.parameter("tset", "strict"))
                .hasMessage("there is no module 'tset'; there are store, test");
        assertThatThrownBy(() -> catalogue.parameter("test", "strikt"))
                .hasMessage("module test has no parameter 'strikt'; did you mean strict?");
    }

    @Test
    void stillKnowsTheParametersOfAStoppedBundleAndForgetsThoseOfOneThatIsGone() throws Exception {
        Bundle bundle = container.installParameters("gone", "waypost.gone");
        bundle.start();
        bundle.stop();
        assertThat(catalogue.modules()).containsExactly("gone", "store", "test");
        bundle.uninstall();
        assertThat(catalogue.modules()).containsExactly("store", "test");
    }

    private static void set(String key, String value) {
        apply(Change.set("test", key, value));
    }

    private static void apply(Change... changes) {
        catalogue.apply("me", List.of(changes), line -> {});
    }

    private static void load(Map<String, String> lines) throws IOException {
        container.load(PID, lines);
    }

    /** Notes when it is called, and what the component had by then. */
    private record FakeTransition(List<String> calls, Optional<Refusal> outcome) implements ParameterTransition {

        @Override
        public void begin() {
            calls.add("begin");
        }

        @Override
        public Optional<Refusal> await(Consumer<String> progress) {
            calls.add(container.tunable());
            progress.accept("half of it");
            return outcome;
        }
    }

    private static Path config() {
        return container.config(PID);
    }
}
