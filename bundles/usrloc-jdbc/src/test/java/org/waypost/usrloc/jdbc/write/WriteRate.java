package org.waypost.usrloc.jdbc.write;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.waypost.testdatabases.TestDatabases;
import org.waypost.usrloc.AddressRecord;
import org.waypost.usrloc.Contact;
import org.waypost.usrloc.jdbc.OpenDatabase;

/**
 * Measures how many bindings are written in a second while so many wait for their commit; not a test. Arguments: kind of database, how
 * many wait, AoRs, rounds (the first inserts, the others refresh).
 */
public final class WriteRate {

    private WriteRate() {}

    public static void main(String[] arguments) throws Exception {
        TestDatabases.Kind kind = TestDatabases.Kind.valueOf(arguments[0]);
        int waiting = Integer.parseInt(arguments[1]);
        int aors = Integer.parseInt(arguments[2]);
        int rounds = Integer.parseInt(arguments[3]);
        try (OpenDatabase database = new OpenDatabase(kind)) {
            AddressRecord[] records = new AddressRecord[aors];
            Arrays.setAll(records, i -> AddressRecord.empty("user" + i));
            for (int round = 0; round < rounds; round++) {
                round(database, records, round, waiting);
            }
        }
        System.exit(0);
    }

    private static void round(OpenDatabase database, AddressRecord[] records, int round, int waiting) throws Exception {
        long[] micros = new long[records.length];
        AtomicInteger failed = new AtomicInteger();
        Semaphore room = new Semaphore(waiting);
        long[] used = processorMillis(database);
        long start = System.nanoTime();
        for (int i = 0; i < records.length; i++) {
            room.acquire();
            int index = i;
            AddressRecord stored = records[i];
            Contact contact = OpenDatabase.contact(
                            "uloc-6553f100-1-" + Integer.toHexString(i) + "1", "sip:user" + i + "@192.0.2.7:5060")
                    .withExpires(2_000_000_000L + round);
            AddressRecord after = OpenDatabase.record(stored.aor(), contact);
            long since = System.nanoTime();
            CompletableFuture<Void> done = database.writes.write(OpenDatabase.TABLE, stored, after);
            records[i] = after;
            done.whenComplete((nothing, failure) -> {
                micros[index] = (System.nanoTime() - since) / 1000;
                if (failure != null && failed.getAndIncrement() == 0) {
                    failure.printStackTrace();
                }
                room.release();
            });
        }
        room.acquire(waiting);
        double seconds = (System.nanoTime() - start) / (double) TimeUnit.SECONDS.toNanos(1);
        Arrays.sort(micros);
        long[] now = processorMillis(database);
        System.out.printf(
                "%s round %d: %,.0f writes/s, %.0f us of this process and %.0f of the server each, p50 %.1f ms, p99 %.1f ms, max %.1f ms, %d failed%n",
                database.dialect,
                round,
                records.length / seconds,
                (now[0] - used[0]) * 1000.0 / records.length,
                (now[1] - used[1]) * 1000.0 / records.length,
                micros[micros.length / 2] / 1000.0,
                micros[(int) (micros.length * 0.99)] / 1000.0,
                micros[micros.length - 1] / 1000.0,
                failed.get());
    }

    /** Processor time of this process and of the server so far. */
    private static long[] processorMillis(OpenDatabase database) {
        return new long[] {
            ProcessHandle.current()
                    .info()
                    .totalCpuDuration()
                    .orElse(Duration.ZERO)
                    .toMillis(),
            database.test.server().processorMillis()
        };
    }
}
