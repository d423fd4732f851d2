package org.waypost.usrloc.jdbc.table;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.function.IntSupplier;
import org.waypost.sip.Value;
import org.waypost.usrloc.Contact;
import org.waypost.usrloc.ContactAttribute;
import org.waypost.usrloc.Ruid;

/** Turns contacts into the values of a row and rows into contacts. */
public final class Rows {

    /** q -1 in the database too; everything else is a fraction. */
    private static final int NO_Q = -1;

    private static final int ALL_METHODS = -1;
    private static final int TEXT_ATTRIBUTE = 0;
    private static final int NUMBER_ATTRIBUTE = 1;

    /** Databases have no times after the year 9999. */
    private static final long LAST_SECOND = 253_370_764_800L;

    private static final Column[] COLUMNS = Column.values();

    private final TableFormat format;
    private final IntSupplier natMask;

    /**
     * Rows of that format.
     *
     * @param natMask mask of the branch flag that marks a contact behind NAT, or 0; asked each time
     */
    public Rows(TableFormat format, IntSupplier natMask) {
        this.format = format;
        this.natMask = natMask;
    }

    /** Binds the values of {@link TableSql#insert()}. */
    public void bindInsert(PreparedStatement statement, String aor, Contact contact) throws SQLException {
        int index = 1;
        for (Column column : COLUMNS) {
            bind(statement, index++, column, aor, contact);
        }
    }

    /** Binds the values of {@link TableSql#update()}. */
    public void bindUpdate(PreparedStatement statement, String aor, Contact contact) throws SQLException {
        int index = bindAssignments(statement, aor, contact);
        bindRuid(statement, index, contact.ruid());
    }

    /** Binds the values of {@link TableSql#delete()}. */
    public void bindDelete(PreparedStatement statement, Contact contact) throws SQLException {
        bindRuid(statement, 1, contact.ruid());
    }

    /** Binds the values of {@link TableSql#updateByAddress()}; {@code before} says which row is meant. */
    public void bindUpdateByAddress(PreparedStatement statement, String aor, Contact before, Contact contact)
            throws SQLException {
        int index = bindAssignments(statement, aor, contact);
        bindRuid(statement, index, contact.ruid());
        bindAddress(statement, index + 1, aor, before);
    }

    /** Binds the values of {@link TableSql#deleteByAddress()}. */
    public void bindDeleteByAddress(PreparedStatement statement, String aor, Contact contact) throws SQLException {
        bindAddress(statement, 1, aor, contact);
    }

    /** Binds what an AoR's rows are found by, from {@code index} on; returns the index behind. */
    public int bindAor(PreparedStatement statement, int index, String aor) throws SQLException {
        int next = index;
        statement.setString(next++, username(aor));
        if (format.useDomain()) {
            statement.setString(next++, domain(aor));
        }
        return next;
    }

    public void bindRuid(PreparedStatement statement, int index, Ruid ruid) throws SQLException {
        statement.setString(index, DatabaseText.encode(ruid.toString()));
    }

    /** Binds a time of this format: epoch seconds become what the columns hold. */
    public void bindTime(PreparedStatement statement, int index, long time) throws SQLException {
        if (format.epochTimes()) {
            statement.setLong(index, time);
        } else {
            statement.setObject(index, local(time));
        }
    }

    /** Binds the values of {@link AttributeSql#insert()}. */
    public void bindAttribute(PreparedStatement statement, String aor, Contact contact, ContactAttribute attribute)
            throws SQLException {
        bindRuid(statement, 1, contact.ruid());
        statement.setString(2, username(aor));
        statement.setString(3, format.useDomain() ? domain(aor) : null);
        statement.setString(4, DatabaseText.encode(attribute.name()));
        statement.setInt(5, attribute.value().isNumber() ? NUMBER_ATTRIBUTE : TEXT_ATTRIBUTE);
        statement.setString(6, DatabaseText.encode(attribute.value().text()));
        bindTime(statement, 7, contact.lastModified());
    }

    /** Binds the values of {@link AttributeSql#delete()}. */
    public void bindDeleteAttributes(PreparedStatement statement, String aor, Ruid ruid) throws SQLException {
        bindRuid(statement, bindAor(statement, 1, aor), ruid);
    }

    /** The id that comes behind the columns of {@link TableSql#columns()}. */
    public long id(ResultSet row) throws SQLException {
        return row.getLong(COLUMNS.length + 1);
    }

    /** The ruid in that column. */
    public Ruid ruid(ResultSet row, int index) throws SQLException {
        return Ruid.of(text(row, index));
    }

    /** Binds the usernames of {@link AttributeSql#ofUsernames}. */
    public void bindUsername(PreparedStatement statement, int index, String aor) throws SQLException {
        statement.setString(index, username(aor));
    }

    /** The attribute whose name, type and value are columns 2 to 4. */
    public ContactAttribute attribute(ResultSet row) throws SQLException {
        String text = text(row, 4);
        boolean number = row.getInt(3) == NUMBER_ATTRIBUTE && text.matches("-?\\d{1,18}");
        return new ContactAttribute(text(row, 2), number ? Value.of(Long.parseLong(text)) : Value.of(text));
    }

    /** Binds the value of one column. */
    public void bind(PreparedStatement statement, int index, Column column, String aor, Contact contact)
            throws SQLException {
        switch (column.type()) {
            case TEXT -> statement.setString(index, text(column, aor, contact));
            case TIME ->
                bindTime(statement, index, column == Column.EXPIRES ? contact.expires() : contact.lastModified());
            case REAL -> statement.setFloat(index, q(contact));
            case INTEGER -> {
                int number = number(column, contact);
                if (column == Column.METHODS && number == ALL_METHODS) {
                    statement.setNull(index, Types.INTEGER);
                } else {
                    statement.setInt(index, number);
                }
            }
        }
    }

