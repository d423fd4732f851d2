package org.waypost.usrloc.core;

import java.util.List;
import org.waypost.usrloc.AddressRecord;
import org.waypost.usrloc.Contact;
import org.waypost.usrloc.ContactAttribute;
import org.waypost.usrloc.LocationDatabase;
import org.waypost.usrloc.LocationStore;

/**
 * Finds where one store does not hold what another does, in bounded memory: it goes through the target and keeps {@link Fingerprints},
 * then through the truth, then through the target again if that has something of its own. It only looks. Where changes go on
 * meanwhile it may tell of a record that is the same by now, and whoever makes them has to know of those it missed.
 *
 * <p>Two records are the same if their contacts are, in any order: a database does not keep it. If one of the two is a database,
 * contacts that expired do not count, as a database forgets them in its own time, nor do those that may not be in one
 * ({@link Contact#MEMORY_ONLY}). Nor does q, which some round to hundredths, and which no REGISTER changes alone.
 */
final class Comparison {

    private static final int NOT_COMPARED = Contact.EXPIRY_ANNOUNCED | Contact.MEMORY_ONLY;

    private final LocationStore truth;
    private final LocationStore target;
    private final boolean all;
    private final long now;

    /** What is told of the differences, by one thread. */
    interface Sink {

        /**
         * The target has this record otherwise, or not at all.
         *
         * @param record as the truth has it
         * @param absent whether the target has no contact of that AoR, not even an expired one
         */
        void differs(AddressRecord record, boolean absent);

        /** Told once, after all of {@link #differs} and before the target is searched for {@link #onlyInTarget}. */
        default void toldOfAll() {}

        /** The truth has no contact of this AoR. */
        void onlyInTarget(AddressRecord record);

        /** Told of each record of the truth, so that progress can be shown. */
        default void isCompared() {}
    }

    /** @param now epoch seconds */
    Comparison(LocationStore truth, LocationStore target, long now) {
        this.truth = truth;
        this.target = target;
        this.now = now;
        this.all = !isDatabase(truth) && !isDatabase(target);
    }

    /** Compares a table of both. */
    void run(String table, Sink sink) {
        Fingerprints found = new Fingerprints();
        target.scan(table, record -> {
            found.put(record.aor(), content(record));
            return true;
        });
        truth.scan(table, record -> {
            if (isEmpty(record)) {
                return true;
            }
            long there = found.seen(record.aor());
            if (there != content(record)) {
                sink.differs(record, there == Fingerprints.ABSENT);
            }
            sink.isCompared();
            return true;
        });
        sink.toldOfAll();
        // Not what has come to the target meanwhile, as somebody may be copying.
        if (found.hasUnseen()) {
            target.scan(table, record -> {
                if (!isEmpty(record) && found.isUnseen(record.aor())) {
                    sink.onlyInTarget(record);
                }
                return true;
            });
        }
    }

    /** Whether the contacts that count are the same. */
    boolean areSame(AddressRecord one, AddressRecord other) {
        return content(one) == content(other);
    }

    /** Whether no contact counts. */
    boolean isEmpty(AddressRecord record) {
        return record.contacts().stream().noneMatch(this::counts);
    }

    /** Whether a contact is compared. */
    boolean counts(Contact contact) {
        return all || contact.isValid(now) && (contact.flags() & Contact.MEMORY_ONLY) == 0;
    }

    /** Whether two contacts that count are the same. */
    static boolean areSame(Contact one, Contact other) {
        return content(one) == content(other);
    }

    private static boolean isDatabase(LocationStore store) {
        return store instanceof LocationDatabase || store instanceof Front front && front.readsMayBlock();
    }

    private long content(AddressRecord record) {
        long sum = Fingerprints.hash(1, record.aor());
        List<Contact> contacts = record.contacts();
        for (int i = 0; i < contacts.size(); i++) {
            if (counts(contacts.get(i))) {
                sum += content(contacts.get(i));
            }
        }
        return sum == Fingerprints.ABSENT ? 1 : sum;
    }

    private static long content(Contact contact) {
        long hash = Fingerprints.hash(contact.ruid().counter(), contact.ruid().prefix());
        hash = Fingerprints.hash(hash, contact.uri());
        hash = Fingerprints.hash(hash, contact.received());
        hash = Fingerprints.hash(hash, contact.path());
        hash = Fingerprints.hash(hash, contact.callId());
        hash = Fingerprints.hash(hash, contact.userAgent());
        hash = Fingerprints.hash(hash, contact.socket());
        hash = Fingerprints.hash(hash, contact.instance());
        hash = Fingerprints.hash(hash, contact.expires());
        hash = Fingerprints.hash(hash, contact.lastModified());
        hash = Fingerprints.hash(hash, contact.cseq());
        hash = Fingerprints.hash(hash, contact.flags() & ~NOT_COMPARED);
        hash = Fingerprints.hash(hash, contact.cflags());
        hash = Fingerprints.hash(hash, contact.methods());
        hash = Fingerprints.hash(hash, contact.regId());
        hash = Fingerprints.hash(hash, contact.serverId());
        hash = Fingerprints.hash(hash, contact.connectionId());
        for (ContactAttribute attribute : contact.attributes()) {
            hash = Fingerprints.hash(hash, attribute.name());
            hash = Fingerprints.hash(hash, attribute.value().kind().ordinal());
            hash = Fingerprints.hash(hash, attribute.value().text());
        }
        return hash;
    }
}
