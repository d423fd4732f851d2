package org.waypost.parameters.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.waypost.parameters.internal.LiveContainer.PID;
import static org.waypost.parameters.internal.LiveContainer.STORE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.ConfigurationListener;
import org.waypost.parameters.Applied;
import org.waypost.parameters.Change;
import org.waypost.parameters.HistoryEntry;
import org.waypost.parameters.HistoryEntry.Step;
import org.waypost.parameters.ParameterCatalogue;
import org.waypost.parameters.ParameterException;
import org.waypost.sip.ParameterCheck;
import org.waypost.sip.ParameterCheck.Refusal;
import org.waypost.sip.ParameterTransition;

/** Changes of several parameters at once, the history of what was changed, and taking it back. */
class ChangesTest {

    @TempDir
    static Path directory;

    private static LiveContainer container;
    private static ParameterCatalogue catalogue;

    private int before;

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
    void reset() {
        List<Change> resets = Stream.of("test", "store")
                .flatMap(module -> catalogue.parameters(module).stream())
                .map(parameter -> Change.reset(parameter.module(), parameter.key()))
                .toList();
        catalogue.apply("reset", resets, line -> {});
        assertThat(container.tunable()).isEqualTo("3600 '' false");
        before = catalogue.history().size();
    }

    @Test
    void changesParametersOfSeveralModulesAsOne() {
        Applied applied = apply(
                Change.set("test", "default_expires", "60"),
                Change.set("store", "db_mode", "1"),
                Change.set("test", "default_expires", "90"));
        assertThat(applied.steps())
                .extracting(step -> step.parameter().name() + " " + step.from() + " " + step.to())
                .containsExactly("test.default_expires 3600 90", "store.db_mode 0 1");
        assertThat(container.tunable()).isEqualTo("90 '' false");
        assertThat(container.config(STORE)).content().contains("\ndb_mode = 1\n");
        assertThat(news()).containsExactly("me test.default_expires 3600- 90+ store.db_mode 0- 1+");
        assertThat(catalogue.history().get(before).number()).isGreaterThan(before);
    }

    @Test
    void changesNoneIfOneIsRefused() {
        assertThatThrownBy(() -> apply(Change.set("test", "strict", "true"), Change.set("store", "db_mode", "5")))
                .isInstanceOf(ParameterException.class)
                .hasMessage("store.db_mode: '5' is refused; an integer of 0..4 is wanted");
        assertThat(container.tunable()).isEqualTo("3600 '' false");
        assertThat(news()).isEmpty();
    }

    @Test
    void changesNoneIfAFileCannotBeWritten() throws IOException {
        apply(Change.set("store", "db_mode", "1"));
        Path file = container.config(PID);
        Files.deleteIfExists(file);
        Files.createDirectories(file.resolve("in the way"));
        try {
            assertThatThrownBy(() -> apply(Change.set("store", "db_mode", "2"), Change.set("test", "strict", "true")))
                    .isInstanceOf(ParameterException.class)
                    .hasMessageStartingWith(
                            "store.db_mode = 2, test.strict = true cannot be kept, all stays as it was:");
        } finally {
            Files.delete(file.resolve("in the way"));
            Files.delete(file);
        }
        assertThat(container.tunable()).isEqualTo("3600 '' false");
        assertThat(value("store", "db_mode")).isEqualTo("1");
        assertThat(container.config(STORE)).content().contains("\ndb_mode = 1\n");
        assertThat(news()).containsExactly("me store.db_mode 0- 1+");
    }

    @Test
    void changesNoneIfOneTurnsOutNotToWork() {
        apply(Change.set("store", "db_url", "jdbc:old"));
        ParameterTransition fails = progress -> value("store", "db_mode").equals("0")
                ? Optional.empty()
                : Optional.of(new Refusal("db_mode", "nobody answers"));
        ServiceRegistration<?> transition = container.registerTransition(fails, STORE, "waypost.other");
        try {
            assertThatThrownBy(() -> apply(
                            Change.set("store", "db_mode", "1"),
                            Change.reset("store", "db_url"),
                            Change.set("test", "strict", "true")))
                    .hasMessageEndingWith(" does not work, all stays as it was: nobody answers");
        } finally {
            transition.unregister();
        }
        assertThat(container.tunable()).isEqualTo("3600 '' false");
        assertThat(value("store", "db_url")).isEqualTo("jdbc:old");
        assertThat(container.config(STORE))
                .content()
                .contains("\ndb_url = jdbc:old\n")
                .doesNotContain("db_mode = 1");
        assertThat(news()).containsExactly("me store.db_url - jdbc:old+");
    }

