package org.waypost.bench.load;

/** Says when how much may be sent. Knows no clock of its own. */
public interface Pace {

    /** That many each second, or a closed loop with {@code window} on their way if the rate is 0. */
    static Pace of(int rate, int window) {
        return rate == 0 ? new ClosedPace(window) : new OpenPace(rate);
    }

    /**
     * How many requests are to be sent now, 0 for none yet.
     *
     * @param now nanoseconds since the start
     * @param sent requests sent so far
     * @param outstanding requests sent and neither answered nor given up
     */
    int due(long now, long sent, long outstanding);

    /** How long to wait if nothing is due, in nanoseconds. */
    long pause(long now, long sent);
}
