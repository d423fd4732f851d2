package org.waypost.jdbc;

import java.util.List;
import java.util.Locale;

/** The databases that are spoken to, and what differs between them wherever SQL is made. */
public enum Dialect {
    POSTGRESQL("PostgreSQL", List.of("org.postgresql.Driver")),
    /** MySQL too. */
    MARIADB("MariaDB", List.of("org.mariadb.jdbc.Driver", "com.mysql.cj.jdbc.Driver")),
    H2("H2", List.of("org.h2.Driver"));

    private final String title;
    private final List<String> drivers;

    Dialect(String title, List<String> drivers) {
        this.title = title;
        this.drivers = drivers;
    }

    /** The database's name, for people. */
    public String title() {
        return title;
    }

    /** Classes of the JDBC drivers that speak it, best first. */
    public List<String> drivers() {
        return drivers;
    }

    /** A name as it stands in SQL: as if it were not quoted, but reserved words can be names, and it cannot end early. */
    public String quote(String name) {
        return switch (this) {
            case POSTGRESQL -> '"' + name.replace("\"", "\"\"").toLowerCase(Locale.ROOT) + '"';
            case MARIADB -> '`' + name.replace("`", "``") + '`';
            case H2 -> '"' + name.replace("\"", "\"\"").toUpperCase(Locale.ROOT) + '"';
        };
    }
}
