package org.waypost.jdbc;

/**
 * How busy a pool is.
 *
 * @param open connections there are
 * @param active those of them that are in use
 * @param wanted threads that wait for one
 */
public record PoolState(int open, int active, int wanted) {

    /** A pool that nobody has wanted a connection of. */
    static final PoolState IDLE = new PoolState(0, 0, 0);

    /** Two as if they were one. */
    public PoolState plus(PoolState other) {
        return new PoolState(open + other.open, active + other.active, wanted + other.wanted);
    }

    /** Connections that nobody uses. */
    public int idle() {
        // the numbers are not taken at one time
        return Math.max(0, open - active);
    }
}
