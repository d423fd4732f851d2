package org.waypost.usrloc.jdbc.direct;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.waypost.usrloc.Contact;
import org.waypost.usrloc.ContactAttribute;
import org.waypost.usrloc.Ruid;
import org.waypost.usrloc.jdbc.access.LocalSockets;
import org.waypost.usrloc.jdbc.access.Options;
import org.waypost.usrloc.jdbc.table.Rows;
import org.waypost.usrloc.jdbc.table.TableSql;

/** Reads the rows of records as this server is to see them. */
final class RecordReader {

    private final Rows rows;
    private final LocalSockets sockets;
    private final Supplier<Options> options;

    RecordReader(Rows rows, LocalSockets sockets, Supplier<Options> options) {
        this.rows = rows;
        this.sockets = sockets;
        this.options = options;
    }

    /** The rows of an AoR, by rising q, then in the order they were stored. */
    StoredRecord read(Connection connection, TableSql table, String aor) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(table.record())) {
            rows.bindAor(query, 1, aor);
            query.execute();
            return read(connection, table, aor, query);
        }
    }

    /** {@link #read}, when others are kept from the record; they are until the transaction ends and the lock is released. */
    StoredRecord readLocked(Connection connection, TableSql table, String aor, RecordLock lock) throws SQLException {
        lock.take(connection);
        try (PreparedStatement query = connection.prepareStatement(lock.first() + table.recordForUpdate())) {
            rows.bindAor(query, lock.bindFirst(query), aor);
            query.execute();
            if (!lock.first().isEmpty()) {
                query.getMoreResults();
            }
            return read(connection, table, aor, query);
        }
    }

    private StoredRecord read(Connection connection, TableSql table, String aor, PreparedStatement executed)
            throws SQLException {
        List<Contact> stored = new ArrayList<>(2);
        try (ResultSet row = executed.getResultSet()) {
            while (row.next()) {
                // the database may find AoRs equal that differ in case
                if (rows.aor(row).equals(aor)) {
                    stored.add(rows.contact(row));
                }
            }
        }
        if (!stored.isEmpty() && options.get().attributes()) {
            addAttributes(connection, table, aor, stored);
        }
        return record(aor, stored);
    }

    /** The record of these rows: without those that cannot be used or are not for this server. */
    StoredRecord record(String aor, List<Contact> stored) {
        boolean skipRemote = options.get().skipRemoteSocket();
        List<Contact> seen = new ArrayList<>(stored.size());
        for (Contact contact : stored) {
            if (contact.ruid().isNone()
                    || contact.uri().isEmpty()
                    || contact.callId().isEmpty()) {
                continue;
            }
            String socket = contact.socket();
            if (socket.isEmpty() || sockets.has(socket)) {
                seen.add(contact);
            } else if (!skipRemote) {
                seen.add(StoredRecord.withSocket(contact, ""));
            }
        }
        return new StoredRecord(aor, stored, seen);
    }

    /** Gives the contacts of records their attributes, in as few queries as for one. */
    List<StoredRecord> withAttributes(Connection connection, TableSql table, List<StoredRecord> records)
            throws SQLException {
        Map<Ruid, List<ContactAttribute>> attributes = new HashMap<>();
        try (PreparedStatement query =
                connection.prepareStatement(table.attributes().ofUsernames(records.size()))) {
            for (int i = 0; i < records.size(); i++) {
                rows.bindUsername(query, i + 1, records.get(i).aor());
            }
            collect(query, attributes);
        }
        return records.stream()
                .map(record -> record(
                        record.aor(),
                        record.stored().stream()
                                .map(contact -> with(contact, attributes))
                                .toList()))
                .toList();
    }

    private void addAttributes(Connection connection, TableSql table, String aor, List<Contact> contacts)
            throws SQLException {
        Map<Ruid, List<ContactAttribute>> attributes = new HashMap<>();
        try (PreparedStatement query =
                connection.prepareStatement(table.attributes().ofRecord())) {
            rows.bindAor(query, 1, aor);
            collect(query, attributes);
        }
        contacts.replaceAll(contact -> with(contact, attributes));
    }

    private void collect(PreparedStatement query, Map<Ruid, List<ContactAttribute>> attributes) throws SQLException {
        try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
                attributes
                        .computeIfAbsent(rows.ruid(row, 1), ruid -> new ArrayList<>(2))
                        .add(rows.attribute(row));
            }
        }
    }

    private static Contact with(Contact contact, Map<Ruid, List<ContactAttribute>> attributes) {
        List<ContactAttribute> own = attributes.get(contact.ruid());
        return own == null ? contact : contact.withAttributes(List.copyOf(own));
    }
}
