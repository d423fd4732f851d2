package org.waypost.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.waypost.bench.load.LoadGenerator;
import org.waypost.bench.load.LoadPlan;
import org.waypost.bench.load.LoadResult;
import org.waypost.bench.load.Mode;
import org.waypost.bench.proc.ThreadTimes;
import org.waypost.bench.server.Fleet;
import org.waypost.bench.server.ServerProcess;
import org.waypost.bench.server.Storage;

/**
 * The highest rate at which servers that write through to a database answer REGISTER, side by side: they run for the whole time and are
 * measured in turn, in closed loops. How many requests are on their way in that loop is found for each server beforehand, from some
 * {@link Settings#windows}: as many as give the highest rate with nothing lost and {@link #MOST_MICROS} kept at p99.
 */
final class ThroughputBench {

    /** Longest p99 of a rate that counts, in microseconds. */
    static final double MOST_MICROS = 50_000;

    private static final int MOST_PER_SECOND = 100_000;
    private static final int WARM_UP_WINDOW = 64;
    private static final int WARM_UP_PASSES = 4;

    /**
     * What is done to each server.
     *
     * @param windows numbers of requests on their way that are tried
     * @param warmUpSeconds how long each server answers before the first try, so that the tries find the JIT done
     * @param trySeconds length of each try; a third of it warms up beforehand
     * @param rounds how often each server is measured then
     * @param seconds length of one measurement
     * @param aors AoRs that are refreshed in turn
     * @param tcp TCP instead of UDP
     */
    record Settings(
            List<Integer> windows, int warmUpSeconds, int trySeconds, int rounds, int seconds, int aors, boolean tcp) {}

    /**
     * One measurement.
     *
     * @param window requests on their way
     * @param serverMicros CPU time of the SIP server per reply, in microseconds
     * @param databaseMicros CPU time of the database server per reply
     * @param threads CPU time of the threads of the SIP server's first process
     */
    record Sample(int window, double serverMicros, double databaseMicros, ThreadTimes threads, LoadResult load) {

        /** Answers 200 per second. */
        double rate() {
            return load.accepted() / load.seconds();
        }

        /** Whether nothing was lost or refused. */
        boolean complete() {
            return load.lost() + load.refused() + load.strays() == 0 && load.contacts() == load.accepted();
        }

        boolean counts() {
            return complete() && load.micros(99) <= MOST_MICROS;
        }
    }

    /**
     * What was measured of one server.
     *
     * @param tries one for each window
     * @param samples one for each round
     * @param check what a look into its tables said at the end
     */
    record Measured(String server, Map<Mode, List<Sample>> tries, Map<Mode, List<Sample>> samples, String check) {}

    private final Settings settings;
    private final PrintStream progress;

    ThroughputBench(Settings settings, PrintStream progress) {
        this.settings = settings;
        this.progress = progress;
    }

    List<Measured> run(Fleet fleet) throws IOException {
        List<Subject> subjects = new ArrayList<>();
        for (ServerProcess server : fleet.servers()) {
            Subject subject = new Subject(server, fleet.storage(server));
            subject.warmUp();
            subject.tryWindows();
            subjects.add(subject);
        }
        for (int round = 0; round < settings.rounds(); round++) {
            for (int i = 0; i < subjects.size(); i++) {
                // Another one begins each round.
                subjects.get((round + i) % subjects.size()).measure();
            }
        }
        List<Measured> measured = new ArrayList<>();
        for (Subject subject : subjects) {
            measured.add(subject.measured());
        }
        return measured;
    }

    /** The sample of the highest rate that counts; if none does, the one that was answered soonest. */
    static Sample best(List<Sample> tries) {
        return tries.stream()
                .filter(Sample::counts)
                .max(Comparator.comparingDouble(Sample::rate))
                .orElseGet(() -> tries.stream()
                        .min(Comparator.comparingDouble(sample -> sample.load().micros(99)))
                        .orElseThrow());
    }

    /** A server and how far its AoRs have come. */
    private final class Subject {

        private final ServerProcess server;
        private final Storage storage;
        private final Map<Mode, List<Sample>> tries = new EnumMap<>(Mode.class);
        private final Map<Mode, List<Sample>> samples = new EnumMap<>(Mode.class);
        /** The last CSeq of each AoR that is refreshed. */
        private final long[] cseqs = new long[settings.aors()];
        /** All that are refreshed, with the CSeq that comes next. */
        private LoadPlan refresh;
        /** AoRs that are registered. */
        private int registered;
        /** REGISTERs that were lost or refused, of which nobody knows what they did. */
        private long missing;

        Subject(ServerProcess server, Storage storage) {
            this.server = server;
            this.storage = storage;
            for (Mode mode : List.of(Mode.FIRST, Mode.REFRESH)) {
                tries.put(mode, new ArrayList<>());
                samples.put(mode, new ArrayList<>());
            }
        }

