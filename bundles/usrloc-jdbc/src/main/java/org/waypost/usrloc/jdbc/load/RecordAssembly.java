package org.waypost.usrloc.jdbc.load;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.waypost.usrloc.Contact;

/**
 * Makes records of rows that come in no order from several threads: the row of an AoR that has no other is one at once; the others
 * wait until the last of their AoR has come.
 */
final class RecordAssembly {

    private static final Comparator<Row> ORDER =
            Comparator.comparingInt((Row row) -> row.contact.q()).thenComparingLong(Row::id);

    private final BiConsumer<String, List<Contact>> sink;
    private final Map<String, Group> groups = new ConcurrentHashMap<>();

    /**
     * Nothing has come.
     *
     * @param shared number of rows of each AoR that has more than one
     * @param sink is handed each AoR with its contacts, by rising q, then by id
     */
    RecordAssembly(Map<String, Integer> shared, BiConsumer<String, List<Contact>> sink) {
        this.sink = sink;
        shared.forEach((aor, count) -> groups.put(aor, new Group(count)));
    }

    /** A row has come. */
    void add(String aor, Contact contact, long id) {
        Group group = groups.isEmpty() ? null : groups.get(aor);
        if (group == null) {
            sink.accept(aor, List.of(contact));
        } else if (group.add(new Row(contact, id)) && groups.remove(aor, group)) {
            sink.accept(aor, group.contacts());
        }
    }

    /** No more come: hands out the AoRs some of whose rows were deleted in the meantime. */
    void end() {
        groups.forEach((aor, group) -> {
            List<Contact> contacts = group.contacts();
            if (!contacts.isEmpty()) {
                sink.accept(aor, contacts);
            }
        });
        groups.clear();
    }

    private record Row(Contact contact, long id) {}

    private static final class Group {

        private final List<Row> rows = new ArrayList<>(2);
        private final int wanted;

        Group(int wanted) {
            this.wanted = wanted;
        }

        /** Returns whether it was the last one. */
        synchronized boolean add(Row row) {
            rows.add(row);
            return rows.size() == wanted;
        }

        synchronized List<Contact> contacts() {
            return rows.stream().sorted(ORDER).map(Row::contact).toList();
        }
    }
}
