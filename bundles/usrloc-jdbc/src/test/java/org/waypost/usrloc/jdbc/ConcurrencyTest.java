package org.waypost.usrloc.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.waypost.testdatabases.TestDatabase;
import org.waypost.testdatabases.TestDatabases;
import org.waypost.testdatabases.TestDatabases.Kind;
import org.waypost.usrloc.AddressRecord;
import org.waypost.usrloc.Contact;
import org.waypost.usrloc.jdbc.access.Options;
import org.waypost.usrloc.jdbc.table.TableFormat;

/** Two servers that share a table and change the same records at the same time. */
class ConcurrencyTest {

    private static final int THREADS = 8;
    private static final int CHANGES = 40;
    private static final int AORS = 3;

    @ParameterizedTest
    @EnumSource(Kind.class)
    void twoServersLoseNoUpdate(Kind kind) throws Exception {
        try (TestDatabase database = TestDatabases.create(kind)) {
            loseNoUpdate(List.of(Databases.store(database), Databases.store(database)));
        }
    }

    @Test
    void aServerLosesNoUpdateInAFileOfItsOwn(@TempDir Path folder) throws Exception {
        String url = "jdbc:h2:file:" + folder.resolve("location");
        loseNoUpdate(List.of(Databases.store(url, "waypost", "", TableFormat.STANDARD, Options.DEFAULTS)));
    }

    private static void loseNoUpdate(List<JdbcLocationDatabase> servers) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            AtomicInteger number = new AtomicInteger();
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                JdbcLocationDatabase server = servers.get(i % servers.size());
                running.add(threads.submit(() -> {
                    for (int k = 0; k < CHANGES; k++) {
                        addAndCount(server, "user" + k % AORS, number.incrementAndGet());
                    }
                }));
            }
            for (Future<?> each : running) {
                each.get(60, TimeUnit.SECONDS);
            }

            for (int aor = 0; aor < AORS; aor++) {
                AddressRecord record =
                        servers.get(0).find(Databases.TABLE, "user" + aor).orElseThrow();
                int changes = THREADS * (CHANGES / AORS + (aor < CHANGES % AORS ? 1 : 0));
                // each change added a contact that knows how many there were, and one to the count that the first keeps
                List<Integer> numbers =
                        record.contacts().stream().map(Contact::cseq).sorted().toList();
                assertThat(numbers)
                        .isEqualTo(IntStream.rangeClosed(1, changes).boxed().toList());
            }
        } finally {
            threads.shutdownNow();
            servers.forEach(JdbcLocationDatabase::close);
        }
    }

    private static void addAndCount(JdbcLocationDatabase server, String aor, int number) {
        server.update(Databases.TABLE, aor, record -> {
            List<Contact> contacts = new ArrayList<>(record.contacts());
            if (!contacts.isEmpty()) {
                Contact first = contacts.get(0);
                contacts.set(0, numbered(first, first.cseq() + 1));
            }
            contacts.add(numbered(Databases.contact(number), Math.max(1, contacts.size())));
            return new AddressRecord(aor, contacts);
        });
    }

    private static Contact numbered(Contact contact, int cseq) {
        return new Contact(
                contact.ruid(),
                contact.uri(),
                contact.received(),
                contact.path(),
                contact.callId(),
                contact.userAgent(),
                contact.socket(),
                contact.instance(),
                contact.expires(),
                contact.lastModified(),
                cseq,
                contact.q(),
                contact.flags(),
                contact.cflags(),
                contact.methods(),
                contact.regId(),
                contact.serverId(),
                contact.connectionId());
    }
}