        void warmUp() throws IOException {
            LoadPlan all =
                    LoadPlan.each(server.address(), settings.tcp(), Mode.FIRST, 0, settings.aors(), WARM_UP_WINDOW);
            LoadResult result = LoadGenerator.run(all);
            if (result.accepted() < settings.aors()) {
                throw new IOException(server.name() + ": of " + settings.aors() + " REGISTERs were answered "
                        + result.byStatus() + " and " + result.lost() + " not at all");
            }
            registered = settings.aors();
            Arrays.fill(cseqs, LoadPlan.FIRST_CSEQ);
            refresh = LoadPlan.each(server.address(), settings.tcp(), Mode.REFRESH, 0, settings.aors(), WARM_UP_WINDOW)
                    .from(LoadPlan.FIRST_CSEQ + 1);
            progress.printf(Locale.ROOT, "%s: first ones at %.0f/s%n", server.name(), result.rate());
            int window = settings.windows().get(settings.windows().size() / 2);
            for (int pass = 0; pass < WARM_UP_PASSES; pass++) {
                int seconds = Math.max(1, settings.warmUpSeconds() / WARM_UP_PASSES / 2);
                first(window, 0, seconds);
                refresh(window, 0, seconds);
            }
        }

        void tryWindows() throws IOException {
            for (int window : settings.windows()) {
                int warm = Math.max(1, settings.trySeconds() / 3);
                tries.get(Mode.FIRST).add(first(window, warm, settings.trySeconds()));
                tries.get(Mode.REFRESH).add(refresh(window, warm, settings.trySeconds()));
            }
        }

        void measure() throws IOException {
            int first = best(tries.get(Mode.FIRST)).window();
            int again = best(tries.get(Mode.REFRESH)).window();
            samples.get(Mode.FIRST).add(first(first, 0, settings.seconds()));
            samples.get(Mode.REFRESH).add(refresh(again, 0, settings.seconds()));
        }

        Measured measured() throws IOException {
            return new Measured(server.name(), tries, samples, check());
        }

        private Sample first(int window, int warm, int seconds) throws IOException {
            if (warm > 0) {
                first(window, 0, warm);
            }
            int most = Math.min(MOST_PER_SECOND * seconds, LoadPlan.MAX_AORS - registered);
            LoadPlan plan = LoadPlan.each(server.address(), settings.tcp(), Mode.FIRST, registered, most, window)
                    .during(Duration.ofSeconds(seconds), most, window);
            Sample sample = sample(plan);
            registered += (int) sample.load().sent();
            return sample;
        }

        private Sample refresh(int window, int warm, int seconds) throws IOException {
            if (warm > 0) {
                refresh(window, 0, warm);
            }
            LoadPlan plan = refresh.during(Duration.ofSeconds(seconds), (long) MOST_PER_SECOND * seconds, window);
            Sample sample = sample(plan);
            long sent = sample.load().sent();
            for (long i = Math.max(0, sent - settings.aors()); i < sent; i++) {
                cseqs[plan.aor(i)] = plan.cseq(i);
            }
            refresh = refresh.from(plan.cseq(Math.max(0, sent - 1)) + 1);
            return sample;
        }

        private Sample sample(LoadPlan plan) throws IOException {
            storage.settle();
            ThreadTimes threads = ThreadTimes.of(server.pid());
            double serverBefore = server.tree().cpuSeconds();
            double databaseBefore = storage.cpuSeconds();
            LoadResult result = LoadGenerator.run(plan);
            double serverSpent = server.tree().cpuSeconds() - serverBefore;
            double databaseSpent = storage.cpuSeconds() - databaseBefore;
            Sample sample = new Sample(
                    plan.window(),
                    serverSpent / result.answered() * 1e6,
                    databaseSpent / result.answered() * 1e6,
                    ThreadTimes.of(server.pid()).since(threads),
                    result);
            missing += result.lost() + result.refused();
            progress.printf(
                    Locale.ROOT,
                    "%s %s, %d on their way: %.0f/s, p99 %.1f ms%n",
                    server.name(),
                    plan.mode().name().toLowerCase(Locale.ROOT),
                    plan.window(),
                    sample.rate(),
                    result.micros(99) / 1e3);
            return sample;
        }

        /** Whether the tables hold every AoR that was registered, with the CSeq of its last REGISTER. */
        private String check() throws IOException {
            if (storage.tables().isEmpty()) {
                return "not looked at";
            }
            String bench = " FROM location WHERE username LIKE 'u%'";
            long rows = storage.tables().get().number("SELECT count(*)" + bench);
            long sum = storage.tables().get().number("SELECT sum(cseq)" + bench);
            long expected = Arrays.stream(cseqs).sum() + (registered - settings.aors()) * LoadPlan.FIRST_CSEQ;
            return String.format(
                    Locale.ROOT,
                    "%d rows for %d AoRs, CSeqs %s",
                    rows,
                    registered,
                    sum == expected
                            ? "as sent"
                            : missing > 0 ? "unknown, as " + missing + " were lost or refused" : "NOT as sent");
        }
    }
}
