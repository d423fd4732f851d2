package org.waypost.itest.exchange;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.waypost.testdatabases.TestDatabase;
import org.waypost.testdatabases.TestDatabases;

/** A database on PostgreSQL for two servers of the domain {@code waypost.test}, whose tables may be other than the standard ones. */
final class SharedTables implements AutoCloseable {

    private static final String EXPIRES_TYPE = "expires_type";
    private static final String NAME = "_column";

    private final int useDomain;
    private final List<Exchange.Setting> format;
    private final TestDatabase database = TestDatabases.create(TestDatabases.Kind.POSTGRESQL);

    /** {@code format}: the parameters that name columns, and {@code expires_type} 1. */
    SharedTables(int useDomain, List<Exchange.Setting> format) {
        this.useDomain = useDomain;
        this.format = format;
    }

    /** The parameters by which a server uses them. */
    List<Exchange.Setting> settings() {
        return Stream.concat(
                        format.stream(),
                        Stream.of(
                                new Exchange.Setting("usrloc", "use_domain", String.valueOf(useDomain)),
                                new Exchange.Setting("usrloc", "db_url", database.kamailioUrl())))
                .toList();
    }

    /** Makes them by Kamailio's scripts, then gives them their format. */
    void createAsKamailio() throws SQLException, IOException {
        RowsRecorder.createTables(database);
        for (Exchange.Setting setting : format) {
            if (setting.name().equals(EXPIRES_TYPE)) {
                holdNumbers("location", column("expires"));
                holdNumbers("location", "last_modified");
                holdNumbers("location_attrs", "last_modified");
            } else {
                String name = setting.name().replace(NAME, "").replaceFirst("^user$", "username");
                database.execute("alter table location rename %s to %s".formatted(name, setting.value()));
            }
        }
    }

    private void holdNumbers(String table, String column) throws SQLException {
        database.execute(
                "alter table %s alter %s drop default".formatted(table, column),
                "alter table %s alter %s type bigint using 0".formatted(table, column));
    }

    /** Inserts a row into those of Kamailio's: some columns and their values in SQL. */
    void insert(String columns, String values) throws SQLException {
        database.execute("insert into location (" + columns + ") values (" + values + ")");
    }

    /** What one column, by its standard name, holds in the rows of a user. */
    List<String> rows(String user, String column) throws SQLException {
        String sql = "select %s from location where %s = ? and coalesce(%s, '') = ?"
                .formatted(column(column), column("username"), column("domain"));
        try (Connection connection = database.connect();
                PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, user);
            query.setString(2, useDomain == 1 ? "waypost.test" : "");
            List<String> rows = new ArrayList<>();
            try (ResultSet result = query.executeQuery()) {
                while (result.next()) {
                    rows.add(result.getString(1));
                }
            }
            return rows;
        }
    }

    private String column(String standard) {
        String parameter = standard.replaceFirst("^username$", "user") + NAME;
        return format.stream()
                .filter(setting -> setting.name().equals(parameter))
                .map(Exchange.Setting::value)
                .findFirst()
                .orElse(standard);
    }

    @Override
    public void close() {
        database.close();
    }
}