    @Test
    void recordsAChangeWhoseAuthorDoesNotWaitUntilItWorks() throws IOException {
        ParameterTransition interrupted = progress -> {
            throw new InterruptedException();
        };
        ServiceRegistration<?> transition = container.registerTransition(interrupted, STORE);
        try {
            assertThatThrownBy(() -> apply(Change.set("store", "db_mode", "1")))
                    .hasMessage("store.db_mode = 1 is set, but it is not known whether it works yet");
        } finally {
            transition.unregister();
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(news()).containsExactly("me store.db_mode 0- 1+");
        assertThat(container.history()).content().contains("\"number\":" + number(0) + ",");
    }

    @Test
    void makesAnotherChangeWaitAndTellsSo() throws Exception {
        List<String> told = new ArrayList<>();
        List<Thread> others = new ArrayList<>();
        ParameterTransition slow = progress -> {
            if (others.isEmpty()) {
                Object waits = new Object();
                Consumer<String> tell = line -> {
                    synchronized (waits) {
                        told.add(line);
                        waits.notifyAll();
                    }
                };
                others.add(
                        new Thread(() -> catalogue.apply("you", List.of(Change.set("store", "db_mode", "2")), tell)));
                synchronized (waits) {
                    others.get(0).start();
                    while (told.isEmpty()) {
                        waits.wait(10_000);
                    }
                }
            }
            return Optional.empty();
        };
        ServiceRegistration<?> transition = container.registerTransition(slow, STORE);
        try {
            apply(Change.set("store", "db_mode", "1"));
            others.get(0).join();
        } finally {
            transition.unregister();
        }
        assertThat(told).contains("waiting for another change that is under way");
        assertThat(news()).containsExactly("me store.db_mode 0- 1+", "you store.db_mode 1+ 2+");
    }

    @Test
    void resetsAParameterAndTakesItsLineOut() throws IOException {
        Files.writeString(container.config(PID), "# ours\nrealm_prefix = sip.\nstrict = true\n");
        container.load(PID, Map.of("realm_prefix", "sip.", "strict", "true"));
        assertThat(catalogue.isSet(catalogue.parameter("test", "strict"))).isTrue();
        Applied applied = apply(Change.reset("test", "strict"), Change.reset("test", "default_expires"));
        assertThat(applied.steps()).hasSize(1);
        assertThat(container.tunable()).isEqualTo("3600 'sip.' false");
        assertThat(catalogue.isSet(catalogue.parameter("test", "strict"))).isFalse();
        assertThat(container.config(PID)).hasContent("# ours\nrealm_prefix = sip.");
        assertThat(news()).last().isEqualTo("me test.strict true+ false-");
    }

    @Test
    void saysWhatAChangeWouldDoWithoutMakingIt() {
        assertThat(catalogue.check(List.of(Change.set("test", "strict", "1"))).steps())
                .extracting(step -> step.from() + " " + step.to())
                .containsExactly("false true");
        assertThatThrownBy(() -> catalogue.check(List.of(Change.set("test", "strict", "2"))))
                .isInstanceOf(ParameterException.class);
        assertThat(container.tunable()).isEqualTo("3600 '' false");
        assertThat(news()).isEmpty();
    }

    @Test
    void saysNothingOfAChangeThatChangesNothing() {
        assertThat(apply(Change.reset("test", "strict"))).isEqualTo(new Applied(List.of(), List.of()));
        assertThat(news()).isEmpty();
    }

    @Test
    void refusesWhatDoesNotGoTogetherAcrossPids() {
        ParameterCheck joint = values ->
                values.get("db_mode").equals("3") && values.get("strict").equals("true")
                        ? Optional.of(new Refusal("strict", "false with db_mode 3"))
                        : Optional.empty();
        ServiceRegistration<?> check = container.register(joint, PID, STORE);
        try {
            apply(Change.set("store", "db_mode", "3"));
            assertThatThrownBy(() -> apply(Change.set("test", "strict", "true")))
                    .hasMessage("test.strict: 'true' is refused; false with db_mode 3 is wanted");
            apply(Change.set("store", "db_mode", "2"), Change.set("test", "strict", "true"));
            assertThatThrownBy(() -> apply(Change.set("store", "db_mode", "3")))
                    .hasMessage("store.db_mode = 3 is refused; strict: false with db_mode 3 is wanted");
        } finally {
            check.unregister();
        }
    }

    @Test
    void tellsOfWhatIsAllowedButMayNotBeMeantOnce() {
        ServiceRegistration<?> check = container.register(new Notices(), PID);
        try {
            assertThat(apply(Change.set("test", "strict", "true")).notices())
                    .containsExactly("strict without realm_prefix");
            assertThat(apply(Change.set("test", "default_expires", "5")).notices())
                    .isEmpty();
            assertThat(apply(Change.set("test", "realm_prefix", "x")).notices()).isEmpty();
        } finally {
            check.unregister();
        }
    }

    @Test
    void recordsWhatAFileChangesButNotWhatIsRefused() throws IOException {
        container.load(PID, Map.of("default_expires", "60", "strict", "maybe"));
        assertThat(news()).containsExactly("file test.default_expires 3600- 60+");
        container.load(PID, Map.of("default_expires", "soon", "strict", "true"));
        assertThat(news()).last().isEqualTo("file test.strict false- true+");
        container.load(PID, Map.of());
        assertThat(news()).last().isEqualTo("file test.default_expires 60+ 3600- test.strict true+ false-");
    }

    @Test
    void takesAFilesChangeBackWithTheUndoThatComesRightAfterIt() throws IOException {
        apply(Change.set("test", "strict", "true"));
        container.load(PID, Map.of("strict", "true", "default_expires", "60"));
        undo(1);
        assertThat(container.tunable()).isEqualTo("3600 '' true");
    }

    @Test
    void undoesWhatWasDoneLastAndThenWhatWasDoneBefore() {
        apply(Change.set("test", "default_expires", "60"));
        apply(Change.set("test", "default_expires", "90"));
        assertThat(undo(1).steps())
                .extracting(step -> step.from() + " " + step.to())
                .containsExactly("90 60");
        apply(Change.set("test", "strict", "true"));
        undo(1);
        assertThat(container.tunable()).isEqualTo("60 '' false");
        undo(1);
        assertThat(container.tunable()).isEqualTo("3600 '' false");
        assertThat(container.config(PID)).content().doesNotContain("\ndefault_expires");
        assertThat(catalogue.history().subList(before, before + 6))
                .extracting(HistoryEntry::undid)
                .containsExactly(
                        List.of(), List.of(), List.of(number(1)), List.of(), List.of(number(3)), List.of(number(0)));
    }

    @Test
    void undoesABatchAndAReset() {
        apply(Change.set("test", "default_expires", "60"), Change.set("store", "db_mode", "2"));
        apply(Change.reset("test", "default_expires"), Change.set("store", "db_url", "jdbc:x"));
        undo(1);
        assertThat(value("test", "default_expires") + value("store", "db_url")).isEqualTo("60");
        assertThat(catalogue.isSet(catalogue.parameter("store", "db_url"))).isFalse();
        undo(1);
        assertThat(value("test", "default_expires") + value("store", "db_mode")).isEqualTo("36000");
    }

    @Test
    void undoesSeveralAsOne() {
        apply(Change.set("test", "default_expires", "60"));
        apply(Change.set("store", "db_mode", "2"));
        apply(Change.set("test", "default_expires", "90"));
        undo(3);
        assertThat(value("test", "default_expires") + value("store", "db_mode")).isEqualTo("36000");
        assertThat(news()).last().isEqualTo("me store.db_mode 2+ 0- test.default_expires 90+ 3600-");
        assertThatThrownBy(() -> undo(0)).hasMessage("'0' changes cannot be taken back; 1 or more is wanted");
        assertThatThrownBy(() -> undo(10_000)).hasMessageMatching("there are only \\d+ changes to take back");
    }

    @Test
    void changesPidsInTheOrderAskedForAndTakesThemBackTheOtherWayRound() {
        List<String> asked = new ArrayList<>();
        ConfigurationListener listener = event -> {
            if (event.getPid().startsWith("waypost.")) {
                asked.add(event.getPid());
            }
        };
        ServiceRegistration<?> registration = container.register(listener);
        try {
            apply(Change.set("test", "strict", "true"), Change.set("store", "db_mode", "2"));
            undo(1);
            apply(Change.set("store", "db_mode", "2"), Change.set("test", "strict", "true"));
            undo(1);
        } finally {
            registration.unregister();
        }
        assertThat(asked).containsExactly(PID, STORE, STORE, PID, STORE, PID, PID, STORE);
    }

    @Test
    void undoesWhatIsAsItWasAnyway() throws IOException {
        apply(Change.set("test", "default_expires", "60"));
        apply(Change.set("test", "default_expires", "3600"));
        undo(2);
        apply(Change.set("test", "strict", "true"));
        undo(1);
        assertThat(container.tunable()).isEqualTo("3600 '' false");
    }

    @Test
    void keepsNoPasswordAndSaysThatItCannotBringOneBack() throws IOException {
        apply(Change.set("store", "db_password", "secret1"));
        apply(Change.set("store", "db_password", "secret2"), Change.set("store", "db_url", "mysql://u:secret3@h/d"));
        assertThat(news())
                .containsExactly(
                        "me store.db_password - ********+",
                        "me store.db_password ********+ ********+ store.db_url - mysql://u:********@h/d+");
        assertThat(container.history()).content().doesNotContain("secret");
        assertThatThrownBy(() -> undo(1))
                .hasMessage("change " + number(1) + " was about store.db_password and cannot be taken back: its old"
                        + " value holds a password, which is not kept");
        assertThat(value("store", "db_password")).isEqualTo("secret2");
        undo(2);
        assertThat(value("store", "db_password") + value("store", "db_url")).isEmpty();
    }

    @Test
    void saysThatAParameterHasGoneMeanwhile() throws Exception {
        Bundle bundle = container.installParameters("gone", "waypost.gone");
        bundle.start();
        apply(Change.set("gone", "strict", "true"));
        apply(Change.set("gone", "strict", "false"));
        bundle.uninstall();
        assertThatThrownBy(() -> undo(1))
                .hasMessage("change " + number(1) + " was about gone.strict and cannot be taken back: there is no"
                        + " module 'gone'; there are store, test");
    }

    @Test
    void knowsWhatWasInForceAtTheStart() {
        apply(Change.set("test", "default_expires", "60"));
        assertThat(catalogue.startValue(catalogue.parameter("test", "default_expires")))
                .isEqualTo("3600");
    }

    @Test
    void keepsTheHistoryAndRecordsWhatAFileChangedWhileItWasDown() throws Exception {
        apply(Change.set("test", "default_expires", "60"));
        List<HistoryEntry> history = catalogue.history();
        container.restart(() -> {
            Files.writeString(container.history(), "{\"number\":", StandardOpenOption.APPEND);
            container.load(PID, Map.of("default_expires", "70"));
        });
        catalogue = container.catalogue();
        assertThat(catalogue.history())
                .startsWith(history.toArray(HistoryEntry[]::new))
                .hasSize(history.size() + 1);
        assertThat(news()).last().isEqualTo("file test.default_expires 60+ 70+");
        undo(2);
        assertThat(value("test", "default_expires")).isEqualTo("3600");
    }

    private static final class Notices implements ParameterCheck {

        @Override
        public Optional<Refusal> check(Map<String, String> values) {
            return Optional.empty();
        }

        @Override
        public List<String> notices(Map<String, String> values) {
            return values.get("strict").equals("true")
                            && values.get("realm_prefix").isEmpty()
                    ? List.of("strict without realm_prefix")
                    : List.of();
        }
    }

    private static Applied apply(Change... changes) {
        return catalogue.apply("me", List.of(changes), line -> {});
    }

    private static Applied undo(int entries) {
        return catalogue.undo("me", entries, line -> {});
    }

    private static String value(String module, String key) {
        return catalogue.value(catalogue.parameter(module, key));
    }

    private long number(int entry) {
        return catalogue.history().get(before + entry).number();
    }

    /** What was recorded since the test began; a value with + was set, one with - is the default. */
    private List<String> news() {
        List<HistoryEntry> history = catalogue.history();
        return history.subList(before, history.size()).stream()
                .map(entry -> entry.author()
                        + entry.steps().stream().map(ChangesTest::line).reduce("", String::concat))
                .toList();
    }

    private static String line(Step step) {
        return ' '
                + step.module()
                + '.'
                + step.key()
                + ' '
                + step.from()
                + (step.wasSet() ? '+' : '-')
                + ' '
                + step.to()
                + (step.isSet() ? '+' : '-');
    }
}
