package org.waypost.usrloc.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.waypost.usrloc.AddressRecord;
import org.waypost.usrloc.Contact;
import org.waypost.usrloc.Ruid;
import org.waypost.usrloc.StoreHealth.State;
import org.waypost.usrloc.memory.MemoryLocationStore;

class DatabaseFrontTest {

    private static final String TABLE = "location";

    private final FakeDatabase database = new FakeDatabase();
    private UsrlocSettings settings = UsrlocSettings.DEFAULTS;
    private final DatabaseFront front = new DatabaseFront(database, () -> settings);

    @Test
    void givesContactsByQAndThenOldestRowFirst() {
        rows();
        assertThat(order(front.find(TABLE, "alice").orElseThrow())).isEqualTo("cabed");
        front.scan(TABLE, record -> {
            assertThat(order(record)).isEqualTo("cabed");
            return true;
        });
        assertThat(order(front.byRuid(TABLE, new Ruid("uloc-1-", 2)).orElseThrow()))
                .isEqualTo("cabed");
    }

    @Test
    void givesTheNewestFirstWithDescTimeOrder() {
        settings = Fixture.settings("desc_time_order", 1);
        rows();
        assertThat(order(front.find(TABLE, "alice").orElseThrow())).isEqualTo("edcba");
    }

    @Test
    void changesWhatItShows() {
        rows();
        List<AddressRecord> seen = new ArrayList<>();
        front.update(TABLE, "alice", record -> {
            seen.add(record);
            return record;
        });
        assertThat(order(seen.get(0))).isEqualTo("cabed");
        front.update(TABLE, "alice", record -> AddressRecord.empty("alice"));
        assertThat(front.find(TABLE, "alice")).isEmpty();
        assertThat(front.contacts(TABLE)).isZero();
    }

    @Test
    void mayBlockForEverythingAndTellsTheDatabasesHealth() {
        assertThat(front.mayBlock()).isTrue();
        assertThat(front.readsMayBlock()).isTrue();
        database.goAway();
        assertThat(front.health().state()).isEqualTo(State.DOWN);
    }

    @Test
    void loadsMemoryInOrderAndLeavesWhatItHasAlone() {
        rows();
        database.put(TABLE, "bob", contact("b", 6, -1, 0));
        database.put(TABLE, "old", contact("o", 7, -1, 0).withExpires(Fixture.START - 1));
        MemoryLocationStore memory = new MemoryLocationStore();
        memory.update(TABLE, "bob", record -> new AddressRecord("bob", List.of(contact("n", 8, -1, 0))));
        Loader loader = new Loader(database, memory, settings, Fixture.START);

        loader.load(Set.of(TABLE, "aliases"), line -> {});

        assertThat(order(memory.find(TABLE, "alice").orElseThrow())).isEqualTo("cabed");
        assertThat(order(memory.find(TABLE, "bob").orElseThrow())).isEqualTo("n");
        assertThat(memory.find(TABLE, "old")).isEmpty();
        assertThat(loader.records()).isEqualTo(2);
        assertThat(loader.contacts()).isEqualTo(6);
    }

    private void rows() {
        database.put(TABLE, "alice", contact("a", 1, 500, 1));
        database.put(TABLE, "alice", contact("b", 2, 500, 2));
        database.put(TABLE, "alice", contact("c", 3, 900, 3));
        database.put(TABLE, "alice", contact("d", 4, -1, 4));
        database.put(TABLE, "alice", contact("e", 5, 0, 5));
    }

    private static String order(AddressRecord record) {
        return record.contacts().stream()
                .map(contact -> contact.uri().substring(4, 5))
                .collect(Collectors.joining());
    }

    private static Contact contact(String user, long ruid, int q, int later) {
        return Fixture.at(Fixture.q(Fixture.contact(user), q), Fixture.START + later)
                .withRuid(new Ruid("uloc-1-", ruid));
    }
}