    /** The value of one column as an object: String, Integer, Float, Long or LocalDateTime; null for NULL. */
    public Object value(Column column, String aor, Contact contact) {
        return switch (column.type()) {
            case TEXT -> text(column, aor, contact);
            case TIME -> {
                long time = column == Column.EXPIRES ? contact.expires() : contact.lastModified();
                yield format.epochTimes() ? (Object) time : local(time);
            }
            case REAL -> q(contact);
            case INTEGER -> {
                int number = number(column, contact);
                yield column == Column.METHODS && number == ALL_METHODS ? null : (Object) number;
            }
        };
    }

    /** The contact of a row whose columns are those of {@link TableSql#columns()}; without attributes. */
    public Contact contact(ResultSet row) throws SQLException {
        int methods = row.getInt(index(Column.METHODS));
        if (row.wasNull()) {
            methods = ALL_METHODS;
        }
        return new Contact(
                Ruid.of(text(row, index(Column.RUID))),
                text(row, index(Column.CONTACT)),
                text(row, index(Column.RECEIVED)),
                text(row, index(Column.PATH)),
                text(row, index(Column.CALLID)),
                text(row, index(Column.USER_AGENT)),
                text(row, index(Column.SOCKET)),
                text(row, index(Column.INSTANCE)),
                time(row, index(Column.EXPIRES)),
                time(row, index(Column.LAST_MODIFIED)),
                row.getInt(index(Column.CSEQ)),
                thousandths(row.getDouble(index(Column.Q))),
                row.getInt(index(Column.FLAGS)) & ~Contact.MEMORY_ONLY,
                row.getInt(index(Column.CFLAGS)),
                methods,
                row.getInt(index(Column.REG_ID)),
                row.getInt(index(Column.SERVER_ID)),
                row.getInt(index(Column.CONNECTION_ID)),
                List.of());
    }

    /** The AoR of a row whose columns are those of {@link TableSql#columns()}. */
    public String aor(ResultSet row) throws SQLException {
        return aor(row, index(Column.USERNAME), index(Column.DOMAIN));
    }

    /** The AoR of a row with username and domain in these columns. */
    public String aor(ResultSet row, int usernameIndex, int domainIndex) throws SQLException {
        String username = text(row, usernameIndex);
        if (!format.useDomain()) {
            return username;
        }
        String domain = text(row, domainIndex);
        return username.isEmpty() ? domain : domain.isEmpty() ? username : username + '@' + domain;
    }

    private int bindAssignments(PreparedStatement statement, String aor, Contact contact) throws SQLException {
        int index = 1;
        for (Column column : COLUMNS) {
            if (Column.UPDATED.contains(column)) {
                bind(statement, index++, column, aor, contact);
            }
        }
        return index;
    }

    private void bindAddress(PreparedStatement statement, int index, String aor, Contact contact) throws SQLException {
        int next = bindAor(statement, index, aor);
        statement.setString(next, DatabaseText.encode(contact.uri()));
    }

    private String text(Column column, String aor, Contact contact) {
        return switch (column) {
            case RUID -> DatabaseText.encode(contact.ruid().toString());
            case USERNAME -> username(aor);
            case DOMAIN -> format.useDomain() ? domain(aor) : null;
            case CONTACT -> DatabaseText.encode(contact.uri());
            case RECEIVED -> orNull(contact.received());
            case PATH -> orNull(contact.path());
            case CALLID -> DatabaseText.encode(contact.callId());
            case USER_AGENT -> DatabaseText.encode(contact.userAgent());
            case SOCKET -> orNull(contact.socket());
            case INSTANCE -> orNull(contact.instance());
            default -> throw new IllegalArgumentException(column + " is no text");
        };
    }

    private int number(Column column, Contact contact) {
        return switch (column) {
            case CSEQ -> contact.cseq();
            case FLAGS -> contact.flags();
            case CFLAGS -> contact.cflags();
            case METHODS -> contact.methods();
            case REG_ID -> contact.regId();
            case SERVER_ID -> contact.serverId();
            case CONNECTION_ID -> contact.connectionId();
            case KEEPALIVE -> (contact.cflags() & natMask.getAsInt()) != 0 ? 1 : 0;
            case PARTITION -> 0;
            default -> throw new IllegalArgumentException(column + " is no number");
        };
    }

    private String username(String aor) {
        if (!format.useDomain()) {
            return DatabaseText.encode(aor);
        }
        int at = aor.indexOf('@');
        return at < 0 ? "" : DatabaseText.encode(aor.substring(0, at));
    }

    private static String domain(String aor) {
        return DatabaseText.encode(aor.substring(aor.indexOf('@') + 1));
    }

    private static float q(Contact contact) {
        return contact.q() < 0 ? NO_Q : contact.q() / 1000f;
    }

    private static int thousandths(double q) {
        return q < 0 ? NO_Q : (int) Math.round(q * 1000);
    }

    private static String orNull(String text) {
        return text.isEmpty() ? null : DatabaseText.encode(text);
    }

    private static String text(ResultSet row, int index) throws SQLException {
        String text = row.getString(index);
        return text == null ? "" : DatabaseText.decode(text);
    }

    private long time(ResultSet row, int index) throws SQLException {
        if (format.epochTimes()) {
            return row.getLong(index);
        }
        LocalDateTime time = row.getObject(index, LocalDateTime.class);
        return time == null ? 0 : time.atZone(format.zone()).toEpochSecond();
    }

    private LocalDateTime local(long time) {
        return LocalDateTime.ofInstant(Instant.ofEpochSecond(Math.min(time, LAST_SECOND)), format.zone());
    }

    private static int index(Column column) {
        return column.ordinal() + 1;
    }
}
