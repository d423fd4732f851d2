package org.waypost.bench.load;

/** A closed loop: the next request is sent when one is answered, so that a fixed number is on its way. */
final class ClosedPace implements Pace {

    private static final long PAUSE_NANOS = 20_000;

    private final int window;

    ClosedPace(int window) {
        this.window = window;
    }

    @Override
    public int due(long now, long sent, long outstanding) {
        return (int) Math.max(0, window - outstanding);
    }

    @Override
    public long pause(long now, long sent) {
        return PAUSE_NANOS;
    }
}
