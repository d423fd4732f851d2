package org.waypost.usrloc.jdbc.direct;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.waypost.jdbc.Dialect;
import org.waypost.jdbc.Fault;
import org.waypost.usrloc.AddressRecord;
import org.waypost.usrloc.Contact;
import org.waypost.usrloc.LocationException;
import org.waypost.usrloc.LocationException.Step;
import org.waypost.usrloc.Ruid;
import org.waypost.usrloc.StoreHealth.State;
import org.waypost.usrloc.jdbc.access.LocalSockets;
import org.waypost.usrloc.jdbc.access.Options;
import org.waypost.usrloc.jdbc.fault.Breaker;
import org.waypost.usrloc.jdbc.table.Rows;
import org.waypost.usrloc.jdbc.table.TableSql;
import org.waypost.usrloc.jdbc.write.GroupCommit;
import org.waypost.usrloc.jdbc.write.RecordWrite;
import org.waypost.usrloc.jdbc.write.Tables;

/**
 * Serves single records from the database alone (db_mode 3). A change reads the record under a lock that keeps all other servers from
 * it, so that none is lost, and commits before it returns.
 */
public final class DirectRecords {

    private static final int MAX_TRIES = 6;
    private static final long PAUSE_NANOS = 2_000_000;
    private static final int TURNS = 1024;

    private final Dialect dialect;
    private final DataSource connections;
    private final Tables tables;
    private final Breaker breaker;
    private final Supplier<Options> options;
    private final RecordReader reader;
    private final RecordWrite writer;
    private final AorFinder finder;
    private final Optional<GroupCommit> shared;
    private final Lock[] turns =
            Stream.generate(ReentrantLock::new).limit(TURNS).toArray(Lock[]::new);

    /**
     * The records of a database.
     *
     * @param shared where changes are committed together with others, if no other process uses the database: then nobody else is to be
     *     kept from a record
     */
    public DirectRecords(
            Dialect dialect,
            Rows rows,
            DataSource connections,
            Tables tables,
            Breaker breaker,
            LocalSockets sockets,
            Optional<GroupCommit> shared,
            Supplier<Options> options) {
        this.dialect = dialect;
        this.connections = connections;
        this.tables = tables;
        this.breaker = breaker;
        this.options = options;
        this.reader = new RecordReader(rows, sockets, options);
        this.writer = new RecordWrite(rows);
        this.finder = new AorFinder(rows);
        this.shared = shared;
    }

    /** What this server sees of the rows of an AoR. */
    public List<Contact> seen(String aor, List<Contact> stored) {
        return reader.record(aor, stored).seen();
    }

    RecordReader reader() {
        return reader;
    }

    /** {@link org.waypost.usrloc.LocationStore#find}. */
    public Optional<AddressRecord> find(String table, String aor) {
        return read(table, (connection, sql) -> find(connection, sql, aor));
    }

    /** {@link org.waypost.usrloc.LocationStore#byRuid}. */
    public Optional<AddressRecord> byRuid(String table, Ruid ruid) {
        return read(table, (connection, sql) -> {
            for (String aor : finder.ofRuid(connection, sql, ruid)) {
                Optional<AddressRecord> record = find(connection, sql, aor);
                if (record.isPresent() && has(record.get(), ruid)) {
                    return record;
                }
            }
            return Optional.empty();
        });
    }

    /** {@link org.waypost.usrloc.LocationStore#byInstance}. */
    public List<AddressRecord> byInstance(String table, String instance) {
        return read(
                table,
                (connection, sql) -> all(connection, sql, finder.ofInstance(connection, sql, instance)).stream()
                        .filter(record -> record.contacts().stream()
                                .anyMatch(contact -> contact.instance().equals(instance)))
                        .toList());
    }

    /** {@link org.waypost.usrloc.LocationStore#byConnection}. */
    public List<AddressRecord> byConnection(String table, int connectionId) {
        int serverId = options.get().serverId();
        return read(
                table,
                (connection, sql) ->
                        all(connection, sql, finder.ofConnection(connection, sql, serverId, connectionId)));
    }

    /** {@link org.waypost.usrloc.LocationStore#update}. */
    public AddressRecord update(String table, String aor, UnaryOperator<AddressRecord> change) {
        breaker.check(Step.RECORD_GET);
        if (breaker.health().state() == State.READ_ONLY) {
            return leave(table, aor, change);
        }
        Lock turn = turns[Math.floorMod(aor.hashCode() * 31 + table.hashCode(), turns.length)];
        take(turn);
        try {
            return shared.isPresent()
                    ? updateShared(shared.get(), table, aor, change)
                    : updateAlone(table, aor, change);
        } finally {
            turn.unlock();
        }
    }

