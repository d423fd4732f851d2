package org.waypost.itest.live;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.waypost.testdatabases.TestDatabase;
import org.waypost.testdatabases.TestDatabases;

/** What each parameter of usrloc changes that has to do with a database: looks into its tables and reads from them. */
final class DatabaseProbes {

    private static final String DB_ONLY = "usrloc db_mode 3";
    private static final String THROUGH = "usrloc db_mode 1";

    /** Columns by the parameter that names them, and a value that nothing else writes there; {@code ~}: some value. */
    private static final Map<String, String> COLUMNS = Map.ofEntries(
            Map.entry("ruid", "~uloc-.*"),
            Map.entry("user", "~user\\d+"),
            Map.entry("domain", "waypost.test"),
            Map.entry("contact", "sip:device@192.0.2.1:5060"),
            Map.entry("received", "sip:192.0.2.8:1024"),
            Map.entry("path", "<sip:192.0.2.2;lr>"),
            Map.entry("expires", "~20\\d\\d-.*"),
            Map.entry("q", "0.5"),
            Map.entry("callid", "~user.*REGISTER"),
            Map.entry("cseq", "~\\d+"),
            Map.entry("flags", "0"),
            Map.entry("cflags", "0"),
            Map.entry("user_agent", "probe/1.0"),
            Map.entry("socket", "~udp:127\\.0\\.0\\.1:\\d+"),
            Map.entry("methods", "1"),
            Map.entry("instance", "<urn:uuid:1>"),
            Map.entry("reg_id", "1"),
            Map.entry("server_id", "0"),
            Map.entry("connection_id", "-1"),
            Map.entry("keepalive", "0"),
            Map.entry("partition", "0"));

    private DatabaseProbes() {}

    /**
     * All of them, in this order.
     *
     * @param otherUrl of a second database
     */
    static List<Probe> all(String otherUrl) {
        return Stream.of(List.of(ofColumns()), immediate(), List.of(ofAddress(otherUrl)), onLoad(), timed(), ofTables())
                .flatMap(List::stream)
                .toList();
    }

    /** All names at once, which is one exchange of the store; {@link #addColumns} has been called. */
    private static Probe ofColumns() {
        List<String> names = COLUMNS.keySet().stream().sorted().toList();
        String values = names.stream()
                .map(name -> pattern(COLUMNS.get(name)))
                .collect(Collectors.joining("\\|", "~1 contacts, other: ", ""));
        return Probe.of(names.stream()
                        .map(name -> "usrloc " + name + "_column other_" + name)
                        .toArray(String[]::new))
                .given("usrloc use_domain 1", "registrar use_path 1", "registrar path_mode 0", DB_ONLY)
                .shows("~1 contacts, other: null(\\|null)*", values, bench -> stored(bench, names));
    }

    private static String pattern(String value) {
        return value.startsWith("~") ? value.substring(1) : Pattern.quote(value);
    }

    /** Gives the table a second column beside each. */
    static void addColumns(Bench bench) throws SQLException {
        for (String name : COLUMNS.keySet()) {
            String type = switch (name) {
                case "expires" -> "TIMESTAMP";
                case "q" -> "REAL";
                case "cseq",
                        "flags",
                        "cflags",
                        "methods",
                        "reg_id",
                        "server_id",
                        "connection_id",
                        "keepalive",
                        "partition" -> "INTEGER";
                default -> "VARCHAR(512)";
            };
            bench.database().execute("ALTER TABLE location ADD COLUMN other_" + name + " " + type);
        }
    }

    /** Registers a contact that has everything, and tells whether it is listed and what is in the second columns of its row. */
    private static String stored(Bench bench, List<String> names) throws SQLException {
        String user = bench.user();
        bench.register(
                user,
                "Contact: <sip:device@192.0.2.1:5060>;q=0.5;methods=\"INVITE\";received=\"sip:192.0.2.8:1024\""
                        + ";+sip.instance=\"<urn:uuid:1>\";reg-id=1",
                "Path: <sip:192.0.2.2;lr>",
                "User-Agent: probe/1.0");
        String columns = names.stream()
                .map(name -> "COALESCE(CAST(other_" + name + " AS VARCHAR), 'null')")
                .collect(Collectors.joining(" || '|' || "));
        String seen =
                bench.listed(user).size() + " contacts, other: " + bench.select("SELECT " + columns + " FROM location");
        bench.remove(user);
        return seen;
    }

