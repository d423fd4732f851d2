package org.waypost.itest.exchange;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The rows of {@code location} and {@code location_attrs} as text to compare, a line a row in the order they were inserted: what
 * differs from run to run (ruids, times, ids, numbers of connections) is normalised away. A contact's expiry is told in seconds from its
 * last change, that in seconds from now.
 */
final class LocationTables {

    private static final Pattern RUID = Pattern.compile("uloc-([0-9a-f]+-)?[0-9a-f]+-[0-9a-f]+-[0-9a-f]+");
    private static final Pattern TIME = Pattern.compile("@(NOW|CHANGE)@[+-]\\d+");

    private final Connection connection;
    private final Map<String, String> ruids = new LinkedHashMap<>();

    LocationTables(Connection connection) {
        this.connection = connection;
    }

    /** Removes all rows, behind the back of whoever uses the tables. */
    void clear() {
        ruids.clear();
        try (Statement statement = connection.createStatement()) {
            statement.execute("delete from location_attrs");
            statement.execute("delete from location");
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** The status line of a reply, then what is in the tables. */
    String after(String reply) {
        List<String> lines = new ArrayList<>(List.of(reply.lines().findFirst().orElse("")));
        lines.addAll(rows("location"));
        lines.addAll(rows("location_attrs"));
        return String.join("\n", lines);
    }

    /** The rows of one of the tables. */
    List<String> rows(String table) {
        List<String> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select * from " + table + " order by id")) {
            ResultSetMetaData columns = result.getMetaData();
            while (result.next()) {
                List<String> values = new ArrayList<>();
                for (int i = 1; i <= columns.getColumnCount(); i++) {
                    String name = columns.getColumnLabel(i).toLowerCase(Locale.ROOT);
                    if (!name.equals("id")) {
                        values.add(name + "=" + value(name, i, result));
                    }
                }
                rows.add(table + ": " + String.join(" | ", values));
            }
            return rows;
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private String value(String column, int index, ResultSet row) throws SQLException {
        String value = row.getString(index);
        if (value == null) {
            return "NULL";
        }
        return switch (column) {
            case "ruid" -> ruid(value);
            case "last_modified" -> "@NOW@" + sign(seconds(row, column) - System.currentTimeMillis() / 1000);
            case "expires" ->
                seconds(row, column) == 0
                        ? "permanent"
                        : "@CHANGE@" + sign(seconds(row, column) - seconds(row, "last_modified"));
            case "connection_id" -> Integer.parseInt(value) > 0 ? "@CONNECTION@" : value;
            default -> value;
        };
    }

    /** Its number in the order of appearance, and the server's id it begins with. */
    private String ruid(String value) {
        Matcher form = RUID.matcher(value);
        if (!form.matches()) {
            return "of no known form: " + value;
        }
        String server = form.group(1) == null ? "" : form.group(1);
        return ruids.computeIfAbsent(value, unknown -> "@RUID" + (ruids.size() + 1) + "@" + server);
    }

    private static long seconds(ResultSet row, String column) throws SQLException {
        return row.getTimestamp(column).getTime() / 1000;
    }

    private static String sign(long seconds) {
        return seconds < 0 ? String.valueOf(seconds) : "+" + seconds;
    }

    /** What differs between recorded lines and those that came; times may be a second off. */
    static List<String> differences(String expected, String got) {
        String[] wanted = expected.split("\n");
        String[] came = got.split("\n");
        List<String> differences = new ArrayList<>();
        for (int i = 0; i < Math.max(wanted.length, came.length); i++) {
            String left = i < wanted.length ? wanted[i] : "(nothing)";
            String right = i < came.length ? came[i] : "(nothing)";
            if (!same(left, right)) {
                differences.add("expected: " + left + "\n     got: " + right);
            }
        }
        return differences;
    }

    private static boolean same(String expected, String got) {
        if (!TIME.matcher(expected).replaceAll("#").equals(TIME.matcher(got).replaceAll("#"))) {
            return false;
        }
        Matcher wanted = TIME.matcher(expected);
        Matcher came = TIME.matcher(got);
        while (wanted.find() && came.find()) {
            if (Math.abs(seconds(wanted) - seconds(came)) > 1) {
                return false;
            }
        }
        return true;
    }

    private static long seconds(Matcher time) {
        return Long.parseLong(time.group().substring(time.group().lastIndexOf('@') + 1));
    }
}
