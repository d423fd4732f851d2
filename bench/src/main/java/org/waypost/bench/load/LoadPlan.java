package org.waypost.bench.load;

import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * One stretch of load. It is bounded in number and time and goes to the loopback interface only.
 *
 * @param target where to
 * @param tcp TCP instead of UDP
 * @param mode what is sent
 * @param firstAor number of the first AoR
 * @param aors number of AoRs, taken in turn
 * @param count number of requests
 * @param rate requests per second, or 0 for a closed loop
 * @param window most requests on their way in a closed loop
 * @param cseq of the requests to the AoRs the first time round; the next time round it is one higher
 * @param limit when to stop, finished or not
 */
public record LoadPlan(
        InetSocketAddress target,
        boolean tcp,
        Mode mode,
        int firstAor,
        int aors,
        long count,
        int rate,
        int window,
        long cseq,
        Duration limit) {

    /** The most AoRs there can be: what the digits in the message hold. */
    public static final int MAX_AORS = 9_999_999;

    /** The most requests of one plan. */
    public static final long MAX_COUNT = 100_000_000;

    /** Ten digits from the start, and room for a thousand million refreshes below 2^31. */
    public static final long FIRST_CSEQ = 1_000_000_000;

    public LoadPlan {
        if (!target.getAddress().isLoopbackAddress()) {
            throw new IllegalArgumentException("target " + target + " is not a loopback address");
        }
        check("first AoR", firstAor, 0, MAX_AORS);
        check("aors", aors, 1, MAX_AORS - firstAor + 1L);
        check("count", count, 1, MAX_COUNT);
        check("rate", rate, 0, 1_000_000);
        check("window", window, 1, 10_000);
        check("limit (seconds)", limit.toSeconds(), 1, 3600);
        check("last CSeq", cseq + (count - 1) / aors, FIRST_CSEQ, Integer.MAX_VALUE);
    }

    /** A closed loop over {@code aors} AoRs from {@code firstAor} on, once each. */
    public static LoadPlan each(InetSocketAddress target, boolean tcp, Mode mode, int firstAor, int aors, int window) {
        return new LoadPlan(
                target, tcp, mode, firstAor, aors, aors, 0, window, FIRST_CSEQ, Duration.ofSeconds(30 + aors / 1000));
    }

    /** The same requests {@code count} times at {@code rate} per second (0: as fast as they are answered). */
    public LoadPlan paced(long newCount, int newRate) {
        Duration expected = Duration.ofSeconds(30 + 2 * newCount / (newRate == 0 ? 1000 : newRate));
        return new LoadPlan(target, tcp, mode, firstAor, aors, newCount, newRate, window, cseq, expected);
    }

    /** The same with another CSeq. */
    public LoadPlan from(long newCseq) {
        return new LoadPlan(target, tcp, mode, firstAor, aors, count, rate, window, newCseq, limit);
    }

    /** As many of these requests in a closed loop as are answered in that time; {@code most} at most. */
    public LoadPlan during(Duration time, long most, int newWindow) {
        return new LoadPlan(target, tcp, mode, firstAor, aors, most, 0, newWindow, cseq, time);
    }

    /** The first CSeq that is higher than all of this plan. */
    public long nextCseq() {
        return cseq + (count - 1) / aors + 1;
    }

    /** Number of the AoR of a request, counted from 0. */
    public int aor(long sequence) {
        return firstAor + (int) (sequence % aors);
    }

    /** CSeq of a request, counted from 0. */
    public long cseq(long sequence) {
        return cseq + sequence / aors;
    }

    Pace pace() {
        return Pace.of(rate, window);
    }

    private static void check(String name, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(name + " = " + value + ", expected " + min + ".." + max);
        }
    }
}
