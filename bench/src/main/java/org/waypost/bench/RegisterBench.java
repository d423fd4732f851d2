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
     * @param warmUp refreshes before the first measurement
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
     */
    record Sample(double cpuMicros, long residentBytes, LoadResult load) {}

    /** The measurements of one server, round by round. */
    record Measured(String server, Map<Mode, List<Sample>> samples) {}

    private static final int WARM_UP_WINDOW = 32;

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
        private LoadPlan refresh;

        Subject(ServerProcess server) {
            this.server = server;
            samples.put(Mode.FIRST, new ArrayList<>());
            samples.put(Mode.REFRESH, new ArrayList<>());
        }

        void warmUp() throws IOException {
            InetSocketAddress address = server.address();
            int aors = settings.aors();
            LoadResult first =
                    LoadGenerator.run(LoadPlan.each(address, settings.tcp(), Mode.FIRST, 0, aors, WARM_UP_WINDOW));
            refresh = LoadPlan.each(address, settings.tcp(), Mode.REFRESH, 0, aors, WARM_UP_WINDOW)
                    .from(LoadPlan.FIRST_CSEQ + 1)
                    .paced(settings.warmUp(), 0);
            LoadResult again = LoadGenerator.run(refresh);
            progress.printf(
                    "warm-up of %s: %d first REGISTERs at %.0f/s, %d refreshes at %.0f/s%s%n",
                    server.name(),
                    first.sent(),
                    first.rate(),
                    again.sent(),
                    again.rate(),
                    first.lost() + again.lost() == 0 ? "" : ", " + (first.lost() + again.lost()) + " lost");
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
            refresh = refresh.from(refresh.nextCseq()).paced(settings.count(), settings.rate());
            samples.get(Mode.REFRESH).add(measure(refresh));
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
            double before = server.tree().cpuSeconds();
            LoadResult result = LoadGenerator.run(plan);
            double spent = server.tree().cpuSeconds() - before;
            return new Sample(spent / result.answered() * 1e6, server.tree().residentBytes(), result);
        }
    }
}
