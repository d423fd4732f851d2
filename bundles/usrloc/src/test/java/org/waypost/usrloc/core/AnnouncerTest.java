package org.waypost.usrloc.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.waypost.usrloc.core.Fixture.call;
import static org.waypost.usrloc.core.Fixture.contact;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.waypost.usrloc.Contact;
import org.waypost.usrloc.ContactEvent;
import org.waypost.usrloc.ContactListener;

class AnnouncerTest {

    private final Fixture f = new Fixture();

    @Test
    void goesOnAfterAListenerThrew() {
        List<String> second = new ArrayList<>();
        f.service.bindListener(event -> {
            throw new AssertionError("test");
        });
        f.service.bindListener(event -> second.add(event.kind().name()));

        f.register("a", contact("x"));
        f.register("a", call(contact("x"), "two", 1));

        assertThat(second).containsExactly("INSERT", "UPDATE");
        assertThat(f.order("a")).isEqualTo("x");
    }

    @Test
    void tellsOneWhoListensToExpiryOnlyOfThat() {
        List<String> expired = new ArrayList<>();
        ContactListener listener = new ContactListener() {
            @Override
            public void changed(ContactEvent event) {
                expired.add(event.kind() + " " + event.contact().uri());
            }

            @Override
            public Set<ContactEvent.Kind> kinds() {
                return Set.of(ContactEvent.Kind.EXPIRE);
            }
        };
        Fixture g = new Fixture(List.of(listener));
        g.register("a", contact("x").withExpires(Fixture.START + 1));
        g.register("a", contact("y"));

        g.clock.set(Fixture.START + 1);
        g.service.sweep();

        assertThat(expired).containsExactly("EXPIRE sip:x@h");
    }

    @Test
    void tellsNobodyWhoLeft() {
        List<ContactEvent> gone = new ArrayList<>();
        ContactListener listener = gone::add;
        f.service.bindListener(listener);
        f.service.unbindListener(listener);

        f.register("a", contact("x"));

        assertThat(gone).isEmpty();
        assertThat(f.heard).hasSize(1);
    }

    @Test
    void keepsTheOrderWhenAListenerChangesTheSameAor() {
        Fixture g = new Fixture();
        List<String> last = new ArrayList<>();
        g.service.bindListener(event -> {
            if (event.kind() == ContactEvent.Kind.INSERT
                    && event.contact().uri().equals("sip:x@h")) {
                g.register("a", contact("y"));
                g.register("b", contact("z"));
            }
        });
        g.service.bindListener(
                event -> last.add(event.kind() + " " + event.contact().uri()));

        g.register("a", contact("x"));

        assertThat(last.indexOf("INSERT sip:x@h")).isLessThan(last.indexOf("INSERT sip:y@h"));
        assertThat(last).hasSize(3);
        assertThat(g.order("a")).isEqualTo("xy");
        assertThat(g.order("b")).isEqualTo("z");
    }

    @Test
    void doesNotDeadlockWhenListenersChangeEachOthersAors() throws Exception {
        f.service.bindListener(event -> {
            if (event.contact().uri().startsWith("sip:x")) {
                String other = event.aor().equals("a") ? "b" : "a";
                f.register(
                        other,
                        call(
                                contact("fromlistener"),
                                event.aor(),
                                event.contact().cseq()));
            }
        });

        inParallel(() -> registerMany("a", "x", 2000), () -> registerMany("b", "x", 2000));

        assertThat(f.contacts("a")).hasSize(2);
        assertThat(f.contacts("b")).hasSize(2);
    }

    @Test
    void tellsEachAorsChangesInTheOrderTheyWereStored() throws Exception {
        inParallel(
                () -> registerMany("a", "x", 2000),
                () -> registerMany("a", "y", 2000),
                () -> registerMany("b", "x", 2000));

        for (String aor : List.of("a", "b")) {
            for (Contact contact : f.contacts(aor)) {
                List<Integer> told = f.heard.stream()
                        .filter(event ->
                                event.aor().equals(aor) && event.contact().uri().equals(contact.uri()))
                        .map(event -> event.contact().cseq())
                        .toList();
                assertThat(told).isSorted().hasSize(2000);
                assertThat(told.get(1999)).isEqualTo(contact.cseq());
            }
        }
    }

    @Test
    void holdsNoLockWhileAListenerIsSlow() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        f.service.bindListener(event -> {
            if (event.contact().uri().equals("sip:slow@h")) {
                entered.countDown();
                awaitQuietly(release);
            }
        });
        ExecutorService pool = Executors.newSingleThreadExecutor();
        try {
            Future<?> slow = pool.submit(() -> f.register("a", contact("slow")));
            assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();

            registerMany("a", "x", Announcer.LONGEST_QUEUE + 500);

            assertThat(f.contacts("a")).extracting(Contact::cseq).contains(Announcer.LONGEST_QUEUE + 500);
            assertThat(f.statistics()).containsEntry("dropped_events", 500L);
            release.countDown();
            slow.get(10, TimeUnit.SECONDS);
            assertThat(f.heard).hasSize(Announcer.LONGEST_QUEUE + 1);
        } finally {
            release.countDown();
            pool.shutdown();
        }
    }

    private void registerMany(String aor, String user, int times) {
        for (int cseq = 1; cseq <= times; cseq++) {
            f.register(aor, call(contact(user), user, cseq));
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void inParallel(Runnable... tasks) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(tasks.length);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (Runnable task : tasks) {
                running.add(pool.submit(task));
            }
            for (Future<?> future : running) {
                future.get(30, TimeUnit.SECONDS);
            }
        } finally {
            pool.shutdown();
        }
    }
}
