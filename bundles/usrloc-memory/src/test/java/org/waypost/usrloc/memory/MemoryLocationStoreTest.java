package org.waypost.usrloc.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.waypost.usrloc.memory.Contacts.contact;
import static org.waypost.usrloc.memory.Contacts.onConnection;
import static org.waypost.usrloc.memory.Contacts.put;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.waypost.sip.Value;
import org.waypost.usrloc.AddressRecord;
import org.waypost.usrloc.Contact;
import org.waypost.usrloc.ContactAttribute;
import org.waypost.usrloc.Ruid;

class MemoryLocationStoreTest {

    private final MemoryLocationStore store = new MemoryLocationStore();

    @Test
    void findsWhatWasStored() {
        AddressRecord stored = put(store, "alice", contact(1, 100), contact(2, 200));

        assertThat(stored.contacts()).containsExactly(contact(1, 100), contact(2, 200));
        assertThat(store.find("location", "alice")).contains(stored);
        assertThat(store.find("location", "bob")).isEmpty();
        assertThat(store.find("other", "alice")).isEmpty();
        assertThat(store.tables()).containsExactly("location");
        assertThat(store.records("location")).isEqualTo(1);
        assertThat(store.contacts("location")).isEqualTo(2);
        assertThat(store.mayBlock()).isFalse();
    }

    @Test
    void handsTheChangeTheRecordAsItIs() {
        put(store, "alice", contact(1, 100));

        store.update("location", "alice", record -> {
            assertThat(record).isEqualTo(new AddressRecord("alice", List.of(contact(1, 100))));
            return record;
        });
        store.update("location", "bob", record -> {
            assertThat(record).isEqualTo(AddressRecord.empty("bob"));
            return record;
        });
        assertThat(store.records("location")).isEqualTo(1);
    }

    @Test
    void removesARecordThatBecomesEmpty() {
        put(store, "alice", contact(1, 100).withInstance("<urn:a>"));

        assertThat(put(store, "alice").isEmpty()).isTrue();

        assertThat(store.find("location", "alice")).isEmpty();
        assertThat(store.byRuid("location", new Ruid("uloc-1-", 1))).isEmpty();
        assertThat(store.byInstance("location", "<urn:a>")).isEmpty();
        assertThat(store.records("location")).isZero();
        assertThat(store.contacts("location")).isZero();
        List<String> due = new ArrayList<>();
        store.due(1000, 0, (table, aor) -> due.add(aor));
        assertThat(due).isEmpty();
    }

    @Test
    void changesNothingWhenTheChangeThrows() {
        put(store, "alice", contact(1, 100));

        assertThatThrownBy(() -> store.update("location", "alice", record -> {
                    throw new IllegalStateException("refused");
                }))
                .hasMessage("refused");

        assertThat(put(store, "alice", contact(1, 100), contact(2, 100)).contacts())
                .hasSize(2);
    }

    @Test
    void refusesAChangeWithinAChange() {
        assertThatThrownBy(() -> store.update(
                        "location", "alice", record -> put(store, "alice", contact(1, 100), contact(2, 100))))
                .isInstanceOf(IllegalStateException.class);

        assertThat(store.find("location", "alice")).isEmpty();
    }

    @Test
    void findsByRuidThroughRefreshAndReplacement() {
        put(store, "alice", contact(1, 100), contact(2, 100));
        put(store, "alice", contact(2, 300), contact(3, 100));

        assertThat(store.byRuid("location", new Ruid("uloc-1-", 1))).isEmpty();
        assertThat(store.byRuid("location", new Ruid("uloc-1-", 2))).isEqualTo(store.find("location", "alice"));
        assertThat(store.byRuid("location", new Ruid("uloc-1-", 3))).isPresent();
        assertThat(store.byRuid("location", new Ruid("uloc-2-", 3))).isEmpty();
    }

    @Test
    void findsAllRecordsOfAnInstance() {
        Contact first = contact(1, 100).withInstance("<urn:a>").withRegId(1);
        Contact second = contact(2, 100).withInstance("<urn:a>").withRegId(2);
        put(store, "alice", first, second);
        put(store, "bob", contact(3, 100).withInstance("<urn:a>"));
        put(store, "carol", contact(4, 100).withInstance("<urn:c>"));

        assertThat(store.byInstance("location", "<urn:a>"))
                .extracting(AddressRecord::aor)
                .containsExactlyInAnyOrder("alice", "bob");

        put(store, "alice", second);
        put(store, "bob");
        assertThat(store.byInstance("location", "<urn:a>"))
                .extracting(AddressRecord::aor)
                .containsExactly("alice");

        put(store, "alice", second.withInstance(""));
        assertThat(store.byInstance("location", "<urn:a>")).isEmpty();
    }

