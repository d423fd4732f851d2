package org.waypost.usrloc.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.waypost.usrloc.core.Fixture.START;
import static org.waypost.usrloc.core.Fixture.call;
import static org.waypost.usrloc.core.Fixture.contact;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.waypost.usrloc.AddressRecord;
import org.waypost.usrloc.Compat;
import org.waypost.usrloc.Contact;
import org.waypost.usrloc.LocationStore;
import org.waypost.usrloc.RecordEdit;
import org.waypost.usrloc.Ruid;
import org.waypost.usrloc.Stored;
import org.waypost.usrloc.Sync;
import org.waypost.usrloc.memory.MemoryLocationStore;

class LocationServiceTest {

    private final Fixture f = new Fixture();

    @Test
    void showsAnEditWhatItIsChanging() {
        f.service.update("location", "a", edit -> {
            assertThat(edit.aor()).isEqualTo("a");
            assertThat(edit.now()).isEqualTo(START);
            assertThat(edit.isNew()).isTrue();
            assertThat(edit.contacts()).isEmpty();
            Contact inserted = edit.insert(contact("x"));
            assertThat(inserted.ruid().isNone()).isFalse();
            assertThat(edit.contacts()).containsExactly(inserted);
            assertThat(edit.isNew()).isTrue();
            return 0;
        });
        assertThat(f.service.<Boolean>update("location", "a", RecordEdit::isNew))
                .isFalse();
        assertThat(f.contacts("a")).hasSize(1);
    }

    @Test
    void keepsRuidAndInstanceAndTakesTheRestOfARefresh() {
        f.register("a", contact("x").withInstance("<urn:1>").withRegId(3).withReceived("sip:r"));
        Contact first = f.contacts("a").get(0);
        Contact again = call(contact("x").withExpires(START + 99).withBranchFlags(6), "two", 7);
        f.register("a", again);

        assertThat(f.contacts("a"))
                .containsExactly(
                        again.withRuid(first.ruid()).withInstance("<urn:1>").withRegId(3));
    }

    @Test
    void writesBackWhenItIsToldToAndCountsWhatTheDatabaseHas() throws InterruptedException {
        assertThat(f.service.stored("location", Stored.USERS)).isEmpty();
        assertThat(f.service.flush(Duration.ofSeconds(20))).isZero();

        FakeDatabase database = new FakeDatabase();
        f.service.bindStore(database, Map.of(LocationStore.NAME, "jdbc"));
        f.configure("db_mode", 2);
        assertThat(f.service.stores().await(line -> {})).isEmpty();
        f.register("a", contact("x"));
        f.register("a", contact("y"));
        f.register("b", contact("z").withExpires(START - 1));
        assertThat(f.service.stored("location", Stored.CONTACTS)).hasValue(0);
        assertThat(f.service.sync("location", "a", f.contacts("a").get(0))).isEqualTo(Sync.NEW);

        assertThat(f.service.flush(Duration.ofSeconds(20))).isZero();

        assertThat(f.service.sync("location", "a", f.contacts("a").get(0))).isEqualTo(Sync.SYNC);
        assertThat(f.service.stored("location", Stored.USERS)).hasValue(1);
        assertThat(f.service.stored("location", Stored.CONTACTS)).hasValue(2);
        assertThat(f.service.stored("location", Stored.EXPIRED_CONTACTS)).hasValue(1);
        assertThat(f.service.records("location")).isEqualTo(2);
        f.service.stores().close();
    }

    @Test
    void keepsAGivenRuid() {
        Ruid ruid = Ruid.of("uloc-5-6-7");
        f.register("a", contact("x").withRuid(ruid));

        assertThat(f.service.byRuid("location", ruid).orElseThrow().aor()).isEqualTo("a");
    }

    @Test
    void removesWhileGoingThroughTheContacts() {
        f.register("a", contact("x"));
        f.register("a", contact("y"));
        f.register("a", contact("z"));

        f.service.update("location", "a", edit -> {
            for (Contact stored : edit.contacts()) {
                edit.delete(stored);
            }
            return 0;
        });

        assertThat(f.service.find("location", "a")).isEmpty();
        assertThat(f.heardKinds().subList(3, 6)).containsExactly("DELETE sip:x@h", "DELETE sip:y@h", "DELETE sip:z@h");
    }

    @Test
    void leavesTheRecordAsItWasIfAbandonedOrThrown() {
        f.register("a", contact("x"));
        f.heard.clear();

        f.service.update("location", "a", edit -> {
            edit.insert(contact("y"));
            edit.delete(edit.contacts().get(0));
            edit.abandon();
            assertThat(edit.contacts()).hasSize(1);
            return 0;
        });
        assertThatThrownBy(() -> f.service.update("location", "a", edit -> {
                    edit.insert(contact("y"));
                    throw new IllegalStateException("refused");
                }))
                .hasMessage("refused");

        assertThat(f.order("a")).isEqualTo("x");
        assertThat(f.heard).isEmpty();
    }

