package org.waypost.auth.db;

import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.waypost.jdbc.DatabaseUrl;
import org.waypost.jdbc.PoolOptions;
import org.waypost.jdbc.SqlName;
import org.waypost.sip.ParameterReader;

/**
 * The parameters in force, checked.
 *
 * @param url of the database; empty if there is none
 * @param cacheSeconds for which what was read is not read again
 * @param cacheSize users who are kept, and as many names of nobody
 */
record AuthDbSettings(
        Optional<DatabaseUrl> url, PoolOptions pool, TableLayout layout, int cacheSeconds, int cacheSize) {

    static final AuthDbSettings DEFAULTS =
            new AuthDbSettings(Optional.empty(), new PoolOptions(4, 2000), TableLayout.STANDARD, 10, 65536);

    /** The settings that {@code parameters} give; for a value that is refused, what {@code last} has. */
    static AuthDbSettings of(
            AuthDbParameters parameters, Map<String, ?> raw, AuthDbSettings last, Consumer<String> refused) {
        ParameterReader in = new ParameterReader("auth_db", raw, refused);
        TableLayout were = last.layout;
        return new AuthDbSettings(
                url(in, parameters, last.url),
                new PoolOptions(
                        in.number("db_pool_size", parameters::db__pool__size, 1, 256, last.pool.size()),
                        in.number("db_timeout", parameters::db__timeout, 100, 60_000, last.pool.timeoutMillis())),
                new TableLayout(
                        name(in, "table", parameters::table, were.table()),
                        name(in, "user_column", parameters::user__column, were.user()),
                        name(in, "domain_column", parameters::domain__column, were.domain()),
                        name(in, "password_column", parameters::password__column, were.password()),
                        name(in, "password_column_2", parameters::password__column__2, were.qualifiedPassword()),
                        in.flag("calculate_ha1", parameters::calculate__ha1, were.plain()),
                        in.flag("use_domain", parameters::use__domain, were.useDomain()),
                        in.parsed(
                                "load_credentials", parameters::load__credentials, LoadedColumn::parse, were.loaded()),
                        in.parsed("version_table", parameters::version__table, SqlName::versionTable, were.versions())),
                in.number("cache_expire", parameters::cache__expire, 0, 3600, last.cacheSeconds),
                in.number("cache_size", parameters::cache__size, 16, 10_000_000, last.cacheSize));
    }

    /**
     * The database of a {@code db_url}; none for an empty one.
     *
     * @throws IllegalArgumentException saying what is wanted
     */
    static Optional<DatabaseUrl> url(String text, String user, String password) {
        return text.isBlank() ? Optional.empty() : Optional.of(DatabaseUrl.parse(text, user, password, ""));
    }

    private static Optional<DatabaseUrl> url(
            ParameterReader in, AuthDbParameters parameters, Optional<DatabaseUrl> last) {
        return in.hidden(
                "db_url",
                () -> url(parameters.db__url(), parameters.db__user().strip(), parameters.db__password()),
                last,
                last.map(DatabaseUrl::place).orElse("no database"));
    }

    private static String name(ParameterReader in, String key, Supplier<String> value, String last) {
        return in.text(key, value, SqlName.WANTED, SqlName::isOne, last);
    }
}
