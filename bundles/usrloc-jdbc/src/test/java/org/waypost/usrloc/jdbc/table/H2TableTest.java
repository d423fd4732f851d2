package org.waypost.usrloc.jdbc.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.waypost.jdbc.Dialect;
import org.waypost.jdbc.SchemaException;
import org.waypost.usrloc.Contact;
import org.waypost.usrloc.Ruid;

class H2TableTest {

    private static final TableFormat FORMAT = TableFormat.STANDARD;
    private static final Contact FULL = new Contact(
            Ruid.of("uloc-1-a-1"),
            "sip:alice@192.0.2.1:5060",
            "sip:192.0.2.1:40000",
            "<sip:edge;lr>",
            "call-1",
            "phone/1",
            "udp:127.0.0.1:5060",
            "<urn:uuid:1>",
            1_900_000_000,
            1_800_000_000,
            7,
            333,
            0,
            64,
            5,
            3,
            2,
            -1);
    private static final Contact BARE = new Contact(
            Ruid.of("uloc-1-a-2"),
            "sip:b@x",
            "",
            "",
            "call-2",
            "n/a",
            "",
            "",
            0,
            1_800_000_001,
            1,
            -1,
            0,
            0,
            -1,
            0,
            0,
            -1);

    private Connection connection;

    @BeforeEach
    void open() throws SQLException {
        connection = DriverManager.getConnection("jdbc:h2:mem:" + UUID.randomUUID());
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    @Test
    void givesBackWhatWasInserted() throws SQLException {
        TableSql sql = ensured(FORMAT);
        Rows rows = new Rows(FORMAT, () -> 64);

        insert(sql.insert(), rows, "alice", FULL);
        insert(sql.insert(), rows, "alice", BARE);

        assertThat(contacts(sql, rows, "alice")).containsExactly(BARE, FULL);
        assertThat(column("keepalive")).containsExactly(1, 0);
        assertThat(column("domain")).containsOnlyNulls();
        assertThat(column("q")).containsExactly(0.333f, -1f);
        assertThat(column("methods")).containsExactly(5, null);
    }

    @Test
    void givesBackEpochTimes() throws SQLException {
        TableFormat format = FORMAT.withEpochTimes(true);
        TableSql sql = ensured(format);
        Rows rows = new Rows(format, () -> 0);

        insert(sql.insert(), rows, "alice", FULL);

        assertThat(contacts(sql, rows, "alice")).containsExactly(FULL);
        assertThat(column("expires")).containsExactly(1_900_000_000L);
    }

    @Test
    void splitsTheAorAtTheFirstAt() throws SQLException {
        TableFormat format = FORMAT.withUseDomain(true);
        TableSql sql = ensured(format);
        Rows rows = new Rows(format, () -> 0);

        insert(sql.insert(), rows, "alice@example.com", FULL);
        insert(sql.insert(), rows, "example.com", BARE);

        assertThat(column("username")).containsExactly("alice", "");
        assertThat(column("domain")).containsExactly("example.com", "example.com");
        assertThat(contacts(sql, rows, "alice@example.com")).containsExactly(FULL);
        assertThat(contacts(sql, rows, "example.com")).containsExactly(BARE);
    }

    @Test
    void updatesTheRowOfARuid() throws SQLException {
        TableSql sql = ensured(FORMAT);
        Rows rows = new Rows(FORMAT, () -> 0);
        insert(sql.insert(), rows, "alice", FULL);
        Contact moved = FULL.withUri("sip:alice@192.0.2.9").withExpires(1_900_000_600);

        try (PreparedStatement update = connection.prepareStatement(sql.update())) {
            rows.bindUpdate(update, "alice", moved);
            assertThat(update.executeUpdate()).isOne();
        }

        assertThat(contacts(sql, rows, "alice")).containsExactly(moved);
    }

    @Test
    void insertsOrUpdatesByRuid() throws SQLException {
        TableSql sql = ensured(FORMAT);
        Rows rows = new Rows(FORMAT, () -> 0);
        insert(sql.insertOrUpdate(), rows, "alice", FULL);

        insert(sql.insertOrUpdate(), rows, "alice", FULL.withRegId(9));

        assertThat(contacts(sql, rows, "alice")).containsExactly(FULL.withRegId(9));
    }

    @Test
    void deletesWhatExpiredButNotThePermanent() throws SQLException {
        TableSql sql = ensured(FORMAT);
        Rows rows = new Rows(FORMAT, () -> 0);
        insert(sql.insert(), rows, "alice", FULL);
        insert(sql.insert(), rows, "alice", BARE);

        try (PreparedStatement statement = connection.prepareStatement(sql.deleteExpired(false))) {
            rows.bindTime(statement, 1, FULL.expires() + 1);
            rows.bindTime(statement, 2, Contact.PERMANENT);
            assertThat(statement.executeUpdate()).isOne();
        }

        assertThat(contacts(sql, rows, "alice")).containsExactly(BARE);
    }

    @Test
    void findsTheTablesItMade() throws SQLException {
        ensured(FORMAT);
        new Schema(Dialect.H2, FORMAT).ensure(connection, sql(FORMAT).attributes());

        ensured(FORMAT);
        new Schema(Dialect.H2, FORMAT).ensure(connection, sql(FORMAT).attributes());

        assertThat(versions()).containsExactly("location 9", "location_attrs 1", "version 1");
    }

    @Test
    void namesTheColumnThatIsMissing() throws SQLException {
        ensured(FORMAT);
        connection.createStatement().execute("ALTER TABLE location DROP COLUMN reg_id");

        assertThatThrownBy(() -> ensured(FORMAT))
                .isInstanceOf(SchemaException.class)
                .hasMessage("the table location has no column reg_id");
    }

    @Test
    void namesTheVersionThatIsWrong() throws SQLException {
        ensured(FORMAT);
        connection.createStatement().execute("UPDATE version SET table_version = 8 WHERE table_name = 'location'");

        assertThatThrownBy(() -> ensured(FORMAT))
                .isInstanceOf(SchemaException.class)
                .hasMessage("the table location has the version 8 in the table version, 9 is wanted");
    }

    private TableSql sql(TableFormat format) {
        return new TableSql(Dialect.H2, format, "location");
    }

    private TableSql ensured(TableFormat format) throws SQLException {
        TableSql sql = sql(format);
        new Schema(Dialect.H2, format).ensure(connection, sql);
        return sql;
    }

    private void insert(String text, Rows rows, String aor, Contact contact) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(text)) {
            rows.bindInsert(statement, aor, contact);
            assertThat(statement.executeUpdate()).isOne();
        }
    }

    private List<Contact> contacts(TableSql sql, Rows rows, String aor) throws SQLException {
        List<Contact> contacts = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(sql.record())) {
            rows.bindAor(query, 1, aor);
            try (ResultSet found = query.executeQuery()) {
                while (found.next()) {
                    assertThat(rows.aor(found)).isEqualTo(aor);
                    contacts.add(rows.contact(found));
                }
            }
        }
        return contacts;
    }

    private List<Object> column(String name) throws SQLException {
        return read("SELECT " + name + " FROM location ORDER BY id");
    }

    private List<Object> versions() throws SQLException {
        return read("SELECT table_name || ' ' || table_version FROM version ORDER BY table_name");
    }

    private List<Object> read(String query) throws SQLException {
        List<Object> values = new ArrayList<>();
        try (ResultSet found = connection.createStatement().executeQuery(query)) {
            while (found.next()) {
                values.add(found.getObject(1));
            }
        }
        return values;
    }
}
