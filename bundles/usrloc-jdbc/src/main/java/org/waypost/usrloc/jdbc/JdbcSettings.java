package org.waypost.usrloc.jdbc;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.waypost.jdbc.DatabaseUrl;
import org.waypost.jdbc.SqlName;
import org.waypost.sip.ParameterReader;
import org.waypost.usrloc.jdbc.access.Options;
import org.waypost.usrloc.jdbc.table.Column;
import org.waypost.usrloc.jdbc.table.TableFormat;

/**
 * The parameters in force, checked.
 *
 * @param url where the database is; empty while {@code db_url} has never been one that can be used
 * @param format how its tables are laid out
 * @param options what can change while it is in use
 */
record JdbcSettings(Optional<DatabaseUrl> url, TableFormat format, Options options) {

    static final JdbcSettings DEFAULTS = new JdbcSettings(Optional.empty(), TableFormat.STANDARD, Options.DEFAULTS);

    /**
     * The settings that the parameters give. A value that cannot be used is refused with one line to {@code refused}, and what
     * {@code last} has stays in force.
     *
     * @param raw the values as they were configured
     * @param embedded the URL of the database to use if there is none
     */
    static JdbcSettings of(
            JdbcParameters parameters,
            SharedParameters.Values shared,
            Map<String, ?> raw,
            String embedded,
            JdbcSettings last,
            Consumer<String> refused) {
        ParameterReader in = new ParameterReader("usrloc", raw, refused);
        Options were = last.options;
        TableFormat format = last.format;
        Options options = new Options(
                in.number("db_pool_size", parameters::db__pool__size, 2, 256, were.poolSize()),
                in.number("db_timeout", parameters::db__timeout, 100, 60_000, were.timeoutMillis()),
                in.number("fetch_rows", parameters::fetch__rows, 1, 1_000_000, were.fetchRows()),
                in.flag("db_update_as_insert", parameters::db__update__as__insert, were.updateAsInsert()),
                in.flag("db_ops_ruid", parameters::db__ops__ruid, were.opsByRuid()),
                in.flag("server_id_filter", parameters::server__id__filter, were.serverIdFilter()),
                in.flag("skip_remote_socket", parameters::skip__remote__socket, were.skipRemoteSocket()),
                shared.serverId(),
                shared.natMask(),
                shared.attributes());
        TableFormat now = new TableFormat(
                shared.useDomain(),
                in.flag("expires_type", parameters::expires__type, format.epochTimes()),
                in.parsed("version_table", parameters::version__table, SqlName::versionTable, format.versionTable()),
                Arrays.stream(Column.values())
                        .collect(Collectors.toMap(Function.identity(), column -> name(in, column, format))),
                format.zone());
        return new JdbcSettings(url(in, parameters, embedded, last.url), now, options);
    }

    /** The database that is meant, if any. */
    Optional<Target> target() {
        return url.map(place -> new Target(place, format));
    }

    private static String name(ParameterReader in, Column column, TableFormat last) {
        if (column.parameter().isEmpty()) {
            return column.standardName();
        }
        String key = column.parameter().get();
        Object configured = in.raw().get(key);
        String name = configured == null ? column.standardName() : configured.toString();
        return in.text(key, () -> name, SqlName.WANTED, SqlName::isOne, last.name(column));
    }

    private static Optional<DatabaseUrl> url(
            ParameterReader in, JdbcParameters parameters, String embedded, Optional<DatabaseUrl> last) {
        return in.hidden(
                "db_url",
                () -> Optional.of(DatabaseUrl.parse(
                        parameters.db__url(), parameters.db__user().strip(), parameters.db__password(), embedded)),
                last,
                last.map(DatabaseUrl::place).orElse("no database"));
    }
}
