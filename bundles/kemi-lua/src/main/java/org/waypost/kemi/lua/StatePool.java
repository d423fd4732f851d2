package org.waypost.kemi.lua;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The Lua states of one version of a script. A thread takes the one it had last if that is idle, else any, else makes one; when all are
 * taken it waits. Once retired, states are closed as they come back.
 */
final class StatePool {

    /** Makes a state. */
    @FunctionalInterface
    interface Maker {
        LuaState make() throws ScriptException;
    }

    private final AtomicReferenceArray<LuaState> idle;
    private final Semaphore free;
    private final Maker maker;
    private final AtomicInteger made = new AtomicInteger();
    private volatile boolean retired;

    StatePool(int most, Maker maker) {
        idle = new AtomicReferenceArray<>(most);
        free = new Semaphore(most);
        this.maker = maker;
    }

    /**
     * Takes a state.
     *
     * @param patience nanoseconds to wait at most
     * @throws ScriptException if none came free or a new one cannot be made
     */
    LuaState take(long patience) throws ScriptException {
        if (!free.tryAcquire() && !waited(patience)) {
            throw new ScriptException("all " + idle.length() + " states (max_states) are taken");
        }
        int start = start();
        for (int i = 0; i < idle.length(); i++) {
            int place = (start + i) % idle.length();
            if (idle.getPlain(place) != null) {
                LuaState state = idle.getAndSet(place, null);
                if (state != null) {
                    return state;
                }
            }
        }
        try {
            LuaState state = maker.make();
            made.incrementAndGet();
            return state;
        } catch (Throwable failure) {
            free.release();
            throw failure;
        }
    }

    private boolean waited(long patience) {
        try {
            return free.tryAcquire(patience, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Gives a state back. */
    void give(LuaState state) {
        if (retired || state.isSpent() || !put(state)) {
            discard(state);
        }
        free.release();
        if (retired) {
            closeIdle();
        }
    }

    private boolean put(LuaState state) {
        int start = start();
        for (int i = 0; i < idle.length(); i++) {
            if (idle.compareAndSet((start + i) % idle.length(), null, state)) {
                return true;
            }
        }
        return false;
    }

    private int start() {
        return (int) (Thread.currentThread().getId() % idle.length());
    }

    /** Closes the states that are idle now, and each that is in use when it comes back. */
    void retire() {
        retired = true;
        closeIdle();
    }

    private void closeIdle() {
        for (int i = 0; i < idle.length(); i++) {
            LuaState state = idle.getAndSet(i, null);
            if (state != null) {
                discard(state);
            }
        }
    }

    private void discard(LuaState state) {
        made.decrementAndGet();
        state.close();
    }

    /** States there are, idle or in use. */
    int size() {
        return made.get();
    }

    /**
     * Waits until no state is in use.
     *
     * @return whether that was so within {@code patience} nanoseconds
     */
    boolean isQuiet(long patience) {
        try {
            if (free.tryAcquire(idle.length(), patience, TimeUnit.NANOSECONDS)) {
                free.release(idle.length());
                return true;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }
}
