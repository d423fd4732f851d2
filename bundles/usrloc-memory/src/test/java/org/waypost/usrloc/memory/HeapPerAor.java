package org.waypost.usrloc.memory;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import org.waypost.usrloc.AddressRecord;
import org.waypost.usrloc.Contact;
import org.waypost.usrloc.Ruid;

/**
 * Measures live heap per AoR with one contact, everything included: {@code HeapPerAor [number of AoRs] [instance]}. All texts are made
 * anew for each contact, as a server reads them off the wire: URI of 40 octets, Call-ID of 30, common User-Agent and socket.
 */
public final class HeapPerAor {

    private static final long START = 1_800_000_000L;

    private HeapPerAor() {}

    public static void main(String[] arguments) {
        int number = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
        boolean withInstance = arguments.length > 1;
        MemoryLocationStore store = new MemoryLocationStore();
        SplittableRandom random = new SplittableRandom(1);
        long empty = usedHeap();
        for (int i = 0; i < number; i++) {
            register(store, i, 0, random, withInstance);
            if (i % 1000 == 0) {
                store.due(START + i / 1000, 60, (table, aor) -> {});
            }
        }
        report("registered", store, empty, number);
        for (int round = 1; round <= 3; round++) {
            long before = System.nanoTime();
            for (int i = 0; i < number; i++) {
                register(store, i, round, random, withInstance);
            }
            System.out.printf("refresh with making the texts: %d ns each%n", (System.nanoTime() - before) / number);
            store.due(START + 1000 + 1000L * round, 60, (table, aor) -> {});
        }
        report("refreshed three times", store, empty, number);
        long before = System.nanoTime();
        store.due(START + 5001, 60, (table, aor) -> {});
        System.out.printf("one second of the wheel: %d us%n", (System.nanoTime() - before) / 1000);
        if (store.records("location") != number) {
            throw new AssertionError("records: " + store.records("location"));
        }
    }

    private static void register(
            MemoryLocationStore store, int user, int round, SplittableRandom random, boolean withInstance) {
        String aor = fresh("user" + (1_000_000 + user));
        store.update("location", aor, record -> {
            Contact contact = contact(user, round, random, withInstance);
            if (!record.isEmpty()) {
                Contact old = record.contacts().get(0);
                contact = contact.withRuid(old.ruid()).withUri(old.uri());
            }
            return new AddressRecord(record.aor(), List.of(contact));
        });
    }

    private static Contact contact(int user, int round, SplittableRandom random, boolean withInstance) {
        return new Contact(
                new Ruid(fresh("uloc-1-6b4d2e00-1a2b-"), user + 1L),
                fresh("sip:" + (1_000_000 + user) + "@192.168.101.202:50600;ob1234")
                        .substring(0, 40),
                fresh(""),
                fresh(""),
                fresh(String.format("%016x%014d", random.nextLong(), user)),
                fresh("Acme IP Phone 3000 v1.2.3"),
                fresh("udp:192.0.2.1:5060"),
                withInstance ? fresh("<urn:uuid:" + new UUID(user, user) + ">") : fresh(""),
                START + user / 1000 + 1000L * round + 3600,
                START + user / 1000 + 1000L * round,
                round + 1,
                -1,
                0,
                0,
                -1,
                0,
                0,
                -1);
    }

    private static String fresh(String text) {
        return new String(text.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.ISO_8859_1);
    }

    private static void report(String what, MemoryLocationStore store, long empty, int number) {
        System.out.printf(
                "%s: %d AoRs, %d B of live heap each%n",
                what, store.records("location"), (usedHeap() - empty) / number);
    }

    private static long usedHeap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
