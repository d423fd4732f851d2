package org.waypost.bench.call;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.waypost.bench.load.Pace;

/**
 * Two phones at one server on the loopback interface, of which one calls the users of the other, again and again. Nothing is
 * retransmitted: a call of which a message is lost is not completed.
 */
public final class Phones implements AutoCloseable {

    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final Caller caller;
    private final Callee callee;
    private final int users;
    private long next = 1;

    /** Connects both and registers that many users of the one that is called. */
    public Phones(InetSocketAddress server, boolean tcp, int users) throws IOException {
        if (!server.getAddress().isLoopbackAddress()) {
            throw new IllegalArgumentException("server " + server + " is not a loopback address");
        }
        this.users = users;
        callee = new Callee(server, tcp);
        caller = new Caller(server, tcp);
        callee.register(users);
    }

    /** Makes the calls of the plan on the calling thread, and waits until they are over. */
    public CallResult run(CallPlan plan) throws IOException {
        Calls calls = new Calls(next, plan.count());
        caller.expect(calls);
        callee.expect(calls);
        long start = System.nanoTime();
        int made = begin(plan, calls, start);
        long took = System.nanoTime() - start;
        drain(calls, made);
        next += plan.count();
        return calls.result(made, took);
    }

    private int begin(CallPlan plan, Calls calls, long start) throws IOException {
        Pace pace = plan.pace();
        Quiet quiet = new Quiet(start);
        long givenUp = 0;
        int made = 0;
        while (made < plan.count()) {
            long now = System.nanoTime();
            if (now - start > plan.limitNanos()) {
                return made;
            }
            long outstanding = made - calls.over() - givenUp;
            long due = Math.min(pace.due(now - start, made, outstanding), plan.count() - made);
            for (int i = 0; i < due; i++, made++) {
                caller.invite(next + made, (int) ((next + made) % users));
            }
            if (due == 0) {
                LockSupport.parkNanos(Math.min(pace.pause(now - start, made), LONGEST_PAUSE_NANOS));
                if (quiet.since(calls.over(), now)) {
                    givenUp += outstanding;
                }
            }
        }
        return made;
    }

    private static void drain(Calls calls, int made) {
        Quiet quiet = new Quiet(System.nanoTime());
        while (calls.over() < made && !quiet.since(calls.over(), System.nanoTime())) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }

    @Override
    public void close() {
        caller.close();
        callee.close();
    }

    /** Notices that no call ended for a while. */
    private static final class Quiet {
        private long over;
        private long since;

        Quiet(long since) {
            this.since = since;
        }

        boolean since(long nowOver, long now) {
            if (nowOver != over) {
                over = nowOver;
                since = now;
            } else if (now - since > QUIET_NANOS) {
                since = now;
                return true;
            }
            return false;
        }
    }
}