    /** What is seen of single bindings. */
    private static List<Probe> immediate() {
        return List.of(
                Probe.of("usrloc db_mode 1").shows("0", "1", bench -> {
                    String user = bench.user();
                    bench.register(user);
                    return bench.select("SELECT COUNT(*) FROM location WHERE username = '" + user + "'");
                }),
                Probe.of("usrloc db_ops_ruid 0").given(THROUGH).shows("1", "0", bench -> {
                    String user = bench.user();
                    bench.register(user);
                    bench.database()
                            .execute("UPDATE location SET ruid = '" + user + "' WHERE username = '" + user + "'");
                    bench.remove(user);
                    return bench.select("SELECT COUNT(*) FROM location WHERE username = '" + user + "'");
                }),
                // An UPDATE leaves alone whose row it is, an INSERT in its place does not.
                Probe.of("usrloc db_update_as_insert 1").given(THROUGH).shows("0", "1", bench -> {
                    String user = bench.user();
                    bench.register(user);
                    bench.database().execute("UPDATE location SET username = 'moved' WHERE username = '" + user + "'");
                    bench.register(user);
                    return bench.select("SELECT COUNT(*) FROM location WHERE username = '" + user + "'");
                }),
                // As their descriptions say these three have no effect: it is always so.
                always("db_insert_update", bench -> {
                    String user = bench.user();
                    bench.register(user);
                    bench.waypost.exec("cfg:set usrloc db_mode 0;cfg:set usrloc db_mode 1");
                    return bench.select("SELECT COUNT(*) FROM location WHERE username = '" + user + "'");
                }),
                always("db_check_update", bench -> {
                    String user = bench.user();
                    bench.register(user);
                    bench.database().execute("DELETE FROM location WHERE username = '" + user + "'");
                    bench.register(user);
                    return bench.select("SELECT COUNT(*) FROM location WHERE username = '" + user + "'");
                }),
                always("db_insert_null", bench -> {
                    String user = bench.user();
                    bench.register(user);
                    return bench.select(
                            "SELECT COUNT(*) FROM location WHERE path IS NULL AND username = '" + user + "'");
                }));
    }

    private static Probe always(String parameter, Probe.Look look) {
        return Probe.of("usrloc " + parameter + " 1").given(THROUGH).shows("1", "1", look);
    }

    /** What is seen when rows are read that others have stored. */
    private static List<Probe> onLoad() {
        return List.of(
                Probe.of("usrloc db_load 0")
                        .given(THROUGH)
                        .shows("1 contacts", "0 contacts", bench -> loaded(bench, "0", "NULL")),
                Probe.of("usrloc server_id_filter 1")
                        .given(THROUGH)
                        .shows("1 contacts", "0 contacts", bench -> loaded(bench, "9", "NULL")),
                Probe.of("usrloc skip_remote_socket 1")
                        .given(THROUGH)
                        .shows("1 contacts", "0 contacts", bench -> loaded(bench, "0", "'udp:192.0.2.99:5060'")),
                // Seen by the database alone; what is loaded is the same.
                Probe.of("usrloc fetch_rows 1")
                        .given(THROUGH)
                        .shows("1 contacts", "1 contacts", bench -> loaded(bench, "0", "NULL")),
                Probe.of("usrloc db_clean_tcp 1").given(THROUGH).shows("1", "0", bench -> {
                    String user = insert(bench, "connection_id", "5");
                    bench.reload();
                    return bench.select("SELECT COUNT(*) FROM location WHERE username = '" + user + "'");
                }));
    }

