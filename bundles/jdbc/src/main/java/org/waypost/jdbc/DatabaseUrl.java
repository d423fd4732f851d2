package org.waypost.jdbc;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a database is and who logs in there: what {@code db_url} says in JDBC's or in Kamailio's form. Credentials are kept apart, so
 * that neither the URL that drivers are given nor any text made of this shows them.
 *
 * @param dialect by the URL's scheme
 * @param jdbc the URL of JDBC, without credentials
 * @param user empty if none is given
 * @param password empty if none is given
 */
public record DatabaseUrl(Dialect dialect, String jdbc, String user, String password) {

    /** What a {@code db_url} may be, for messages. */
    public static final String FORMS = "empty, jdbc:postgresql://host[:port]/database,"
            + " jdbc:mariadb://…, jdbc:mysql://…, jdbc:h2:…, postgres://user:password@host[:port]/database or"
            + " mysql://user:password@host[:port]/database";

    private static final Pattern KAMAILIO = Pattern.compile("(?<scheme>postgres|postgresql|mysql|mariadb)://"
            + "(?:(?<user>[^:/]*)(?::(?<password>.*))?@)?(?<host>[^/@]*)/(?<database>[^/?]+)");
    private static final Pattern SERVER =
            Pattern.compile("jdbc:(?<scheme>postgresql|mysql|mariadb):(?<rest>//[^/].*|[^/].*)");
    private static final Pattern AUTHORITY =
            Pattern.compile("//(?:(?<user>[^:/?]*)(?::(?<password>.*))?@)?(?<rest>.*)");
    private static final String H2 = "jdbc:h2:";

    /**
     * What {@code text} says.
     *
     * @param user who logs in, in place of who the text names; empty: who it names
     * @param embedded the URL that an empty text stands for, whoever logs in
     * @throws IllegalArgumentException if it has none of the {@link #FORMS}; the message does not show it
     */
    public static DatabaseUrl parse(String text, String user, String password, String embedded) {
        if (text.isBlank()) {
            // the credentials are for the database that is named next
            return parse(embedded);
        }
        DatabaseUrl url = parse(text.strip());
        return new DatabaseUrl(
                url.dialect, url.jdbc, user.isEmpty() ? url.user : user, password.isEmpty() ? url.password : password);
    }

    private static DatabaseUrl parse(String text) {
        Matcher kamailio = KAMAILIO.matcher(text);
        if (kamailio.matches()) {
            boolean postgres = kamailio.group("scheme").startsWith("postgres");
            String host = kamailio.group("host");
            return new DatabaseUrl(
                    postgres ? Dialect.POSTGRESQL : Dialect.MARIADB,
                    "jdbc:" + (postgres ? "postgresql" : "mariadb") + "://" + (host.isEmpty() ? "localhost" : host)
                            + "/" + kamailio.group("database"),
                    orEmpty(kamailio.group("user")),
                    orEmpty(kamailio.group("password")));
        }
        if (text.regionMatches(true, 0, H2, 0, H2.length()) && text.length() > H2.length()) {
            return withoutCredentials(Dialect.H2, H2, text.substring(H2.length()), "", "", ";", ";", false);
        }
        Matcher server = SERVER.matcher(text);
        if (!server.matches()) {
            throw new IllegalArgumentException(FORMS);
        }
        return ofServer(server.group("scheme"), server.group("rest"));
    }

    private static DatabaseUrl ofServer(String scheme, String rest) {
        int query = rest.indexOf('?');
        Matcher authority = AUTHORITY.matcher(query < 0 ? rest : rest.substring(0, query));
        boolean named = authority.matches();
        boolean postgres = scheme.equals("postgresql");
        return withoutCredentials(
                postgres ? Dialect.POSTGRESQL : Dialect.MARIADB,
                // the driver of MariaDB speaks to MySQL, but does not take URLs of that scheme
                "jdbc:" + (postgres ? scheme : "mariadb") + ":",
                (named ? "//" + authority.group("rest") : query < 0 ? rest : rest.substring(0, query))
                        + (query < 0 ? "" : rest.substring(query)),
                named ? orEmpty(authority.group("user")) : "",
                named ? orEmpty(authority.group("password")) : "",
                "?",
                "&",
                true);
    }

    /** Takes the settings user and password out of those behind {@code first}, which {@code separator} is between. */
    private static DatabaseUrl withoutCredentials(
            Dialect dialect,
            String scheme,
            String rest,
            String user,
            String password,
            String first,
            String separator,
            boolean encoded) {
        int start = rest.indexOf(first);
        if (start < 0) {
            return new DatabaseUrl(dialect, scheme + rest, user, password);
        }
        String foundUser = user;
        String foundPassword = password;
        List<String> others = new ArrayList<>();
        for (String setting : rest.substring(start + 1).split(Pattern.quote(separator))) {
            String key = setting.replaceFirst("=.*", "").toLowerCase(Locale.ROOT);
            String value = setting.length() > key.length() ? setting.substring(key.length() + 1) : "";
            if (key.equals("user")) {
                foundUser = encoded ? decoded(value) : value;
            } else if (key.equals("password")) {
                foundPassword = encoded ? decoded(value) : value;
            } else if (!setting.isEmpty()) {
                others.add(setting);
            }
        }
        return new DatabaseUrl(
                dialect,
                scheme + rest.substring(0, start) + (others.isEmpty() ? "" : first + String.join(separator, others)),
                foundUser,
                foundPassword);
    }

    /** Whether the URL itself has that setting, which then goes before one that is given beside it. */
    public boolean sets(String key) {
        String separators = dialect == Dialect.H2 ? ";" : "?&";
        return Pattern.compile("[" + separators + "]" + Pattern.quote(key) + "=", Pattern.CASE_INSENSITIVE)
                .matcher(jdbc)
                .find();
    }

    /** {@code text} with the password as asterisks, wherever it stands. */
    public String censor(String text) {
        return password.isEmpty() ? text : text.replace(password, "********");
    }

    /** The URL as it may be shown, without settings. */
    public String place() {
        return jdbc.replaceFirst(dialect == Dialect.H2 ? ";.*" : "\\?.*", "");
    }

    /** Whether no other process can use the database while this one does: a file or memory of H2, not a server. */
    public boolean isOfThisProcess() {
        return dialect == Dialect.H2 && !jdbc.matches("(?i)jdbc:h2:(tcp|ssl):.*|.*;AUTO_SERVER=TRUE.*");
    }

    @Override
    public String toString() {
        return place();
    }

    private static String decoded(String value) {
        try {
            // a plus is not a space here, as it is in forms
            return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return value;
        }
    }

    private static String orEmpty(String group) {
        return group == null ? "" : group;
    }
}
