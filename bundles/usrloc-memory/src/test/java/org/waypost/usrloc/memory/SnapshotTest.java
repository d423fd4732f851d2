package org.waypost.usrloc.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.waypost.sip.Value;
import org.waypost.usrloc.AddressRecord;
import org.waypost.usrloc.Contact;
import org.waypost.usrloc.ContactAttribute;
import org.waypost.usrloc.Ruid;

class SnapshotTest {

    private static final long FAR = System.currentTimeMillis() / 1000 + 100_000;

    @TempDir
    private Path data;

    private int systemState = Bundle.STOPPING;

    @Test
    void takesAllBindingsToTheNextRun() {
        MemoryLocationStore store = started(1);
        Contact full = new Contact(
                Ruid.of("uloc-1a-5f-12-3"),
                "sip:m\u00fc@192.0.2.1;ob",
                "sip:198.51.100.1:5062",
                "<sip:edge;lr>",
                "call",
                "Phone \u00e9",
                "tcp:192.0.2.9:5060",
                "<urn:uuid:1>",
                FAR,
                17,
                3,
                750,
                Contact.MEMORY_ONLY,
                64,
                0x1f,
                2,
                26,
                7,
                List.of(new ContactAttribute("a", Value.of("text")), new ContactAttribute("n", Value.of(-5))));
        Contacts.put(store, "alice", full, Contacts.contact(2, Contact.PERMANENT));
        store.update("aliases", "bob", none -> new AddressRecord("bob", List.of(Contacts.contact(3, FAR))));

        store.stop(context());
        MemoryLocationStore next = started(1);

        assertThat(records(next, "location")).isEqualTo(records(store, "location"));
        assertThat(records(next, "aliases")).isEqualTo(records(store, "aliases"));
        assertThat(next.byRuid("location", full.ruid())).isPresent();
        assertThat(next.contacts("location")).isEqualTo(2);
    }

    @Test
    void takesManyBindings() {
        MemoryLocationStore store = started(1);
        for (int i = 1; i <= 20_000; i++) {
            Contacts.put(store, "user" + i, Contacts.contact(i, FAR));
        }
        store.stop(context());
        assertThat(started(1).contacts("location")).isEqualTo(20_000);
    }

    @Test
    void leavesOutWhatExpiredMeanwhile() {
        MemoryLocationStore store = started(1);
        Contacts.put(store, "alice", Contacts.contact(1, 1000), Contacts.contact(2, FAR));
        Contacts.put(store, "bob", Contacts.contact(3, 1000));
        store.stop(context());

        MemoryLocationStore next = started(1);
        assertThat(next.find("location", "alice").orElseThrow().contacts()).containsExactly(Contacts.contact(2, FAR));
        assertThat(next.find("location", "bob")).isEmpty();
    }

    @Test
    void isReadOnce() {
        MemoryLocationStore store = started(1);
        Contacts.put(store, "alice", Contacts.contact(1, FAR));
        store.stop(context());
        assertThat(started(1).contacts("location")).isEqualTo(1);

        assertThat(files()).isEmpty();
        assertThat(started(1).contacts("location")).as("after a crash").isZero();
    }

    @Test
    void isWrittenOnlyIfAskedForAndOnlyWhenTheServerStops() {
        MemoryLocationStore store = started(0);
        Contacts.put(store, "alice", Contacts.contact(1, FAR));
        store.stop(context());
        assertThat(files()).isEmpty();

        configure(store, "1");
        systemState = Bundle.ACTIVE;
        store.stop(context());
        assertThat(files()).as("this bundle alone is updated").isEmpty();

        configure(store, "7");
        systemState = Bundle.STOPPING;
        store.stop(context());
        assertThat(files()).as("a bad value leaves the last good one in force").containsExactly("memory.snapshot");
    }

    @Test
    void isRemovedByAServerThatDoesNotUseIt() {
        MemoryLocationStore store = started(1);
        Contacts.put(store, "alice", Contacts.contact(1, FAR));
        store.stop(context());

        assertThat(started(0).contacts("location")).isZero();
        assertThat(started(1).contacts("location")).isZero();
    }

    @Test
    void putsADamagedFileAside() throws IOException {
        MemoryLocationStore store = started(1);
        for (int i = 1; i <= 100; i++) {
            Contacts.put(store, "user" + i, Contacts.contact(i, FAR));
        }
        store.stop(context());
        Path file = data.resolve("usrloc/memory.snapshot");
        byte[] good = Files.readAllBytes(file);
        List<byte[]> damaged = new ArrayList<>();
        damaged.add(new byte[0]);
        damaged.add("something else entirely, long enough to be read".getBytes());
        damaged.add(java.util.Arrays.copyOf(good, good.length - 3));
        damaged.add(changed(good, good.length / 2));
        damaged.add(changed(good, 24));
        for (byte[] bad : damaged) {
            Files.write(file, bad);
            assertThat(started(1).contacts("location")).isZero();
            assertThat(files()).containsExactly("memory.snapshot.unreadable");
            assertThat(data.resolve("usrloc/memory.snapshot.unreadable")).hasBinaryContent(bad);
        }
    }

    @Test
    void losesTheBindingsWithALogLineIfTheDiskRefuses() throws IOException {
        Files.writeString(data.resolve("usrloc"), "no folder");
        MemoryLocationStore store = started(1);
        Contacts.put(store, "alice", Contacts.contact(1, FAR));
        store.stop(context());
        assertThat(data.resolve("usrloc")).isRegularFile();
    }

    private static byte[] changed(byte[] good, int index) {
        byte[] bad = good.clone();
        bad[index] ^= 1;
        return bad;
    }

    private static List<AddressRecord> records(MemoryLocationStore store, String table) {
        List<AddressRecord> records = new ArrayList<>();
        store.scan(table, records::add);
        return records;
    }

    private List<String> files() {
        String[] names = data.resolve("usrloc").toFile().list();
        return names == null ? List.of() : List.of(names);
    }

    private MemoryLocationStore started(int snapshot) {
        MemoryLocationStore store = new MemoryLocationStore();
        store.start(context(), parameters(String.valueOf(snapshot)), Map.of("snapshot", snapshot));
        return store;
    }

    private static void configure(MemoryLocationStore store, String snapshot) {
        store.configure(parameters(snapshot), Map.of("snapshot", snapshot));
    }

    private static MemoryParameters parameters(String snapshot) {
        return new MemoryParameters() {
            @Override
            public int snapshot() {
                return Integer.parseInt(snapshot);
            }

            @Override
            public Class<? extends Annotation> annotationType() {
                return MemoryParameters.class;
            }
        };
    }

    private BundleContext context() {
        Bundle system = fake(Bundle.class, Map.of("getState", systemState));
        return fake(BundleContext.class, Map.of("getProperty", data.toString(), "getBundle", system));
    }

    private static <T> T fake(Class<T> type, Map<String, Object> answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> answers.get(method.getName())));
    }
}
