package org.waypost.usrloc.jdbc.table;

import static org.waypost.usrloc.jdbc.table.AttributeColumn.DOMAIN;
import static org.waypost.usrloc.jdbc.table.AttributeColumn.NAME;
import static org.waypost.usrloc.jdbc.table.AttributeColumn.RUID;
import static org.waypost.usrloc.jdbc.table.AttributeColumn.TYPE;
import static org.waypost.usrloc.jdbc.table.AttributeColumn.USERNAME;
import static org.waypost.usrloc.jdbc.table.AttributeColumn.VALUE;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.waypost.jdbc.Dialect;

/** The SQL for a table of contacts' attributes. Its values are bound in the order of {@link AttributeColumn}. */
public final class AttributeSql {

    private final Dialect dialect;
    private final TableFormat format;
    private final String name;
    private final String table;

    AttributeSql(Dialect dialect, TableFormat format, String name) {
        this.dialect = dialect;
        this.format = format;
        this.name = name;
        this.table = dialect.quote(name);
    }

    public String name() {
        return name;
    }

    /** The table's name as it stands in SQL. */
    public String table() {
        return table;
    }

    /** Inserts an attribute. Binds {@link Rows#bindAttribute}. */
    public String insert() {
        AttributeColumn[] all = AttributeColumn.values();
        return "INSERT INTO " + table + " ("
                + Arrays.stream(all).map(this::column).collect(Collectors.joining(", ")) + ") VALUES ("
                + Arrays.stream(all).map(column -> "?").collect(Collectors.joining(", ")) + ")";
    }

    /** Deletes the attributes of a contact. Binds {@link Rows#bindDeleteAttributes}. */
    public String delete() {
        return "DELETE FROM " + table + " WHERE " + ofAor() + " AND " + column(RUID) + " = ?";
    }

    /** Ruid, name, type and value of the attributes of an AoR, in the order they were stored. Binds {@link Rows#bindAor}. */
    public String ofRecord() {
        return selection() + " WHERE " + ofAor() + inOrder();
    }

    /** Ruid, name, type and value of all attributes, in the order they were stored. */
    public String all() {
        return selection() + inOrder();
    }

    /**
     * Ruid, name, type and value of the attributes of some usernames, in the order they were stored.
     *
     * @param usernames how many are bound
     */
    public String ofUsernames(int usernames) {
        return selection() + " WHERE " + column(USERNAME) + " IN (" + "?, ".repeat(usernames - 1) + "?)" + inOrder();
    }

    /** A column's name as it stands in SQL. */
    String column(AttributeColumn column) {
        return dialect.quote(column.title());
    }

    private String selection() {
        return "SELECT " + column(RUID) + ", " + column(NAME) + ", " + column(TYPE) + ", " + column(VALUE) + " FROM "
                + table;
    }

    private String ofAor() {
        return column(USERNAME) + " = ?" + (format.useDomain() ? " AND " + column(DOMAIN) + " = ?" : "");
    }

    private String inOrder() {
        return " ORDER BY " + dialect.quote("id");
    }
}
