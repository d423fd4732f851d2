package org.waypost.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.waypost.bench.load.LoadGenerator;
import org.waypost.bench.load.LoadPlan;
import org.waypost.bench.load.LoadResult;
import org.waypost.bench.load.Mode;
import org.waypost.bench.proc.ThreadTimes;
import org.waypost.bench.server.ServerProcess;

/**
 * CPU per REGISTER of several servers, side by side: they run for the whole time and get the same load in turn, round after round, so
 * that whatever else the machine does falls on all of them alike.
 */
final class RegisterBench {

    /**
     * What is done to each server.
     *
     * @param rounds how often each is measured
     * @param rate requests per second
     * @param seconds length of one measurement
     * @param aors AoRs that are refreshed in turn; registered during the warm-up
     * @param warmUp refreshes before the first measurement, in passes between which AoRs are registered
     * @param tcp TCP instead of UDP
     */
    record Settings(int rounds, int rate, int seconds, int aors, int warmUp, boolean tcp) {

        long count() {
            return (long) rate * seconds;
        }
    }

    /**
     * One measurement.
     *
     * @param cpuMicros CPU time of the whole server per reply, in microseconds
     * @param residentBytes at its end
     * @param threads CPU time of the threads of its first process
     */
    record Sample(double cpuMicros, long residentBytes, ThreadTimes threads, LoadResult load) {}

    /** The measurements of one server, round by round. */
    record Measured(String server, Map<Mode, List<Sample>> samples) {}

    private static final int WARM_UP_WINDOW = 32;
    private static final int WARM_UP_PASSES = 5;

    private final Settings settings;
    private final PrintStream progress;

    RegisterBench(Settings settings, PrintStream progress) {
        this.settings = settings;
        this.progress = progress;
    }

    List<Measured> run(List<ServerProcess> servers) throws IOException {
        List<Subject> subjects = new ArrayList<>();
        for (ServerProcess server : servers) {
            Subject subject = new Subject(server);
            subject.warmUp();
            subjects.add(subject);
        }
        for (int round = 0; round < settings.rounds(); round++) {
            for (int i = 0; i < subjects.size(); i++) {
                // Another one begins each round.
                Subject subject = subjects.get((round + i) % subjects.size());
                subject.measureFirst(round);
                subject.measureRefresh();
                progress.println("round " + (round + 1) + ": " + subject.last());
            }
        }
        return subjects.stream().map(Subject::measured).toList();
    }

    /** A server and how far its AoRs have come. */
    private final class Subject {

        private final ServerProcess server;
        private final Map<Mode, List<Sample>> samples = new EnumMap<>(Mode.class);
        /** All AoRs of the warm-up, with the CSeq that comes next. */
        private LoadPlan refresh;

        Subject(ServerProcess server) {
            this.server = server;
            samples.put(Mode.FIRST, new ArrayList<>());
            samples.put(Mode.REFRESH, new ArrayList<>());
        }

        /** In passes of both kinds: a JIT that has seen one kind alone compiles again when the other comes. */
        void warmUp() throws IOException {
            InetSocketAddress address = server.address();
            LoadPlan all = LoadPlan.each(address, settings.tcp(), Mode.REFRESH, 0, settings.aors(), WARM_UP_WINDOW);
            refresh = all.from(LoadPlan.FIRST_CSEQ + 1);
            long lost = 0;
            int registered = 0;
            for (int pass = 1; pass <= WARM_UP_PASSES; pass++) {
                int upTo = Math.max(1, (int) ((long) settings.aors() * pass / WARM_UP_PASSES));
                if (upTo > registered) {
                    lost += LoadGenerator.run(LoadPlan.each(
                                    address, settings.tcp(), Mode.FIRST, registered, upTo - registered, WARM_UP_WINDOW))
                            .lost();
                    registered = upTo;
                }
                LoadPlan again = LoadPlan.each(address, settings.tcp(), Mode.REFRESH, 0, upTo, WARM_UP_WINDOW)
                        .from(refresh.cseq())
                        .paced(Math.max(1, settings.warmUp() / WARM_UP_PASSES), 0);
                LoadResult result = LoadGenerator.run(again);
                lost += result.lost();
                refresh = all.from(again.nextCseq());
                progress.printf("warm-up of %s: refreshes at %.0f/s%n", server.name(), result.rate());
            }
            if (lost > 0) {
                progress.printf("warm-up of %s: %d lost%n", server.name(), lost);
            }
        }

        void measureFirst(int round) throws IOException {
            int count = (int) settings.count();
            LoadPlan plan = LoadPlan.each(
                            server.address(),
                            settings.tcp(),
                            Mode.FIRST,
                            settings.aors() + round * count,
                            count,
                            WARM_UP_WINDOW)
                    .paced(count, settings.rate());
            samples.get(Mode.FIRST).add(measure(plan));
        }

        void measureRefresh() throws IOException {
            LoadPlan plan = refresh.paced(settings.count(), settings.rate());
            samples.get(Mode.REFRESH).add(measure(plan));
            refresh = refresh.from(plan.nextCseq());
        }

        Measured measured() {
            return new Measured(server.name(), samples);
        }

        String last() {
            StringBuilder text = new StringBuilder(server.name());
            samples.forEach((mode, all) -> {
                Sample sample = all.get(all.size() - 1);
                text.append(String.format(
                        " %s %.1f us at %.0f/s,",
                        mode.name().toLowerCase(),
                        sample.cpuMicros(),
                        sample.load().rate()));
            });
            return text.substring(0, text.length() - 1);
        }

        private Sample measure(LoadPlan plan) throws IOException {
            ThreadTimes threads = ThreadTimes.of(server.pid());
            double before = server.tree().cpuSeconds();
            LoadResult result = LoadGenerator.run(plan);
            double spent = server.tree().cpuSeconds() - before;
            return new Sample(
                    spent / result.answered() * 1e6,
                    server.tree().residentBytes(),
                    ThreadTimes.of(server.pid()).since(threads),
                    result);
        }
    }
}
