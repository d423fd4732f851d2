package org.waypost.usrloc.jdbc.load;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;

/** Does a number of reads over several connections, each on a thread of its own. The first that fails ends them all. */
final class ParallelReads<T> {

    /** Where connections come from. */
    interface Source {
        Connection connect() throws SQLException;
    }

    /** One read. */
    interface Read<T> {
        void run(Connection connection, T part) throws SQLException;
    }

    private final Queue<T> parts;
    private final Source connections;
    private final AtomicReference<Exception> failure = new AtomicReference<>();

    ParallelReads(List<T> parts, Source connections) {
        this.parts = new ConcurrentLinkedQueue<>(parts);
        this.connections = connections;
    }

    /** Returns when all parts are read; throws what a read threw. */
    void run(int number, Read<T> read) throws SQLException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 1; i <= number; i++) {
            Thread thread = new Thread(() -> work(read), "waypost-jdbc-load-" + i);
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
        boolean interrupted = false;
        for (Thread thread : threads) {
            interrupted |= join(thread);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        Exception thrown = failure.get();
        if (thrown instanceof SQLException sql) {
            throw sql;
        }
        if (thrown instanceof RuntimeException runtime) {
            throw runtime;
        }
    }

    private void work(Read<T> read) {
        try (Connection connection = connections.connect()) {
            for (T part = parts.poll(); part != null && failure.get() == null; part = parts.poll()) {
                read.run(connection, part);
            }
            connection.commit();
        } catch (SQLException | RuntimeException e) {
            failure.compareAndSet(null, e);
        }
    }

    /** Waits for the end of a thread; if the caller is interrupted, no more parts are read. Returns whether it was. */
    private boolean join(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
                failure.compareAndSet(null, new SQLException("the load was interrupted"));
            }
        }
        return interrupted;
    }
}