    @Test
    void findsRecordsByConnection() {
        put(store, "alice", onConnection(contact(1, 100), 7), contact(2, 100));
        put(store, "bob", onConnection(contact(3, 100), 7));
        put(store, "carol", onConnection(contact(4, 100), 8));

        assertThat(aorsOf(7)).containsExactlyInAnyOrder("alice", "bob");
        assertThat(aorsOf(-1)).isEmpty();

        put(store, "alice", onConnection(contact(1, 100), 9), contact(2, 100));
        put(store, "bob", contact(3, 100));
        put(store, "carol");
        assertThat(aorsOf(7)).isEmpty();
        assertThat(aorsOf(8)).isEmpty();
        assertThat(aorsOf(9)).containsExactly("alice");
    }

    @Test
    void keepsTheAttributesOfAContact() {
        List<ContactAttribute> attributes = List.of(new ContactAttribute("a", Value.of(1)));
        Contact contact =
                Contacts.withUserAgent(contact(1, 100), new String("Phone")).withAttributes(attributes);

        assertThat(put(store, "alice", contact).contacts().get(0).attributes()).isEqualTo(attributes);
    }

    private List<String> aorsOf(int connectionId) {
        return store.byConnection("location", connectionId).stream()
                .map(AddressRecord::aor)
                .toList();
    }

    @Test
    void losesNoUpdateWhenThreadsChangeTheSameRecord() throws Exception {
        int threads = 4;
        int rounds = 500;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        CyclicBarrier start = new CyclicBarrier(threads);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                int first = thread * rounds;
                running.add(pool.submit(() -> {
                    start.await();
                    for (int i = 0; i < rounds; i++) {
                        Contact added = contact(1 + first + i, 100);
                        store.update("location", "alice", record -> {
                            List<Contact> contacts = new ArrayList<>(record.contacts());
                            contacts.add(added);
                            return new AddressRecord(record.aor(), contacts);
                        });
                        put(store, "user" + (first + i), contact(1_000_000 + first + i, 100));
                    }
                    return null;
                }));
            }
            for (Future<?> future : running) {
                future.get();
            }
        } finally {
            pool.shutdown();
        }
        assertThat(store.find("location", "alice").orElseThrow().contacts())
                .extracting(contact -> contact.ruid().counter())
                .doesNotHaveDuplicates()
                .hasSize(threads * rounds);
        assertThat(store.records("location")).isEqualTo(1 + threads * rounds);
        assertThat(store.contacts("location")).isEqualTo(2L * threads * rounds);
    }

    @Test
    void agreesWithAPlainMapAfterRandomChanges() {
        SplittableRandom random = new SplittableRandom(7);
        Map<String, List<Contact>> model = new HashMap<>();
        for (int i = 0; i < 60_000; i++) {
            String aor = "user" + random.nextInt(i < 40_000 ? 9000 : 500);
            List<Contact> contacts = new ArrayList<>(model.getOrDefault(aor, List.of()));
            if (!contacts.isEmpty() && random.nextInt(5) < 3) {
                contacts.remove(random.nextInt(contacts.size()));
            } else {
                contacts.add(
                        random.nextInt(contacts.size() + 1),
                        contact(i + 1, 100)
                                .withInstance(random.nextBoolean() ? "" : "<urn:" + random.nextInt(5000) + ">"));
            }
            put(store, aor, contacts.toArray(Contact[]::new));
            model.put(aor, contacts);
        }
        model.values().removeIf(List::isEmpty);

        Map<String, List<Contact>> scanned = new HashMap<>();
        store.scan("location", record -> {
            assertThat(scanned.put(record.aor(), record.contacts())).isNull();
            return true;
        });
        assertThat(scanned).isEqualTo(model);
        assertThat(store.records("location")).isEqualTo(model.size());
        assertThat(store.contacts("location"))
                .isEqualTo(model.values().stream().mapToLong(Collection::size).sum());
        Map<String, TreeSet<String>> instances = new HashMap<>();
        model.forEach((aor, contacts) -> contacts.forEach(contact -> {
            assertThat(store.byRuid("location", contact.ruid()).orElseThrow().aor())
                    .isEqualTo(aor);
            instances
                    .computeIfAbsent(contact.instance(), instance -> new TreeSet<>())
                    .add(aor);
        }));
        instances.remove("");
        for (int i = 0; i < 5000; i++) {
            String instance = "<urn:" + i + ">";
            assertThat(store.byInstance("location", instance))
                    .extracting(AddressRecord::aor)
                    .containsExactlyInAnyOrderElementsOf(instances.getOrDefault(instance, new TreeSet<>()));
        }
        for (int i = 1; i <= 60_000; i++) {
            Ruid ruid = new Ruid("uloc-1-", i);
            assertThat(store.byRuid("location", ruid).isPresent())
                    .isEqualTo(store.byRuid("location", ruid).stream()
                            .flatMap(record -> model.get(record.aor()).stream())
                            .anyMatch(contact -> contact.ruid().equals(ruid)));
        }
    }

    @Test
    void stopsScanningWhenTheVisitorHasEnough() {
        for (int i = 0; i < 100; i++) {
            put(store, "user" + i, contact(i + 1, 100));
        }
        List<String> seen = new ArrayList<>();

        store.scan("location", record -> {
            seen.add(record.aor());
            return seen.size() < 10;
        });

        assertThat(seen).hasSize(10);
    }
}
