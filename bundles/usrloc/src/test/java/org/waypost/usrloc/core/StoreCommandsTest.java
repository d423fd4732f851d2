package org.waypost.usrloc.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.waypost.usrloc.core.Fixture.contact;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.apache.felix.service.command.CommandSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.waypost.parameters.Applied;
import org.waypost.parameters.Change;
import org.waypost.parameters.HistoryEntry;
import org.waypost.parameters.Parameter;
import org.waypost.parameters.ParameterCatalogue;
import org.waypost.parameters.ParameterException;
import org.waypost.usrloc.Contact;
import org.waypost.usrloc.LocationStore;
import org.waypost.usrloc.Ruid;

class StoreCommandsTest {

    private static final String LOCATION = "location";

    private final Fixture f = new Fixture(List.of());
    private final FakeDatabase database = new FakeDatabase();
    private final ThreadIOImpl streams = new ThreadIOImpl();
    private final CommandProcessorImpl processor = new CommandProcessorImpl(streams);
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private CommandSession session;

    @BeforeEach
    void start() {
        f.service.bindStore(database, Map.of(LocationStore.NAME, "jdbc"));
        streams.start();
        PrintStream console = new PrintStream(out, true, StandardCharsets.UTF_8);
        session = processor.createSession(new ByteArrayInputStream(new byte[0]), console, console);
        StoreCommands commands = new StoreCommands(f.service, new LocationCatalogue());
        for (String function : List.of("list", "use", "copy", "verify")) {
            processor.addCommand("store", commands, function);
        }
    }

    @AfterEach
    void stop() {
        session.close();
        streams.stop();
        f.service.stores().close();
    }

    @Test
    void listsStoresAndDoesNotAskADatabaseThatNobodyUses() {
        f.register("a", contact("a"));
        database.goAway();
        assertThat(run("store:list"))
                .containsPattern("jdbc +- +down +- +-\n")
                .containsPattern("memory +all +up +1 +1\n")
                .contains("it was told to")
                .endsWith("in use: memory (db_mode 0)\n");
    }

    @Test
    void putsAnotherStoreInUse() {
        f.register("a", contact("a"));
        assertThat(run("store:use jdbc 1")).contains("in use: memory and jdbc").contains("(db_mode 1)");
        assertThat(database.rows(LOCATION, "a")).hasSize(1);
        assertThat(run("store:list")).containsPattern("jdbc +written through +up +1 +1\n");
        assertThat(run("store:list --json"))
                .startsWith("{\"in_use\":\"memory and jdbc")
                .contains("{\"store\":\"memory\",\"role\":\"memory\",\"health\":\"up\",\"aors\":1,\"contacts\":1,"
                        + "\"database\":false,\"used\":true,\"reason\":\"\",\"since\":null}");

        assertThat(run("store:use jdbc")).contains("(db_mode 3)");
        assertThat(run("store:use memory")).endsWith("in use: memory (db_mode 0)\n");
        assertThat(f.contacts("a")).hasSize(1);
    }

    @Test
    void saysWhyAStoreCannotBeUsed() {
        database.goAway();
        assertThatThrownBy(() -> run("store:use jdbc"))
                .isInstanceOf(ParameterException.class)
                .hasMessage("it was told to");
        assertThatThrownBy(() -> run("store:use jbdc")).hasMessage("there is no store 'jbdc'; there are jdbc, memory");
        assertThatThrownBy(() -> run("store:use jdbc 0")).hasMessage("db_mode 0 is refused; 1, 2, 3 or 4 is wanted");
        assertThatThrownBy(() -> run("store:use memory 1"))
                .hasMessage("db_mode 1 is refused; 0, as memory is no database, is wanted");
    }

    @Test
    void copiesToAStoreThatIsNotInUseAndLeavesWhatOnlyThatHas() {
        for (int i = 0; i < 500; i++) {
            f.register("user" + i, contact("user" + i));
        }
        database.put(LOCATION, "other", contact("other").withRuid(new Ruid("uloc-9-9-", 9)));
        assertThat(run("store:copy memory jdbc"))
                .isEqualTo("500 AoRs were copied from memory to jdbc; 1 that only jdbc has stay\n");
        assertThat(database.records(LOCATION)).isEqualTo(501);
        assertThat(run("store:copy memory jdbc")).startsWith("0 AoRs were copied");

        assertThatThrownBy(() -> run("store:copy jdbc memory")).hasMessageContaining("memory is in use");
        assertThatThrownBy(() -> run("store:copy memory memory")).hasMessageContaining("two different stores");
    }

