package org.waypost.bench.load;

/**
 * An open loop: a fixed number of requests each second, whatever the answers do.
 *
 * <p>A sender that was held up (this machine may be busy) must not make up for it with a burst that overflows a socket's buffer:
 * what is late by more than a burst stays late, and the schedule moves with it. The rate that was reached is in the result.
 */
final class OpenPace implements Pace {

    /** The most that is sent back to back. */
    static final int BURST = 16;

    private final double perNano;
    private long shift;

    /** @param rate requests per second, 1 and up */
    OpenPace(int rate) {
        perNano = rate / 1e9;
    }

    @Override
    public int due(long now, long sent, long outstanding) {
        long due = scheduled(now) - sent;
        if (due > BURST) {
            shift += (long) ((due - BURST) / perNano);
            return BURST;
        }
        return (int) Math.max(0, due);
    }

    @Override
    public long pause(long now, long sent) {
        return Math.max(0, (long) (sent / perNano) - (now - shift));
    }

    /** The first request is due at 0, the one after it 1/rate later. */
    private long scheduled(long now) {
        return 1 + (long) ((now - shift) * perNano);
    }
}
