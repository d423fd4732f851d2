package org.waypost.usrloc.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.waypost.usrloc.AddressRecord;
import org.waypost.usrloc.Compat;
import org.waypost.usrloc.Contact;
import org.waypost.usrloc.ContactEvent;
import org.waypost.usrloc.LocationStore;
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

    @Test
    void removesBindingsOfConnectionsBeforeItLoadsIfToldTo() {
        Contact overTcp = connected(contact("t", 9, -1, 0));
        database.put(TABLE, "tcp", overTcp);
        database.put(TABLE, "udp", contact("u", 10, -1, 0));
        MemoryLocationStore memory = new MemoryLocationStore();
        UsrlocSettings clean = Fixture.settings("db_mode", 1, "db_clean_tcp", 1);

        new Loader(database, memory, Fixture.settings("db_mode", 4, "db_clean_tcp", 1), Fixture.START)
                .load(Set.of(TABLE), line -> {});
        assertThat(database.contacts(TABLE)).as("never written").isEqualTo(2);
        assertThat(memory.contacts(TABLE)).isEqualTo(2);

        MemoryLocationStore other = new MemoryLocationStore();
        new Loader(database, other, clean, Fixture.START).load(Set.of(TABLE), line -> {});
        assertThat(database.contacts(TABLE)).isEqualTo(1);
        assertThat(other.find(TABLE, "tcp")).isEmpty();
    }

    @Test
    void loadsATableThatIsNamedWhileItServes() {
        database.put("aliases", "alice", contact("a", 1, -1, 0));
        LocationService service = new LocationService(() -> Fixture.START);
        service.configure(Fixture.parameters(Fixture.raw("db_mode", 1)), Fixture.raw("db_mode", 1));
        service.bindStore(new MemoryLocationStore(), Map.of(LocationStore.NAME, "memory"));
        service.bindStore(database, Map.of(LocationStore.NAME, "jdbc"));
        while (service.stores().plan().isEmpty()) {
            Thread.onSpinWait();
        }
        assertThat(service.find("aliases", "alice")).isEmpty();

        Map<String, Object> raw = Fixture.raw("db_mode", 1, "preload", "aliases");
        service.configure(Fixture.parameters(raw), raw);

        while (service.find("aliases", "alice").isEmpty()) {
            Thread.onSpinWait();
        }
        assertThat(database.contacts("aliases")).isEqualTo(1);
        service.stores().close();
    }

    @Test
    void keepsAContactInItsPlaceUntilTheRowsAreReadAgain() {
        rows();
        LocationService service = new LocationService(() -> Fixture.START);
        service.configure(Fixture.parameters(Fixture.raw("db_mode", 3)), Fixture.raw("db_mode", 3));
        service.bindStore(database, Map.of(LocationStore.NAME, "jdbc"));
        Contact refreshed = Fixture.call(Fixture.q(Fixture.contact("a"), 950), "call", 2);

        String inReply = service.update(TABLE, "alice", edit -> {
            Fixture.register(edit, refreshed, Compat.KAMAILIO);
            return order(new AddressRecord("alice", edit.contacts()));
        });

        assertThat(inReply).isEqualTo("cabed");
        assertThat(order(service.find(TABLE, "alice").orElseThrow())).isEqualTo("acbed");
        service.stores().close();
    }

    @Test
    void keepsExpiredRowsForTheDelayToo() {
        AtomicLong clock = new AtomicLong(Fixture.START);
        LocationService service = new LocationService(clock::get);
        Map<String, Object> raw = Fixture.raw("db_mode", 3, "timer_interval", 10, "rm_expired_delay", 100);
        service.configure(Fixture.parameters(raw), raw);
        service.bindStore(database, Map.of(LocationStore.NAME, "jdbc"));
        database.put(TABLE, "alice", contact("a", 1, -1, 0));
        List<ContactEvent> heard = new ArrayList<>();
        service.bindListener(heard::add);

        clock.set(Fixture.START + 3600 + 109);
        service.sweep();
        service.sweep();
        assertThat(heard).extracting(ContactEvent::kind).containsExactly(ContactEvent.Kind.EXPIRE);
        assertThat(database.contacts(TABLE)).isEqualTo(1);

        clock.set(Fixture.START + 3600 + 110);
        service.sweep();
        assertThat(database.contacts(TABLE)).isZero();
        service.stores().close();
    }

    private static Contact connected(Contact c) {
        return new Contact(
                c.ruid(),
                c.uri(),
                "",
                "",
                c.callId(),
                "P",
                "",
                "",
                c.expires(),
                c.lastModified(),
                c.cseq(),
                c.q(),
                0,
                0,
                -1,
                0,
                0,
                3);
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