    private static String loaded(Bench bench, String serverId, String socket) throws SQLException {
        bench.database().execute("DELETE FROM location");
        String user = insert(bench, "server_id, socket", serverId + ", " + socket);
        bench.reload();
        return bench.listed(user).size() + " contacts";
    }

    /** Puts the row of a contact of a new user into the table, as another server does. */
    private static String insert(Bench bench, String columns, String values) throws SQLException {
        String user = bench.user();
        bench.database()
                .execute("INSERT INTO location (ruid, username, contact, callid, expires, " + columns
                        + ") VALUES ('uloc-"
                        + Integer.toHexString(user.hashCode()) + "-1-1', '" + user
                        + "', 'sip:other@192.0.2.1', 'other', '2099-01-01', "
                        + values + ")");
        return user;
    }

    /** What is seen of the tables themselves; each look makes them anew. */
    private static List<Probe> ofTables() {
        return List.of(
                Probe.of("usrloc expires_type 1")
                        .shows(
                                "TIMESTAMP",
                                "BIGINT",
                                bench -> fresh(
                                        bench,
                                        "SELECT data_type FROM information_schema.columns"
                                                + " WHERE table_name = 'LOCATION' AND column_name = 'EXPIRES'")),
                Probe.of("usrloc version_table other_version")
                        .shows(
                                "VERSION",
                                "OTHER_VERSION",
                                bench -> fresh(
                                        bench,
                                        "SELECT table_name FROM information_schema.tables WHERE table_name LIKE '%VERSION'")));
    }

    /** Has the database, without tables, used as a new one. */
    private static String fresh(Bench bench, String sql) throws SQLException {
        bench.waypost.exec("cfg:set usrloc db_mode 0");
        bench.database().execute("DROP ALL OBJECTS");
        bench.waypost.exec("cfg:set usrloc db_mode 3");
        bench.register(bench.user());
        String seen = bench.select(sql);
        bench.waypost.exec("cfg:set usrloc db_mode 0");
        return seen.replaceFirst(" .*", "");
    }

    /** Another database, while the one before is in use. */
    private static Probe ofAddress(String url) {
        return Probe.of("usrloc db_url " + url).given(THROUGH).shows("1", "0", bench -> {
            String user = bench.user();
            bench.register(user);
            return bench.select("SELECT COUNT(*) FROM location WHERE username = '" + user + "'");
        });
    }

    /** Another database of that kind of server. */
    static TestDatabase another() {
        return TestDatabases.create(TestDatabases.Kind.H2);
    }

    /** What is seen when the timer cleans the table. */
    private static List<Probe> timed() {
        return List.of(
                Probe.of("usrloc db_timer_clean 1")
                        .given("usrloc timer_interval 1", THROUGH)
                        .shows("1", "0", bench -> {
                            String user = bench.once("stale", () -> expired(bench, "2001-01-01 00:00:00"));
                            return bench.select("SELECT COUNT(*) FROM location WHERE username = '" + user + "'");
                        })
                        .inTime(),
                // Which row the timer has come past is seen from one that goes either way.
                Probe.of("usrloc rm_expired_delay 86400")
                        .given("usrloc timer_interval 1", DB_ONLY)
                        .shows("0 0", "0 1", bench -> {
                            String old = bench.once("old", () -> expired(bench, "2001-01-01 00:00:00"));
                            String recent = bench.once(
                                    "recent",
                                    () -> expired(
                                            bench,
                                            java.time.LocalDateTime.now()
                                                    .minusMinutes(5)
                                                    .format(java.time.format.DateTimeFormatter.ofPattern(
                                                            "yyyy-MM-dd HH:mm:ss"))));
                            String rows = "SELECT COUNT(*) FROM location WHERE username = '%s'";
                            return bench.select(rows.formatted(old)) + " " + bench.select(rows.formatted(recent));
                        })
                        .inTime());
    }

    private static String expired(Bench bench, String time) {
        try {
            String user = insert(bench, "cseq", "1");
            bench.database().execute("UPDATE location SET expires = '" + time + "' WHERE username = '" + user + "'");
            return user;
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
