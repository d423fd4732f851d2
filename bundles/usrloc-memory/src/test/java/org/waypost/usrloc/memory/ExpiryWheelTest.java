package org.waypost.usrloc.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.waypost.usrloc.memory.Contacts.contact;
import static org.waypost.usrloc.memory.Contacts.put;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.waypost.usrloc.AddressRecord;
import org.waypost.usrloc.Contact;

class ExpiryWheelTest {

    private static final long START = 1_800_000_000L;

    private final MemoryLocationStore store = new MemoryLocationStore();

    @Test
    void handsOutARecordFromItsTimeOnUntilItIsChanged() {
        put(store, "alice", contact(1, START + 10));

        assertThat(due(START)).isEmpty();
        assertThat(due(START + 9)).isEmpty();
        assertThat(due(START + 10)).containsExactly("alice");
        assertThat(due(START + 10)).containsExactly("alice");
        assertThat(due(START + 11)).containsExactly("alice");
        put(store, "alice", contact(1, START + 20));
        assertThat(due(START + 12)).isEmpty();
        assertThat(due(START + 20)).containsExactly("alice");
    }

    @Test
    void handsOutWhatWasAlreadyDueWhenItWasStored() {
        due(START);
        put(store, "alice", contact(1, START - 5));

        assertThat(due(START)).containsExactly("alice");
    }

    @Test
    void neverHandsOutAPermanentContact() {
        put(store, "alice", contact(1, Contact.PERMANENT));

        assertThat(due(START)).isEmpty();
        put(store, "alice", contact(1, Contact.PERMANENT), contact(2, START + 1));
        assertThat(due(START + 1)).containsExactly("alice");
        put(store, "alice", contact(1, Contact.PERMANENT));
        assertThat(due(START + 100_000)).isEmpty();
    }

    @Test
    void keepsAnnouncedContactsForTheLingerTimeInForce() {
        due(START);
        put(store, "alice", contact(1, START).withFlags(Contact.EXPIRY_ANNOUNCED));

        assertThat(due(START + 1, 60)).isEmpty();
        assertThat(due(START + 29, 30)).isEmpty();
        assertThat(due(START + 30, 30)).containsExactly("alice");
        assertThat(due(START + 31, 60)).isEmpty();
        assertThat(due(START + 60, 60)).containsExactly("alice");
    }

    @Test
    void followsTheClockWhenItJumps() {
        put(store, "alice", contact(1, START + 10));
        due(START + 5);

        assertThat(due(START - 1_000_000)).isEmpty();
        put(store, "bob", contact(2, START - 1_000_000 + 3));
        assertThat(due(START - 1_000_000 + 3)).containsExactly("bob");
        assertThat(due(START + 1_000_000)).containsExactly("alice", "bob");
    }

    @Test
    void findsEveryRecordInItsSecondUnderRandomRefreshes() {
        SplittableRandom random = new SplittableRandom(3);
        Map<String, Long> expires = new HashMap<>();
        long[] spans = {1, 60, 64, 65, 300, 3600, 5000, 90_000};
        for (long now = START; now < START + 9000; now++) {
            for (int i = 0; i < 3; i++) {
                String aor = "user" + random.nextInt(300);
                long until = now + 1 + random.nextLong(spans[random.nextInt(spans.length)]);
                put(store, aor, contact(1 + aor.hashCode(), until));
                expires.put(aor, until);
            }
            if (random.nextInt(4) > 0) {
                long second = now;
                TreeSet<String> expected = new TreeSet<>();
                expires.forEach((aor, until) -> {
                    if (until <= second) {
                        expected.add(aor);
                    }
                });
                List<String> found = due(now);
                assertThat(found).as("at %s", now - START).containsExactlyElementsOf(expected);
                for (String aor : found) {
                    put(store, aor);
                    expires.remove(aor);
                }
            }
        }
    }

    @Test
    void looksAtARecordAboutOnceAnHourHoweverOftenItIsRefreshed() {
        ExpiryWheel wheel = new ExpiryWheel();
        wheel.restart(START, 60);
        List<CountingEntry> entries = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            CountingEntry entry = new CountingEntry("user" + i);
            entries.add(entry);
            entry.expireAt(START + 3600);
            wheel.schedule(entry);
        }
        List<Entry> found = new ArrayList<>();
        CountingEntry.looks = 0;

        for (long now = START + 1; now <= START + 7200; now++) {
            if (now % 60 == 0) {
                for (CountingEntry entry : entries) {
                    entry.expireAt(now + 3600);
                    wheel.schedule(entry);
                    CountingEntry.looks--;
                }
            }
            wheel.advance(now, found);
        }

        assertThat(found).isEmpty();
        assertThat(CountingEntry.looks).isLessThanOrEqualTo(4 * entries.size());
    }

    @Test
    void keepsOneLinkHoweverTheTimeOfARecordMoves() {
        ExpiryWheel wheel = new ExpiryWheel();
        wheel.restart(START, 60);
        CountingEntry entry = new CountingEntry("alice");
        for (int i = 4000; i > 1; i--) {
            entry.expireAt(START + i);
            wheel.schedule(entry);
            entry.expireAt(START + 100_000);
            wheel.schedule(entry);
        }
        entry.expireAt(START + 1);
        wheel.schedule(entry);
        List<Entry> found = new ArrayList<>();

        wheel.advance(START + 2, found);
        assertThat(found).containsExactly(entry);
        wheel.cancel(entry);
        wheel.advance(START + 3900, found);
        assertThat(found).hasSize(1);
    }

    private List<String> due(long now) {
        return due(now, 60);
    }

    private List<String> due(long now, long linger) {
        List<String> found = new ArrayList<>();
        store.due(now, linger, (table, aor) -> found.add(aor));
        found.sort(null);
        return found;
    }

    /** Counts how often the wheel asks for records. */
    private static final class CountingEntry extends Entry {

        private static int looks;

        CountingEntry(String aor) {
            super(aor);
        }

        void expireAt(long time) {
            setContacts(List.of(contact(1, time)));
        }

        @Override
        AddressRecord record() {
            looks++;
            return super.record();
        }
    }
}
