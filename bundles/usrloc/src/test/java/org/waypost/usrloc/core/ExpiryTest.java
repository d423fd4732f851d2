package org.waypost.usrloc.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.waypost.usrloc.core.Fixture.START;
import static org.waypost.usrloc.core.Fixture.call;
import static org.waypost.usrloc.core.Fixture.contact;

import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.waypost.usrloc.Contact;
import org.waypost.usrloc.ContactEvent;
import org.waypost.usrloc.LocationStore;
import org.waypost.usrloc.Ruid;

class ExpiryTest {

    private final Fixture f = new Fixture("timer_interval", 60);

    @Test
    void announcesAnExpiredContactOnceAndKeepsItForTheInterval() {
        f.register("a", contact("x").withExpires(START + 10));
        f.register("a", contact("y"));
        Contact stored = f.contacts("a").get(0);

        sweepAt(START + 9);
        assertThat(f.heardKinds()).containsExactly("INSERT sip:x@h", "INSERT sip:y@h");
        sweepAt(START + 10);
        assertThat(f.heardKinds()).containsExactly("INSERT sip:x@h", "INSERT sip:y@h", "EXPIRE sip:x@h");
        assertThat(f.heard.get(2).contact()).isEqualTo(stored);
        assertThat(f.contacts("a").get(0).flags()).isEqualTo(Contact.EXPIRY_ANNOUNCED);
        sweepAt(START + 69);
        assertThat(f.order("a")).isEqualTo("xy");
        sweepAt(START + 70);
        assertThat(f.order("a")).isEqualTo("y");
        assertThat(f.heard).hasSize(3);
    }

    @Test
    void removesTheRecordWithItsLastContact() {
        f.register("a", contact("x").withExpires(START + 10));
        f.register("b", contact("x").withExpires(START + 10));

        sweepAt(START + 10);
        assertThat(f.statistics())
                .containsEntry("location_expires", 2L)
                .containsEntry("location_users", 2L)
                .containsEntry("location_contacts", 2L);
        sweepAt(START + 70);
        assertThat(f.service.find("location", "a")).isEmpty();
        assertThat(f.statistics())
                .containsEntry("location_expires", 2L)
                .containsEntry("location_users", 0L)
                .containsEntry("location_contacts", 0L);
        f.service.reset();
        assertThat(f.statistics()).containsEntry("location_expires", 0L);
    }

    @Test
    void revivesAnAnnouncedContact() {
        f.register("a", contact("x").withExpires(START + 10));
        Ruid ruid = f.contacts("a").get(0).ruid();
        sweepAt(START + 20);

        f.register("a", call(contact("x").withExpires(START + 100), "two", 1));
        assertThat(f.contacts("a").get(0).flags()).isZero();
        assertThat(f.contacts("a").get(0).ruid()).isEqualTo(ruid);
        sweepAt(START + 99);
        sweepAt(START + 100);

        assertThat(f.heardKinds())
                .containsExactly("INSERT sip:x@h", "EXPIRE sip:x@h", "UPDATE sip:x@h", "EXPIRE sip:x@h");
    }

    @Test
    void doesNotTellOfTheDeletionOfAnAnnouncedContact() {
        f.register("a", contact("x").withExpires(START + 10));
        sweepAt(START + 20);

        f.service.update("location", "a", edit -> {
            edit.delete(edit.contacts().get(0));
            return 0;
        });

        assertThat(f.heardKinds()).containsExactly("INSERT sip:x@h", "EXPIRE sip:x@h");
    }

    @Test
    void neverExpiresAPermanentContact() {
        f.register("a", contact("x").withExpires(Contact.PERMANENT));

        sweepAt(START + 1_000_000);

        assertThat(f.order("a")).isEqualTo("x");
        assertThat(f.heard).hasSize(1);
    }

    @Test
    void goesOnWhenTheStoreComesBack() {
        f.register("a", contact("x").withExpires(START + 10));
        Map<String, Object> properties = Map.of(LocationStore.NAME, "memory");
        f.service.unbindStore(f.store);
        sweepAt(START + 20);
        f.service.bindStore(f.store, properties);
        sweepAt(START + 21);

        assertThat(f.heardKinds()).containsExactly("INSERT sip:x@h", "EXPIRE sip:x@h");
    }

    @Test
    void appliesAChangedIntervalToContactsAlreadyAnnounced() {
        f.register("a", contact("x").withExpires(START + 10));
        sweepAt(START + 10);
        f.configure("timer_interval", 20);

        sweepAt(START + 29);
        assertThat(f.order("a")).isEqualTo("x");
        sweepAt(START + 30);
        assertThat(f.order("a")).isEmpty();
    }

    @Test
    void keepsTheTimerGoingWhateverTheSweepThrows() throws Exception {
        CountDownLatch again = new CountDownLatch(2);
        try (SecondTimer timer = new SecondTimer("test", () -> {
            again.countDown();
            Thread.currentThread().interrupt();
            throw new OutOfMemoryError("test");
        })) {
            assertThat(again.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void sweepsByItselfUntilItIsStopped() throws Exception {
        CountDownLatch expired = new CountDownLatch(1);
        f.service.bindListener(event -> {
            if (event.kind() == ContactEvent.Kind.EXPIRE) {
                expired.countDown();
            }
        });
        f.service.start(Fixture.parameters(Map.of()), Map.of());
        f.register("a", contact("x").withExpires(START + 1));
        f.clock.set(START + 1);

        assertThat(expired.await(10, TimeUnit.SECONDS)).isTrue();
        f.service.stop();
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("waypost-usrloc-expiry");
    }

    private void sweepAt(long time) {
        f.clock.set(time);
        f.service.sweep();
    }
}
