package org.waypost.usrloc.jdbc.fault;

import java.sql.SQLException;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.jdbc.Fault;
import org.waypost.usrloc.LocationException;
import org.waypost.usrloc.LocationException.Step;
import org.waypost.usrloc.StoreHealth;
import org.waypost.usrloc.StoreHealth.State;

/**
 * Knows how a database does and spares everybody the wait for one that is away: while it is DOWN, or is not to be changed, calls fail at
 * once and a thread of its own probes each second. A failed call does not make the database DOWN by itself, as a connection may break
 * alone: the probe that follows at once does. Each change is one line in the log.
 */
public final class Breaker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Breaker.class);
    private static final long PROBE_MILLIS = 1000;
    private static final int REASON_LENGTH = 200;

    private final String place;
    private final Probe probe;
    private final UnaryOperator<String> censor;
    private final Object lock = new Object();

    private volatile StoreHealth health = StoreHealth.UP;
    private volatile Runnable onUp = () -> {};

    // guarded by lock
    private Fault lastFault;
    private boolean probing;
    private boolean closed;

    /**
     * A database of which nothing bad is known.
     *
     * @param place what it is called in the log, without credentials
     * @param censor takes credentials out of the drivers' messages
     */
    public Breaker(String place, Probe probe, UnaryOperator<String> censor) {
        this.place = place;
        this.probe = probe;
        this.censor = censor;
    }

    /** Has {@code action} run each time the database can be used again, before it is said to be UP. */
    public void onUp(Runnable action) {
        onUp = action;
    }

    public StoreHealth health() {
        return health;
    }

    /** Fails at once if what is to be done cannot be done now. {@link Step#RECORD_GET} changes nothing, all the others do. */
    public void check(Step step) {
        StoreHealth now = health;
        if (now.state() == State.DOWN || now.state() == State.READ_ONLY && step != Step.RECORD_GET) {
            throw new LocationException(step, now.reason());
        }
    }

    /** Takes note of what was thrown by the database. Returns what to throw to whoever waits. */
    public LocationException failed(Step step, SQLException thrown) {
        Fault fault = Fault.of(thrown);
        if (fault.refusesChanges()) {
            enter(State.READ_ONLY, fault, thrown);
            startProbing(false);
        } else if (fault.meansDown()) {
            startProbing(true);
        }
        return new LocationException(step, reason(fault, thrown));
    }

    /** Says what is wrong, in one line without credentials. */
    public String reason(Fault fault, SQLException thrown) {
        String message = censor.apply(String.valueOf(thrown.getMessage()))
                .replaceAll("\\s+", " ")
                .trim();
        String brief = message.length() <= REASON_LENGTH ? message : message.substring(0, REASON_LENGTH) + "…";
        return "the database " + place + " " + fault.text() + ": " + brief;
    }

    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
            lock.notifyAll();
        }
    }

    private void startProbing(boolean atOnce) {
        synchronized (lock) {
            if (probing || closed) {
                return;
            }
            probing = true;
        }
        Thread thread = new Thread(() -> probe(atOnce), "waypost-jdbc-probe");
        thread.setDaemon(true);
        thread.start();
    }

    private void probe(boolean atOnce) {
        boolean wait = !atOnce;
        while (true) {
            if (wait && !pause()) {
                return;
            }
            wait = true;
            try {
                boolean write = health.state() != State.UP;
                probe.run(write);
                if (up(write)) {
                    return;
                }
            } catch (SQLException e) {
                Fault fault = Fault.of(e);
                enter(fault.refusesChanges() ? State.READ_ONLY : State.DOWN, fault, e);
            } catch (RuntimeException e) {
                LOG.warn("Probing the database {} failed", place, e);
            }
        }
    }

    /** Waits for the next probe; false if there is to be none. */
    private boolean pause() {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PROBE_MILLIS);
        synchronized (lock) {
            try {
                for (long rest = end - System.nanoTime(); rest > 0 && !closed; rest = end - System.nanoTime()) {
                    TimeUnit.NANOSECONDS.timedWait(lock, rest);
                }
            } catch (InterruptedException e) {
                closed = true;
            }
            return !closed;
        }
    }

    private void enter(State state, Fault fault, SQLException thrown) {
        synchronized (lock) {
            if (closed || health.state() == state && fault == lastFault) {
                return;
            }
            lastFault = fault;
            String reason = reason(fault, thrown);
            LOG.warn("Location table: {}", reason);
            health = new StoreHealth(state, reason, now());
        }
    }

    /** A probe went well. Returns whether there is no more to probe. */
    private boolean up(boolean wrote) {
        if (wrote) {
            onUp.run();
        }
        synchronized (lock) {
            StoreHealth before = health;
            if (before.state() != State.UP) {
                if (!wrote) {
                    return false; // it refused a change while it was only read
                }
                lastFault = null;
                health = new StoreHealth(State.UP, "", now());
                LOG.info("Location table: the database {} can be used again after {} s", place, now() - before.since());
            }
            probing = false;
            return true;
        }
    }

    private static long now() {
        return Instant.now().getEpochSecond();
    }
}
