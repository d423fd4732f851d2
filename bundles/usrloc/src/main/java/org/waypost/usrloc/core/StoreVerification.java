package org.waypost.usrloc.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.waypost.shell.text.CommandException;
import org.waypost.usrloc.AddressRecord;
import org.waypost.usrloc.Contact;
import org.waypost.usrloc.LocationStore;

/**
 * Counts where two stores do not hold the same bindings, and explains the first differences. A record that was changed while they were
 * compared is looked at again, so that it can be done under load.
 */
final class StoreVerification implements Comparison.Sink {

    /** Differences that are explained. */
    static final int MOST_EXPLAINED = 10;

    private static final int LOOKS = 5;
    private static final long PAUSE_MILLIS = 40;

    private final Plan.Store one;
    private final Plan.Store other;
    private final Comparison comparison;
    private final Progress progress;
    private final Runnable told;
    private final List<String> explained = new ArrayList<>();
    private String table = "";
    private long compared;
    private long different;
    private long onlyInOne;
    private long onlyInOther;

    /**
     * @param now epoch seconds
     * @param told run after each record, with the progress as it is
     */
    StoreVerification(Plan.Store one, Plan.Store other, long now, Progress progress, Runnable told) {
        this.told = told;
        this.one = one;
        this.other = other;
        this.comparison = new Comparison(one.service(), other.service(), now);
        this.progress = progress;
    }

    /** Compares these tables of both. */
    void run(Set<String> tables) {
        for (String each : tables) {
            table = each;
            progress.begin("comparing " + table, one.service().records(table));
            comparison.run(table, this);
        }
    }

    /** AoRs that {@code one} has. */
    long compared() {
        return compared;
    }

    /** AoRs that both have, with other contacts. */
    long different() {
        return different;
    }

    long onlyInOne() {
        return onlyInOne;
    }

    long onlyInOther() {
        return onlyInOther;
    }

    /** One line for each of the first differences. */
    List<String> explained() {
        return explained;
    }

    @Override
    public void isCompared() {
        compared++;
        progress.advance();
        told.run();
    }

    @Override
    public void differs(AddressRecord record, boolean isAbsent) {
        look(record.aor());
    }

    @Override
    public void onlyInTarget(AddressRecord record) {
        look(record.aor());
    }

    private void look(String aor) {
        for (int i = 0; ; i++) {
            AddressRecord here = find(one.service(), aor);
            AddressRecord there = find(other.service(), aor);
            if (comparison.areSame(here, there)) {
                return;
            }
            if (i == LOOKS || isHopeless()) {
                count(here, there);
                return;
            }
            pause();
        }
    }

    // Many differences are no coincidence, and not to be waited for one by one.
    private boolean isHopeless() {
        return different + onlyInOne + onlyInOther > MOST_EXPLAINED;
    }

    private AddressRecord find(LocationStore store, String aor) {
        return store.find(table, aor).orElseGet(() -> AddressRecord.empty(aor));
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException("interrupted");
        }
    }

    private void count(AddressRecord here, AddressRecord there) {
        if (comparison.isEmpty(there)) {
            onlyInOne++;
        } else if (comparison.isEmpty(here)) {
            onlyInOther++;
        } else {
            different++;
        }
        for (Contact contact : here.contacts()) {
            if (comparison.counts(contact)) {
                explain(here.aor(), contact, same(there, contact));
            }
        }
        for (Contact contact : there.contacts()) {
            if (comparison.counts(contact) && same(here, contact).isEmpty()) {
                explain(here.aor(), contact, "only in " + other.name());
            }
        }
    }

    private static Optional<Contact> same(AddressRecord record, Contact contact) {
        return record.contacts().stream()
                .filter(it -> it.ruid().equals(contact.ruid()))
                .findFirst();
    }

    private void explain(String aor, Contact here, Optional<Contact> there) {
        if (there.isEmpty() || !comparison.counts(there.get())) {
            explain(aor, here, "only in " + one.name());
        } else if (!Comparison.areSame(here, there.get())) {
            explain(aor, here, fields(here, there.get()));
        }
    }

    private void explain(String aor, Contact contact, String what) {
        if (explained.size() < MOST_EXPLAINED) {
            explained.add(table + " " + aor + " " + contact.uri() + " (" + contact.ruid() + "): " + what);
        }
    }

    private String fields(Contact here, Contact there) {
        List<String> fields = new ArrayList<>();
        BiFunction<String, Function<Contact, Object>, Boolean> field =
                (name, value) -> !value.apply(here).equals(value.apply(there))
                        && fields.add(name + " " + value.apply(here) + " in " + one.name() + ", " + value.apply(there)
                                + " in " + other.name());
        field.apply("contact", Contact::uri);
        field.apply("received", Contact::received);
        field.apply("path", Contact::path);
        field.apply("callid", Contact::callId);
        field.apply("user_agent", Contact::userAgent);
        field.apply("socket", Contact::socket);
        field.apply("instance", Contact::instance);
        field.apply("expires", Contact::expires);
        field.apply("last_modified", Contact::lastModified);
        field.apply("cseq", Contact::cseq);
        field.apply("flags", Contact::flags);
        field.apply("cflags", Contact::cflags);
        field.apply("methods", Contact::methods);
        field.apply("reg_id", Contact::regId);
        field.apply("server_id", Contact::serverId);
        field.apply("connection_id", Contact::connectionId);
        field.apply("attributes", Contact::attributes);
        return String.join("; ", fields);
    }
}
