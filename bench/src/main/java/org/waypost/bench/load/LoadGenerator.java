package org.waypost.bench.load;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends what a {@link LoadPlan} says and counts the replies. Nothing is retransmitted: what has no reply when the run is over is a
 * loss. One thread sends, one for each socket reads.
 */
public final class LoadGenerator {

    /** A reply later than this after the last one is a loss. */
    private static final long QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(1000);

    private static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final int MOST_OUTSTANDING = 1 << 20;

    private final LoadPlan plan;
    private final AtomicLongArray sentAt;
    private long givenUp;

    private LoadGenerator(LoadPlan plan) {
        this.plan = plan;
        sentAt = new AtomicLongArray((int) Math.min(plan.count(), MOST_OUTSTANDING));
    }

    /** Runs the whole plan on the calling thread. */
    public static LoadResult run(LoadPlan plan) throws IOException {
        return new LoadGenerator(plan).run();
    }

    private LoadResult run() throws IOException {
        try (Wire wire = plan.tcp() ? new TcpWire(plan.target(), sentAt) : new UdpWire(plan.target(), sentAt)) {
            String target = Addresses.text(plan.target());
            String text = plan.mode().text(plan.tcp() ? "TCP" : "UDP", wire.local(), target);
            long start = System.nanoTime();
            long sent = send(wire, new MessageTemplate(text), start);
            long took = System.nanoTime() - start;
            drain(wire, sent);
            wire.close();
            return LoadResult.of(sent, took, wire.tallies());
        }
    }

    private long send(Wire wire, MessageTemplate template, long start) throws IOException {
        Pace pace = plan.pace();
        Progress progress = new Progress(start);
        long deadline = plan.limit().toNanos();
        long sent = 0;
        while (sent < plan.count()) {
            long now = System.nanoTime();
            if (now - start > deadline) {
                return sent;
            }
            long outstanding = sent - wire.answered() - givenUp;
            long due = Math.min(pace.due(now - start, sent, outstanding), plan.count() - sent);
            for (long i = 0; i < due; i++, sent++) {
                sentAt.set((int) (sent % sentAt.length()), System.nanoTime());
                wire.send(template.stamp(sent, plan.aor(sent), plan.cseq(sent)), sent);
            }
            if (due == 0) {
                LockSupport.parkNanos(Math.min(pace.pause(now - start, sent), LONGEST_PAUSE_NANOS));
                if (progress.stalled(wire.answered(), now)) {
                    givenUp += outstanding;
                }
            }
        }
        return sent;
    }

    private void drain(Wire wire, long sent) {
        Progress progress = new Progress(System.nanoTime());
        while (wire.answered() < sent && !progress.stalled(wire.answered(), System.nanoTime())) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }

    /** Notices that no reply came for a while. */
    private static final class Progress {
        private long answered;
        private long since;

        Progress(long since) {
            this.since = since;
        }

        boolean stalled(long nowAnswered, long now) {
            if (nowAnswered != answered) {
                answered = nowAnswered;
                since = now;
            } else if (now - since > QUIET_NANOS) {
                since = now;
                return true;
            }
            return false;
        }
    }
}