    @Test
    void refusesAContactThatIsNotOfTheRecord() {
        f.register("a", contact("x"));
        Contact stranger = contact("y").withRuid(Ruid.of("uloc-1-1-1"));

        assertThatThrownBy(() -> f.service.update("location", "a", edit -> {
                    edit.delete(stranger);
                    return 0;
                }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("uloc-1-1-1");
        assertThatThrownBy(() -> f.service.update(
                        "location", "a", edit -> edit.replace(stranger, contact("x"), Compat.KAMAILIO)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void appliesAChangeAgainIfTheStoreAsksForIt() {
        MemoryLocationStore real = new MemoryLocationStore();
        LocationService service = new LocationService(() -> START);
        service.configure(Fixture.parameters(Map.of()), Map.of());
        service.bindStore(new RetryingStore(real), Map.of(LocationStore.NAME, "memory"));
        List<String> heard = new ArrayList<>();
        service.bindListener(
                event -> heard.add(event.kind() + " " + event.contact().ruid()));

        service.update("location", "a", edit -> edit.insert(contact("x")));

        List<Contact> stored = real.find("location", "a").orElseThrow().contacts();
        assertThat(stored).hasSize(1);
        assertThat(heard).containsExactly("INSERT " + stored.get(0).ruid());
    }

    @Test
    void tellsListenersOfEachChange() {
        f.register("a", contact("x"));
        f.register("a", call(contact("x"), "two", 1));
        f.service.update("location", "a", edit -> {
            edit.delete(edit.contacts().get(0));
            return 0;
        });

        assertThat(f.heardKinds()).containsExactly("INSERT sip:x@h", "UPDATE sip:x@h", "DELETE sip:x@h");
        assertThat(f.heard)
                .allSatisfy(
                        event -> assertThat(event.table() + " " + event.aor()).isEqualTo("location a"));
        assertThat(f.heard)
                .extracting(event -> event.contact().ruid().toString())
                .containsOnly(f.heard.get(0).contact().ruid().toString());
    }

    @Test
    void knowsTheTablesThatWerePreloadedDeclaredOrStored() {
        f.store.update(
                "old",
                "a",
                record -> new AddressRecord("a", List.of(contact("x").withRuid(Ruid.of("uloc-1-1-1")))));
        assertThat(f.service.tables()).containsExactly("location");
        f.service.declare("aliases");
        f.configure("preload", "one,two");

        assertThat(f.service.tables()).containsExactlyInAnyOrder("location", "aliases", "one", "two", "old");
    }

    @Test
    void takesChangedParametersFromTheNextChangeOn() {
        assertThat(f.service.useDomain()).isFalse();
        assertThat(f.service.natBranchFlag()).isZero();
        f.configure("use_domain", 1, "nat_bflag", 0, "server_id", 12, "desc_time_order", 1);

        assertThat(f.service.useDomain()).isTrue();
        assertThat(f.service.natBranchFlag()).isEqualTo(1);
        assertThat(f.service.serverId()).isEqualTo(12);
        f.register("a", contact("x"));
        f.register("a", contact("y"));
        assertThat(f.order("a")).isEqualTo("yx");
        assertThat(f.contacts("a").get(0).ruid().toString()).startsWith("uloc-c-");
    }

    @Test
    void countsUsersAndContactsPerTable() {
        f.service.declare("aliases");
        f.register("a", contact("x"));
        f.register("a", contact("y"));
        f.register("b", contact("x"));

        assertThat(f.service.group()).isEqualTo("usrloc");
        assertThat(f.statistics())
                .containsEntry("location_users", 2L)
                .containsEntry("location_contacts", 3L)
                .containsEntry("location_expires", 0L)
                .containsEntry("aliases_users", 0L)
                .containsEntry("registered_users", 2L)
                .containsEntry("dropped_events", 0L);
    }

    @Test
    void findsBindingsAgainWhenItIsRestartedAndRepeatsNoRuid() {
        f.register("a", contact("x"));
        f.register("a", contact("y"));
        f.service.unbindStore(f.store);

        LocationService restarted = new LocationService(f.clock::get);
        restarted.configure(Fixture.parameters(Map.of()), Map.of());
        restarted.bindStore(f.store, Map.of(LocationStore.NAME, "memory"));
        Fixture.register(restarted, "a", contact("z"), Compat.KAMAILIO);
        Fixture.register(restarted, "a", call(contact("x"), "two", 1), Compat.KAMAILIO);

        assertThat(restarted.find("location", "a").orElseThrow().contacts())
                .extracting(Contact::ruid)
                .doesNotHaveDuplicates()
                .hasSize(3);
    }

    @Test
    void losesNoUpdateOfOneAorFromManyThreads() throws Exception {
        int threads = 4;
        int rounds = 300;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                String name = "t" + thread + "-";
                running.add(pool.submit(() -> {
                    for (int i = 0; i < rounds; i++) {
                        f.register("a", contact(name + i));
                    }
                }));
            }
            for (Future<?> future : running) {
                future.get();
            }
        } finally {
            pool.shutdown();
        }

        assertThat(f.contacts("a")).hasSize(threads * rounds);
        assertThat(f.heard)
                .extracting(event -> event.contact().ruid())
                .containsExactlyElementsOf(
                        f.contacts("a").stream().map(Contact::ruid).toList());
    }
}
