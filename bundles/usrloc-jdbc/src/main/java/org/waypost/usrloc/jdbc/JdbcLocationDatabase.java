package org.waypost.usrloc.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.waypost.jdbc.ConnectionPool;
import org.waypost.jdbc.Dialect;
import org.waypost.jdbc.Drivers;
import org.waypost.jdbc.PoolState;
import org.waypost.usrloc.AddressRecord;
import org.waypost.usrloc.Contact;
import org.waypost.usrloc.LocationDatabase;
import org.waypost.usrloc.LocationException;
import org.waypost.usrloc.LocationException.Step;
import org.waypost.usrloc.Ruid;
import org.waypost.usrloc.StoreHealth;
import org.waypost.usrloc.Stored;
import org.waypost.usrloc.jdbc.access.LocalSockets;
import org.waypost.usrloc.jdbc.access.Options;
import org.waypost.usrloc.jdbc.direct.DirectRecords;
import org.waypost.usrloc.jdbc.direct.TableView;
import org.waypost.usrloc.jdbc.fault.Breaker;
import org.waypost.usrloc.jdbc.load.LocationLoader;
import org.waypost.usrloc.jdbc.table.KnownTables;
import org.waypost.usrloc.jdbc.table.Rows;
import org.waypost.usrloc.jdbc.table.TableSql;
import org.waypost.usrloc.jdbc.write.GroupCommit;
import org.waypost.usrloc.jdbc.write.Removal;
import org.waypost.usrloc.jdbc.write.Tables;

/** The location tables of one database. Connects when it is first used. */
final class JdbcLocationDatabase implements LocationDatabase {

    /** A row that is inserted to see whether one can be, and taken back. */
    private static final Contact PROBE = new Contact(
            Ruid.of("waypost-probe"), "sip:probe", "", "", "probe", "", "", "", 1, 1, 0, -1, 0, 0, -1, 0, 0, -1);

    private final String place;
    private final Dialect dialect;
    private final Rows rows;
    private final ConnectionPool pool;
    private final KnownTables tables;
    private final Breaker breaker;
    private final DirectRecords records;
    private final TableView view;
    private final GroupCommit writer;
    private final Removal removal;
    private final LocationLoader loader;
    private final LocalSockets sockets;

    private volatile Options options;
    private volatile Set<String> preloaded;
    private volatile boolean inUse;
    private volatile boolean closed;
    private volatile Runnable onRelease = () -> {};

    JdbcLocationDatabase(Target target, Drivers drivers, LocalSockets sockets, Options options, Set<String> preloaded) {
        this.options = options;
        this.preloaded = preloaded;
        this.sockets = sockets;
        place = target.url().place();
        dialect = target.url().dialect();
        rows = new Rows(target.format(), () -> this.options.natMask());
        pool = new ConnectionPool(target.url(), drivers, () -> this.options.pool());
        tables = new KnownTables(dialect, target.format(), pool::connectAnew, () -> this.options.attributes());
        breaker = new Breaker(place, this::probe, target.url()::censor);
        breaker.onUp(pool::renew);
        Tables known = (connection, name) -> tables.get(name);
        writer = new GroupCommit(dialect, target.format(), rows, pool, known, breaker, () -> this.options);
        records = new DirectRecords(
                dialect,
                rows,
                pool,
                known,
                breaker,
                sockets,
                target.url().isOfThisProcess() ? Optional.of(writer) : Optional.empty(),
                () -> this.options);
        view = new TableView(dialect, rows, pool, records, () -> this.options);
        loader = new LocationLoader(
                dialect, target.format(), rows, pool, known, breaker, records::seen, () -> this.options);
        removal = new Removal(rows, pool, known, breaker, () -> this.options);
    }

    /** Brings options into force, and the names of the tables that are there from the start. */
    void configure(Options now, Set<String> names) {
        options = now;
        preloaded = names;
        pool.reconfigure();
    }

