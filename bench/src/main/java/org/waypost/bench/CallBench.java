package org.waypost.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.waypost.bench.call.CallPlan;
import org.waypost.bench.call.CallResult;
import org.waypost.bench.call.Phones;
import org.waypost.bench.proc.ThreadTimes;
import org.waypost.bench.server.ServerProcess;

/**
 * CPU per call of several servers, side by side as in {@link RegisterBench}. What a server does for a call after its end (transactions
 * live on for 32 s) counts, too: all it does until its next turn beyond what it does when there was no call for long.
 */
final class CallBench {

    /**
     * What is done to each server.
     *
     * @param rounds how often each is measured
     * @param rate calls per second
     * @param seconds length of one measurement
     * @param users that are called in turn
     * @param warmUp calls before the first measurement
     * @param tcp TCP instead of UDP
     */
    record Settings(int rounds, int rate, int seconds, int users, int warmUp, boolean tcp) {

        int count() {
            return rate * seconds;
        }
    }

    /**
     * One measurement.
     *
     * @param cpuMicros CPU time of the whole server per completed call while calls were made, in microseconds
     * @param laterMicros the same from then to its next turn, or for 33 seconds, less what it uses when idle
     * @param residentBytes at the end of the calls
     * @param threads CPU time of the threads of its first process
     */
    record Sample(double cpuMicros, double laterMicros, long residentBytes, ThreadTimes threads, CallResult calls) {

        double wholeMicros() {
            return cpuMicros + laterMicros;
        }
    }

    /** The measurements of one server, round by round. */
    record Measured(String server, List<Sample> samples) {}

    /** How long transactions live on (RFC 3261 17: 64 T1). */
    private static final long LINGER_MILLIS = 33_000;

    /** CPU time is told in steps of 10 ms. */
    private static final long IDLE_MILLIS = 10_000;

    /** Calls per second of the warm-up: more transactions than a server may keep would be refused. */
    private static final int WARM_UP_RATE = 1_000;

    private final Settings settings;
    private final PrintStream progress;

    CallBench(Settings settings, PrintStream progress) {
        this.settings = settings;
        this.progress = progress;
    }

    List<Measured> run(List<ServerProcess> servers) throws IOException {
        List<Subject> subjects = new ArrayList<>();
        try {
            for (ServerProcess server : servers) {
                Subject subject = new Subject(server);
                subjects.add(subject);
                subject.warmUp();
            }
            linger();
            idle(subjects);
            for (int round = 0; round < settings.rounds(); round++) {
                for (int i = 0; i < subjects.size(); i++) {
                    // Another one begins each round.
                    Subject subject = subjects.get((round + i) % subjects.size());
                    subject.measure();
                    progress.println("round " + (round + 1) + ": " + subject.last());
                }
            }
            linger();
            subjects.forEach(Subject::settle);
            return subjects.stream().map(Subject::measured).toList();
        } finally {
            subjects.forEach(Subject::close);
        }
    }

    private void linger() throws IOException {
        progress.println("waiting for the end of transactions");
        sleep(LINGER_MILLIS);
    }

    private void idle(List<Subject> subjects) throws IOException {
        List<Double> before = subjects.stream()
                .map(subject -> subject.server.tree().cpuSeconds())
                .toList();
        sleep(IDLE_MILLIS);
        for (int i = 0; i < subjects.size(); i++) {
            Subject subject = subjects.get(i);
            subject.idleShare = (subject.server.tree().cpuSeconds() - before.get(i)) * 1000 / IDLE_MILLIS;
            progress.printf("%s, idle: %.1f ms CPU a second%n", subject.server.name(), subject.idleShare * 1000);
        }
    }

    private static void sleep(long millis) throws IOException {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            throw new IOException("interrupted", e);
        }
    }

    /** A server and the phones that use it. */
    private final class Subject {

        private final ServerProcess server;
        private final Phones phones;
        private final List<Sample> samples = new ArrayList<>();
        private double idleShare;
        private double cpuAtEnd;
        private long endedAt;

        Subject(ServerProcess server) throws IOException {
            this.server = server;
            phones = new Phones(server.address(), settings.tcp(), settings.users());
        }

        void warmUp() throws IOException {
            CallResult result = phones.run(new CallPlan(settings.warmUp(), WARM_UP_RATE, 1));
            progress.printf(
                    "warm-up of %s: %.0f calls/s, %d not completed%n", server.name(), result.rate(), result.failed());
        }

        void measure() throws IOException {
            settle();
            ThreadTimes threads = ThreadTimes.of(server.pid());
            double before = server.tree().cpuSeconds();
            CallResult result = phones.run(new CallPlan(settings.count(), settings.rate(), 1));
            cpuAtEnd = server.tree().cpuSeconds();
            endedAt = System.nanoTime();
            samples.add(new Sample(
                    (cpuAtEnd - before) / result.complete() * 1e6,
                    0,
                    server.tree().residentBytes(),
                    ThreadTimes.of(server.pid()).since(threads),
                    result));
        }

        /** What was done since the last measurement is part of it. */
        void settle() {
            if (!samples.isEmpty()) {
                Sample last = samples.remove(samples.size() - 1);
                double seconds = (System.nanoTime() - endedAt) / 1e9;
                double later = Math.max(0, server.tree().cpuSeconds() - cpuAtEnd - idleShare * seconds);
                double share = Math.min(1, LINGER_MILLIS / 1e3 / seconds);
                samples.add(new Sample(
                        last.cpuMicros(),
                        later * share / last.calls().complete() * 1e6,
                        last.residentBytes(),
                        last.threads(),
                        last.calls()));
            }
        }

        Measured measured() {
            return new Measured(server.name(), List.copyOf(samples));
        }

        String last() {
            Sample sample = samples.get(samples.size() - 1);
            return String.format(
                    "%s %.0f us at %.0f calls/s",
                    server.name(), sample.cpuMicros(), sample.calls().rate());
        }

        void close() {
            phones.close();
        }
    }
}
