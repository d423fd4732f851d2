package org.waypost.usrloc.jdbc.table;

/** A column of the table {@code location_attrs}, version 1 of Kamailio's: one row for each attribute of a contact. */
enum AttributeColumn {
    RUID("ruid"),
    USERNAME("username"),
    DOMAIN("domain"),
    NAME("aname"),
    TYPE("atype"),
    VALUE("avalue"),
    LAST_MODIFIED("last_modified");

    private final String title;

    AttributeColumn(String title) {
        this.title = title;
    }

    /** Its name; in Kamailio it has no parameter. */
    String title() {
        return title;
    }
}