    /** Has {@code action} run each time the one who used this does not any more. */
    void onRelease(Runnable action) {
        onRelease = action;
    }

    /** Whether it was used and not released since. */
    boolean isInUse() {
        return inUse;
    }

    /** How busy its connections are. */
    PoolState connections() {
        return pool.state();
    }

    /** Writes what was handed in, and ends. */
    void close() {
        closed = true;
        writer.close();
        breaker.close();
        pool.close();
    }

    @Override
    public Optional<AddressRecord> find(String table, String aor) {
        use();
        return records.find(table, aor);
    }

    @Override
    public AddressRecord update(String table, String aor, UnaryOperator<AddressRecord> change) {
        use();
        return records.update(table, aor, change);
    }

    @Override
    public Optional<AddressRecord> byRuid(String table, Ruid ruid) {
        use();
        return records.byRuid(table, ruid);
    }

    @Override
    public List<AddressRecord> byInstance(String table, String instance) {
        use();
        return records.byInstance(table, instance);
    }

    @Override
    public List<AddressRecord> byConnection(String table, int connectionId) {
        use();
        return records.byConnection(table, connectionId);
    }

    @Override
    public void scan(String table, Predicate<AddressRecord> visitor) {
        use();
        view.scan(table, visitor);
    }

    @Override
    public void due(long now, long linger, BiConsumer<String, String> sink) {
        use();
        Set<String> all = new HashSet<>(preloaded);
        all.addAll(tables.names());
        LocationException failure = null;
        for (String table : all) {
            try {
                view.due(table, now, linger, aor -> sink.accept(table, aor));
            } catch (LocationException e) {
                // the other tables may be all right
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public Set<String> tables() {
        return tables.names();
    }

    @Override
    public long records(String table) {
        return view.records(table);
    }

    @Override
    public long contacts(String table) {
        return view.contacts(table);
    }

    @Override
    public boolean mayBlock() {
        return true;
    }

    @Override
    public StoreHealth health() {
        return breaker.health();
    }

    @Override
    public CompletableFuture<Void> write(String table, AddressRecord before, AddressRecord after) {
        inUse = true;
        return writer.write(table, before, after);
    }

    @Override
    public void load(String table, long now, Consumer<AddressRecord> sink) {
        use();
        if (options.skipRemoteSocket() && !sockets.areKnown()) {
            throw new LocationException(Step.RECORD_GET, "the sockets of this server are not known yet");
        }
        loader.load(table, now, sink);
    }

    @Override
    public long removeExpired(String table, long before) {
        use();
        return removal.removeExpired(table, before);
    }

    @Override
    public long removeConnected(String table) {
        use();
        return removal.removeConnected(table);
    }

    @Override
    public long count(String table, Stored what, long now) {
        use();
        return view.count(table, what, now);
    }

    @Override
    public void release() {
        inUse = false;
        // no connection is held for nobody; the next use opens new ones
        pool.renew();
        onRelease.run();
    }

    @Override
    public String toString() {
        return place;
    }

    // Whoever has not heard yet that this ended is told so; a bundle that was updated cannot even load a class to say
    // what is wrong.
    private void use() {
        if (closed) {
            throw new LocationException(Step.RECORD_GET, "the database is not used any more");
        }
        inUse = true;
    }

    /** Finds out whether the database can be used, over a connection of its own. */
    private void probe(boolean write) throws SQLException {
        try (Connection connection = pool.connectAnew()) {
            tables.check(connection);
            Optional<String> table = tables.names().stream().findFirst();
            if (write && table.isPresent()) {
                probeWrite(connection, tables.get(table.get()));
            }
        }
    }

    private void probeWrite(Connection connection, TableSql table) throws SQLException {
        connection.setAutoCommit(false);
        try (PreparedStatement insert = connection.prepareStatement(table.insert())) {
            rows.bindInsert(insert, "", PROBE);
            insert.executeUpdate();
        } finally {
            connection.rollback();
        }
    }
}