    @Test
    void countsDifferencesAndShowsTheFirst() {
        f.register("same", contact("same"));
        f.register("other", contact("other"));
        f.register("new", contact("new"));
        run("store:copy memory jdbc");
        assertThat(run("store:verify memory jdbc")).isEqualTo("3 AoRs of memory compared with jdbc: no difference\n");
        assertThat(run("store:verify memory jdbc --json"))
                .isEqualTo("{\"compared\":3,\"different\":0,\"only_in_first\":0,\"only_in_second\":0,\"outstanding\":0,"
                        + "\"explained\":[]}\n");

        Contact other = f.contacts("other").get(0);
        database.put(LOCATION, "other", other.withExpires(Fixture.START + 60));
        database.takeAway(LOCATION, f.contacts("new").get(0).ruid());
        database.put(LOCATION, "old", contact("old").withRuid(new Ruid("uloc-9-9-", 9)));

        assertThatThrownBy(() -> run("store:verify memory jdbc"))
                .hasMessage("3 AoRs of memory compared with jdbc: 3 differ (1 in their contacts, 1 only in memory,"
                        + " 1 only in jdbc)");
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("location other sip:other@h (" + other.ruid() + "): expires " + (Fixture.START + 3600)
                        + " in memory, " + (Fixture.START + 60) + " in jdbc\n")
                .containsPattern("location new sip:new@h .*: only in memory\n")
                .containsPattern("location old sip:old@h .*: only in jdbc\n");
    }

    @Test
    void takesNoNoticeOfWhatADatabaseDoesNotKeep() {
        f.register("a", contact("a").withFlags(Contact.MEMORY_ONLY));
        f.register("b", contact("b").withExpires(Fixture.START - 1));
        f.register("c", Fixture.q(contact("c1"), 100));
        f.register("c", Fixture.q(contact("c2"), 700));
        assertThat(run("store:copy memory jdbc")).startsWith("1 AoRs were copied");
        assertThat(database.contacts(LOCATION)).isEqualTo(2);
        assertThat(run("store:verify memory jdbc")).contains("no difference");
    }

    @Test
    void saysThatADatabaseIsAwayWhenItComparesOrCopies() {
        database.goAway();
        assertThatThrownBy(() -> run("store:verify memory jdbc")).hasMessage("it was told to");
        assertThatThrownBy(() -> run("store:copy memory jdbc")).hasMessage("it was told to");
    }

    private String run(String line) {
        out.reset();
        try {
            session.execute(line);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError(line, e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    /** Sets parameters as the catalogue of the container does. */
    private final class LocationCatalogue implements ParameterCatalogue {

        @Override
        public List<String> modules() {
            return List.of("usrloc");
        }

        @Override
        public List<Parameter> parameters(String module) {
            return List.of();
        }

        @Override
        public Parameter parameter(String module, String key) {
            throw new ParameterException(key);
        }

        @Override
        public String value(Parameter parameter) {
            return "";
        }

        @Override
        public Applied apply(String author, List<Change> changes, Consumer<String> progress) {
            Map<String, Object> raw = new HashMap<>();
            changes.forEach(change -> raw.put(change.key(), change.value().orElseThrow()));
            f.service.configure(Fixture.parameters(raw), raw);
            try {
                f.service.stores().await(progress).ifPresent(refusal -> {
                    throw new ParameterException(refusal.wanted());
                });
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            return check(changes);
        }

        @Override
        public Applied check(List<Change> changes) {
            return new Applied(List.of(), List.of());
        }

        @Override
        public List<HistoryEntry> history() {
            return List.of();
        }

        @Override
        public Applied undo(String author, int entries, Consumer<String> progress) {
            throw new ParameterException("nothing was changed yet");
        }

        @Override
        public boolean isSet(Parameter parameter) {
            return false;
        }

        @Override
        public String startValue(Parameter parameter) {
            return "";
        }
    }
}
