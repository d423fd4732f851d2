package org.waypost.usrloc.core;

import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import org.waypost.usrloc.AddressRecord;
import org.waypost.usrloc.Contact;
import org.waypost.usrloc.LocationDatabase;
import org.waypost.usrloc.LocationStore;

/** Makes contacts that only a database has known to what serves requests from a memory in front of it. */
final class Adoption {

    private final LocationStore into;
    private final LocationDatabase database;
    private final Predicate<Contact> chosen;
    private final SwapRules rules;
    private final LongAdder adopted = new LongAdder();

    /** @param chosen which contacts of the database, of those that its filters let pass */
    Adoption(LocationStore into, LocationDatabase database, Predicate<Contact> chosen, SwapRules rules) {
        this.into = into;
        this.database = database;
        this.chosen = chosen;
        this.rules = rules;
    }

    /** @return how many contacts were not known */
    long run(Set<String> tables, Progress progress) {
        for (String table : tables) {
            progress.begin("loading what only the database has of " + table, 0);
            database.load(table, rules.now(), rows -> {
                AddressRecord record =
                        ContactOrder.ofRows(rows, rules.settings().descTimeOrder());
                if (record.contacts().stream().anyMatch(chosen)) {
                    adopt(table, record);
                }
            });
        }
        return adopted.sum();
    }

    private void adopt(String table, AddressRecord record) {
        into.update(table, record.aor(), known -> {
            AddressRecord result = known;
            for (Contact contact : record.contacts()) {
                if (chosen.test(contact) && Copier.isMissing(contact, result)) {
                    result = rules.with(result, contact);
                }
            }
            return result;
        });
        adopted.add(record.contacts().stream().filter(chosen).count());
    }
}