    private AddressRecord updateAlone(String table, String aor, UnaryOperator<AddressRecord> change) {
        for (int attempt = 1; ; attempt++) {
            Attempt tried = new Attempt(table, aor, change);
            try (Connection connection = connections.getConnection()) {
                tried.connected = true;
                return tried.run(connection);
            } catch (SQLException e) {
                if (attempt == MAX_TRIES || !tried.mayBeTriedAgain(e)) {
                    throw breaker.failed(tried.step, e);
                }
            }
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(PAUSE_NANOS * attempt));
        }
    }

    private AddressRecord updateShared(
            GroupCommit commits, String table, String aor, UnaryOperator<AddressRecord> change) {
        StoredRecord before = read(table, (connection, sql) -> reader.read(connection, sql, aor));
        AddressRecord seen = before.record();
        AddressRecord wanted = change.apply(seen);
        if (wanted == seen) {
            return seen;
        }
        AddressRecord rows = before.rows();
        AddressRecord after = before.storable(wanted);
        Optional<Step> first = RecordWrite.step(rows, after);
        if (first.isPresent()) {
            await(commits.write(table, rows, after), first.get());
        }
        return reader.record(aor, after.contacts()).record();
    }

    private void await(Future<Void> commit, Step step) {
        try {
            // it waits for its turn, and then for the database
            commit.get(2L * options.get().timeoutMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new LocationException(step, e.getCause().getMessage(), e.getCause());
        } catch (TimeoutException e) {
            throw new LocationException(step, "the database does not answer in time", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocationException(step, "interrupted while waiting for the database", e);
        }
    }

    /** Waits for the other threads that change the same record, without a connection that others could use. */
    private void take(Lock turn) {
        try {
            if (!turn.tryLock(options.get().timeoutMillis(), TimeUnit.MILLISECONDS)) {
                throw new LocationException(
                        Step.RECORD_GET, "too many changes of the same record wait for the database");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocationException(Step.RECORD_GET, "interrupted while waiting for the database", e);
        }
    }

    /** Something that reads, over a connection with auto-commit. */
    interface Reading<T> {
        T read(Connection connection, TableSql table) throws SQLException;
    }

    /** Runs a reading; again if the connection turns out to be dead, so it must not act on anything. */
    <T> T read(String table, Reading<T> reading) {
        return read(table, reading, MAX_TRIES);
    }

    /** Runs a reading at most so many times. */
    <T> T read(String table, Reading<T> reading, int tries) {
        breaker.check(Step.RECORD_GET);
        for (int attempt = 1; ; attempt++) {
            boolean connected = false;
            try (Connection connection = connections.getConnection()) {
                connected = true;
                return reading.read(connection, tables.get(connection, table));
            } catch (SQLException e) {
                Fault fault = Fault.of(e);
                boolean again = fault == Fault.CONFLICT || fault == Fault.GONE && connected;
                if (attempt == tries || !again) {
                    throw breaker.failed(Step.RECORD_GET, e);
                }
            }
        }
    }

    /** What {@code change} makes of a record in a database that cannot be changed: nothing, or it fails. */
    private AddressRecord leave(String table, String aor, UnaryOperator<AddressRecord> change) {
        StoredRecord before = read(table, (connection, sql) -> reader.read(connection, sql, aor));
        AddressRecord seen = before.record();
        AddressRecord wanted = change.apply(seen);
        if (wanted != seen) {
            RecordWrite.step(before.rows(), before.storable(wanted)).ifPresent(breaker::check);
        }
        return seen;
    }

    private Optional<AddressRecord> find(Connection connection, TableSql sql, String aor) throws SQLException {
        AddressRecord record = reader.read(connection, sql, aor).record();
        return record.isEmpty() ? Optional.empty() : Optional.of(record);
    }

    private List<AddressRecord> all(Connection connection, TableSql sql, List<String> aors) throws SQLException {
        List<AddressRecord> records = new ArrayList<>(aors.size());
        for (String aor : aors) {
            find(connection, sql, aor).ifPresent(records::add);
        }
        return records;
    }

    private static boolean has(AddressRecord record, Ruid ruid) {
        return record.contacts().stream().map(Contact::ruid).anyMatch(ruid::equals);
    }

    /** One transaction that changes a record. */
    private final class Attempt {

        private final String table;
        private final String aor;
        private final UnaryOperator<AddressRecord> change;
        private boolean connected;
        private boolean committing;
        private Step step = Step.RECORD_GET;

        Attempt(String table, String aor, UnaryOperator<AddressRecord> change) {
            this.table = table;
            this.aor = aor;
            this.change = change;
        }

        /** A deadlock undoes all; a connection that broke before the commit has done nothing. */
        boolean mayBeTriedAgain(SQLException thrown) {
            Fault fault = Fault.of(thrown);
            return fault == Fault.CONFLICT || fault == Fault.GONE && connected && !committing;
        }

        AddressRecord run(Connection connection) throws SQLException {
            TableSql sql = tables.get(connection, table);
            RecordLock lock = new RecordLock(dialect, table, aor, options.get().timeoutMillis());
            connection.setAutoCommit(false);
            boolean done = false;
            try {
                AddressRecord result = change(connection, sql, lock);
                done = true;
                return result;
            } finally {
                end(connection, lock, done);
            }
        }

        private AddressRecord change(Connection connection, TableSql sql, RecordLock lock) throws SQLException {
            StoredRecord before = reader.readLocked(connection, sql, aor, lock);
            AddressRecord seen = before.record();
            AddressRecord wanted = change.apply(seen);
            if (wanted == seen) {
                connection.rollback();
                return seen;
            }
            AddressRecord rows = before.rows();
            AddressRecord after = before.storable(wanted);
            Optional<Step> first = RecordWrite.step(rows, after);
            if (first.isPresent()) {
                step = first.get();
                writer.write(connection, sql, rows, after, options.get());
            }
            committing = true;
            connection.commit();
            return reader.record(aor, after.contacts()).record();
        }

        /** Undoes what was not committed, before others may have the record. */
        private void end(Connection connection, RecordLock lock, boolean done) throws SQLException {
            if (done) {
                lock.release(connection);
                return;
            }
            try {
                connection.rollback();
                lock.release(connection);
            } catch (SQLException broken) {
                // the connection ends, and with it the lock; what it failed for first is thrown
                connection.abort(Runnable::run);
            }
        }
    }
}
