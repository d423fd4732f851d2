package org.waypost.auth.db;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.jdbc.Catalog;
import org.waypost.jdbc.ConnectionPool;
import org.waypost.jdbc.DatabaseUrl;
import org.waypost.jdbc.Fault;
import org.waypost.jdbc.RareWarning;
import org.waypost.sip.auth.DigestName;
import org.waypost.sip.auth.UserStore;
import org.waypost.sip.auth.UserStore.Answer;

/** The tables of users of one database, as one set of parameters has them. */
final class SubscriberDatabase {

    private static final Logger LOG = LoggerFactory.getLogger(SubscriberDatabase.class);
    private static final RareWarning WARNING = new RareWarning(LOG);
    private static final int VERSION = 7;

    /** Scripts may make names of tables out of requests. */
    private static final int MOST_QUERIES = 64;

    /** What was known a moment ago is good enough for who relied on it not to wait. */
    private static final long MARGIN = TimeUnit.SECONDS.toNanos(1);

    /** How often what happened. */
    record Counts(LongAdder queries, LongAdder cached, LongAdder failed) {

        Counts() {
            this(new LongAdder(), new LongAdder(), new LongAdder());
        }
    }

    private final DatabaseUrl url;
    private final ConnectionPool pool;
    private final TableLayout layout;
    private final UserCache cache;
    private final Outage outage;
    private final Counts counts;
    private final Map<String, UserQuery> queries = new ConcurrentHashMap<>();
    private volatile boolean checked;

    SubscriberDatabase(DatabaseUrl url, ConnectionPool pool, AuthDbSettings settings, Counts counts) {
        this.url = url;
        this.pool = pool;
        this.counts = counts;
        layout = settings.layout();
        cache = new UserCache(settings.cacheSeconds(), settings.cacheSize());
        outage = new Outage(url.place());
    }

    /** Who is meant by a name in credentials for a realm. */
    Asked who(String table, DigestName name, String realm) {
        boolean qualified = !name.domain().isEmpty();
        String domain = layout.useDomain() ? qualified ? name.domain() : realm : "";
        return new Asked(table, name.user(), domain, qualified);
    }

    /** The table that is asked where none is named. */
    String table() {
        return layout.table();
    }

    /** What can be said of somebody without waiting. */
    Optional<Answer> known(Asked who) {
        long now = System.nanoTime();
        return cache.get(who, now).or(() -> outage.isSure(now) ? Optional.of(UserStore.UNAVAILABLE) : Optional.empty());
    }

    Answer ask(Asked who) {
        long now = System.nanoTime();
        Optional<Answer> known = cache.get(who, now - MARGIN);
        if (known.isPresent()) {
            counts.cached.increment();
            return known.get();
        }
        if (!outage.mayAsk(now)) {
            counts.failed.increment();
            return UserStore.UNAVAILABLE;
        }
        counts.queries.increment();
        try (Connection connection = pool.getConnection()) {
            if (who.table().equals(layout.table())) {
                check(connection);
            }
            Answer answer = query(who.table()).run(connection, who);
            outage.over();
            cache.put(who, answer, System.nanoTime());
            return answer;
        } catch (SQLException e) {
            return failed(who.table(), e);
        } catch (RuntimeException ofTheDriver) {
            return failed(who.table(), new SQLException(ofTheDriver));
        }
    }

    private UserQuery query(String table) {
        UserQuery query = queries.get(table);
        if (query != null) {
            return query;
        }
        UserQuery made = new UserQuery(url.dialect(), layout, table);
        if (queries.size() < MOST_QUERIES) {
            queries.put(table, made);
        }
        return made;
    }

    // Tables that scripts name are taken as they are, as in Kamailio.
    private void check(Connection connection) throws SQLException {
        if (checked) {
            return;
        }
        Catalog catalog = new Catalog(connection, url.dialect());
        Catalog.requireColumns(layout.table(), catalog.columns(layout.table()), UserQuery.wanted(layout));
        if (!layout.versions().isEmpty()) {
            int found = catalog.version(layout.versions(), layout.table());
            Catalog.requireVersion(layout.versions(), layout.table(), found, VERSION);
        }
        checked = true;
    }

    private Answer failed(String table, SQLException thrown) {
        counts.failed.increment();
        Fault fault = Fault.of(thrown);
        String reason = url.censor(String.valueOf(thrown.getMessage()))
                .replaceAll("\\s+", " ")
                .strip();
        // a name that a script has wrong is nobody else's harm
        boolean isOfTable = !table.equals(layout.table()) && (fault == Fault.SCHEMA || fault == Fault.REFUSED);
        if (fault.meansDown() && !isOfTable) {
            outage.began(fault, reason, System.nanoTime());
        } else {
            WARNING.warn("auth_db: a user of the table {} cannot be read: {}", table, reason);
        }
        return UserStore.UNAVAILABLE;
    }

    /** Whether the last that was heard of the database was that it cannot be asked. */
    boolean isAway() {
        return outage.isNow();
    }

    /** Users and names of nobody that are kept. */
    int cached() {
        return cache.size();
    }
}
