package org.waypost.usrloc.jdbc;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.waypost.testdatabases.TestDatabase;
import org.waypost.testdatabases.TestDatabases;
import org.waypost.usrloc.AddressRecord;
import org.waypost.usrloc.Contact;
import org.waypost.usrloc.jdbc.access.Options;
import org.waypost.usrloc.jdbc.table.TableFormat;

/**
 * Measures how many bindings are written in a second while so many wait for their commit; not a test. Arguments: kind of database or
 * JDBC URL, how many wait, AoRs, rounds (the first inserts, the others refresh).
 */
public final class WriteRate {

    private WriteRate() {}

    public static void main(String[] arguments) throws Exception {
        int waiting = Integer.parseInt(arguments[1]);
        int aors = Integer.parseInt(arguments[2]);
        int rounds = Integer.parseInt(arguments[3]);
        Optional<TestDatabase> server = arguments[0].startsWith("jdbc:")
                ? Optional.empty()
                : Optional.of(TestDatabases.create(TestDatabases.Kind.valueOf(arguments[0])));
        JdbcLocationDatabase store = server.map(Databases::store)
                .orElseGet(() ->
                        Databases.store(arguments[0], "waypost", "waypost", TableFormat.STANDARD, Options.DEFAULTS));
        AddressRecord[] records = new AddressRecord[aors];
        Arrays.setAll(records, i -> AddressRecord.empty("user" + i));
        for (int round = 0; round < rounds; round++) {
            round(store, server, records, round, waiting);
        }
        store.close();
        server.ifPresent(TestDatabase::close);
        System.exit(0);
    }

    private static void round(
            JdbcLocationDatabase store, Optional<TestDatabase> server, AddressRecord[] records, int round, int waiting)
            throws InterruptedException {
        long[] micros = new long[records.length];
        AtomicInteger failed = new AtomicInteger();
        Semaphore room = new Semaphore(waiting);
        long[] used = processorMillis(server);
        long start = System.nanoTime();
        for (int i = 0; i < records.length; i++) {
            room.acquire();
            int index = i;
            AddressRecord stored = records[i];
            Contact contact = Databases.contact(i).withExpires(2_000_000_000L + round);
            AddressRecord after = new AddressRecord(stored.aor(), List.of(contact));
            long since = System.nanoTime();
            CompletableFuture<Void> done = store.write(Databases.TABLE, stored, after);
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
        long[] now = processorMillis(server);
        System.out.printf(
                "%s round %d: %,.0f writes/s, %.0f us of this process and %.0f of the server each, p50 %.1f ms, p99 %.1f ms, max %.1f ms, %d failed%n",
                store,
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
    private static long[] processorMillis(Optional<TestDatabase> server) {
        return new long[] {
            ProcessHandle.current()
                    .info()
                    .totalCpuDuration()
                    .orElse(Duration.ZERO)
                    .toMillis(),
            server.map(database -> database.server().processorMillis()).orElse(0L)
        };
    }
}
