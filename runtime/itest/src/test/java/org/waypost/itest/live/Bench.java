package org.waypost.itest.live;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.waypost.itest.kit.SipClient;
import org.waypost.itest.kit.SipMessage;
import org.waypost.itest.kit.Texts;
import org.waypost.itest.kit.WaypostContainer;
import org.waypost.testdatabases.TestDatabase;
import org.waypost.testdatabases.TestDatabases;

/** A container that does what the headers X-Run of a request say, a phone, and a database to look into. */
final class Bench implements AutoCloseable {

    /** How long a timer's doing is awaited. */
    static final Duration SOON = Duration.ofSeconds(15);

    private static final Path SCRIPT =
            Path.of("src/test/resources/scripts/calls.lua").toAbsolutePath();

    final WaypostContainer waypost = WaypostContainer.start();
    final SipClient phone = waypost.udp();

    private Optional<TestDatabase> database = Optional.empty();
    private final Map<String, Object> kept = new HashMap<>();
    private int users;
    private int cseq;
    private int logged;

    Bench() {
        waypost.exec("cfg:set kemi script '" + SCRIPT + "';cfg:set htable htable 'kept=>size=4'");
    }

    /** The name of a user nobody has used yet. */
    String user() {
        return "user" + ++users;
    }

    /** Registers a user at a contact that names no expiry, or with these header lines. */
    SipMessage register(String user, String... lines) {
        return phone.ask(request(user, lines));
    }

    /** The text of that REGISTER, to be changed. */
    String request(String user, String... lines) {
        boolean hasContact = Stream.of(lines).anyMatch(line -> line.startsWith("Contact:"));
        List<String> all = new ArrayList<>(List.of(lines));
        if (!hasContact) {
            all.add("Contact: <sip:" + user + "@192.0.2.1:5060>");
        }
        return Texts.register(phone, user, ++cseq, all.toArray(String[]::new));
    }

    /** What a query lists for a user: its contacts, without brackets. */
    List<String> listed(String user) {
        return phone.ask(Texts.query(phone, user)).contacts();
    }

    /** Removes all contacts of a user. */
    void remove(String user) {
        register(user, "Contact: *", "Expires: 0");
    }

    /** Has the script save a REGISTER after these expressions; other lines of the request have a colon and a space behind a name. */
    SipMessage save(String user, String... linesAndExpressions) {
        return register(
                user,
                run(linesAndExpressions, "KSR.registrar.save(\"location\", 2)", "KSR.registrar.reg_send_reply()"));
    }

    /** The last value of these expressions, run with a MESSAGE to a user. */
    String message(String user, String... expressions) {
        String request = Texts.message(phone, user, waypost.port(), "")
                .replaceFirst(
                        "Content-Type: text/plain",
                        String.join("\n", expressions(expressions)).replace("$", "\\$"));
        return Seen.last(phone.ask(request));
    }

    private static String[] run(String[] linesAndExpressions, String... more) {
        List<String> lines = new ArrayList<>();
        for (String text : linesAndExpressions) {
            lines.add(text.matches("[A-Z][\\w-]*: .*") ? text : "X-Run: " + text);
        }
        lines.addAll(expressions(more));
        lines.add("X-Reply: none");
        return lines.toArray(String[]::new);
    }

    private static List<String> expressions(String... texts) {
        return Arrays.stream(texts).map(text -> "X-Run: " + text).toList();
    }

    /** Makes a new database that of the container, behind its memory or instead of it. */
    void useDatabase(int mode) {
        TestDatabase created = TestDatabases.create(TestDatabases.Kind.H2);
        waypost.exec("cfg:set usrloc db_mode 0;cfg:set usrloc db_user " + created.user()
                + ";cfg:set usrloc db_password " + created.password()
                + ";cfg:set usrloc db_url '" + created.url() + "';cfg:set usrloc db_mode " + mode);
        database = Optional.of(created);
    }

    TestDatabase database() {
        return database.orElseThrow();
    }

    /** What a query finds: a line a row, values separated by spaces. */
    String select(String sql) throws SQLException {
        return select(database(), sql);
    }

    static String select(TestDatabase database, String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> lines = new ArrayList<>();
            while (rows.next()) {
                List<String> values = new ArrayList<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    values.add(rows.getString(i));
                }
                lines.add(String.join(" ", values));
            }
            return String.join("\n", lines);
        }
    }

    /** Starts location table and memory anew, as a restart of the container would: memory is empty and the database is read. */
    void reload() {
        waypost.exec("bundle:stop org.waypost.usrloc;bundle:stop org.waypost.usrloc-memory;"
                + "bundle:start org.waypost.usrloc-memory;bundle:start org.waypost.usrloc");
    }

    /** Begins another look: what was kept for the last one is forgotten, what was logged is passed over. */
    void begin() {
        kept.values().forEach(Bench::close);
        kept.clear();
        logged = waypost.log().length();
    }

    /** Something that is made once for a look, however often it is taken. */
    @SuppressWarnings("unchecked")
    <T> T once(String name, Supplier<T> maker) {
        if (!kept.containsKey(name)) {
            T made = maker.get();
            kept.put(name, made);
        }
        return (T) kept.get(name);
    }

    private static void close(Object kept) {
        if (kept instanceof SipClient client) {
            client.close();
        }
    }

    /** Whether a line with that text was logged since the look began. */
    boolean hasLogged(String text) {
        return waypost.log().substring(logged).contains(text);
    }

    /** Sets parameters, several of them all at once. */
    void set(List<Setting> settings) {
        String commands = settings.stream()
                .map(Setting::command)
                .collect(Collectors.joining(";"))
                .replace("@PORT@", String.valueOf(waypost.port()));
        if (settings.size() > 1) {
            waypost.exec("cfg:begin;" + commands + ";cfg:commit");
        } else if (!commands.isEmpty()) {
            waypost.exec(commands);
        }
    }

    /** Parameters as they are set now. */
    List<Setting> now(List<Setting> settings) {
        return settings.stream()
                .map(setting -> new Setting(
                        setting.module(),
                        setting.key(),
                        waypost.exec("cfg:get %s %s".formatted(setting.module(), setting.key()))
                                .strip()))
                .toList();
    }

    @Override
    public void close() {
        begin();
        phone.close();
        waypost.close();
        database.ifPresent(TestDatabase::close);
    }
}
