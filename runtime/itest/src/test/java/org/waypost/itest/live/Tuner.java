package org.waypost.itest.live;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.waypost.itest.kit.Outcome;
import org.waypost.itest.kit.WaypostContainer;
import org.waypost.itest.live.Tunables.Tunable;

/**
 * An operator who changes a running container at random, and knows from what each command answered which values must be in force: a
 * command that fails has changed nothing, one that does not has done all of it.
 */
final class Tuner {

    private static final Duration SOON = Duration.ofSeconds(30);

    /** What may be updated without a socket being closed: all but the transport, what it needs, APIs, and native Lua. */
    private static final List<String> BUNDLES = List.of(
            "default-route",
            "kemi",
            "kemi-lua",
            "management",
            "operations",
            "parameters",
            "path",
            "proxy",
            "registrar",
            "registrar-gruu",
            "registrar-outbound",
            "registrar-path",
            "shell",
            "sip-trace",
            "usrloc",
            "usrloc-jdbc",
            "usrloc-memory");

    private static final List<String> FEATURES = List.of("kemi", "management", "jdbc-mariadb", "jdbc-postgresql");
    private static final List<String> DATABASE_FEATURES = List.of("jdbc-h2", "storage-jdbc");

    private static final Pattern JOINT =
            Pattern.compile("flow_timer: '30' is refused; 0 unless outbound_mode|AoRs are not in jdbc yet");

    private final WaypostContainer waypost;
    private final List<Tunable> tunables;
    private final Path folder;
    private final SplittableRandom random;
    private final Map<String, String> defaults = new TreeMap<>();
    private final Map<String, String> set = new TreeMap<>();
    private final Deque<Map<String, Optional<String>>> undoable = new ArrayDeque<>();
    private final List<String> done = new ArrayList<>();
    private int bundleUpdates;

    /** @param folder for files to import */
    Tuner(WaypostContainer waypost, List<Tunable> tunables, Path folder, long seed) {
        this.waypost = waypost;
        this.tunables = tunables;
        this.folder = folder;
        this.random = new SplittableRandom(seed);
        tunables.forEach(tunable -> defaults.put(tunable.name(), value(tunable)));
    }

    /** Does something, and fails if it comes out otherwise than it should. */
    void step() {
        int choice = random.nextInt(100);
        if (choice < 36) {
            change();
        } else if (choice < 46) {
            refused();
        } else if (choice < 54) {
            undo();
        } else if (choice < 62) {
            reset();
        } else if (choice < 72) {
            several();
        } else if (choice < 80) {
            importFile();
        } else if (choice < 93) {
            update(BUNDLES.get(random.nextInt(BUNDLES.size())));
        } else {
            feature();
        }
    }

    /** What must be in force, by module and parameter. */
    Map<String, String> inForce() {
        Map<String, String> all = new TreeMap<>(defaults);
        all.putAll(set);
        return all;
    }

    Map<String, String> defaults() {
        return defaults;
    }

    /** What is set, the others are at their defaults. */
    Map<String, String> set() {
        return set;
    }

    /** The commands so far, and how each came out. */
    List<String> done() {
        return done;
    }

    /** How many bundles were updated. */
    int bundleUpdates() {
        return bundleUpdates;
    }

    private void change() {
        Tunable tunable = any();
        String value = tunable.good().apply(random);
        if (run(tunable.set(value))) {
            changed(Map.of(tunable.name(), Optional.of(value)));
        } else {
            assertJoint(last());
        }
    }

    private void refused() {
        Tunable tunable = any();
        if (run(tunable.set(tunable.bad()))) {
            throw new AssertionError(last() + ": was not refused");
        }
    }

    private void reset() {
        Tunable tunable = any();
        if (run("cfg:reset %s %s".formatted(tunable.module(), tunable.key()))) {
            changed(Map.of(tunable.name(), Optional.empty()));
        } else {
            assertJoint(last());
        }
    }

    private void undo() {
        int steps = Math.min(random.nextInt(1, 4), undoable.size());
        if (steps == 0) {
            return;
        }
        if (run("cfg:undo " + steps)) {
            for (int i = 0; i < steps; i++) {
                undoable.pop().forEach(this::put);
            }
        } else {
            assertJoint(last());
        }
    }

    private void several() {
        Map<String, Optional<String>> values = new LinkedHashMap<>();
        String commands = some(values).stream()
                .map(one -> one.set(values.get(one.name()).orElseThrow()))
                .collect(Collectors.joining(";"));
        if (random.nextInt(3) == 0) {
            assertRuns("cfg:begin;" + commands + ";cfg:rollback");
        } else if (run("cfg:begin;" + commands + ";cfg:commit")) {
            changed(values);
        } else {
            assertJoint(last());
            assertRuns("cfg:rollback");
        }
    }

    /** Imports new values as modparam lines, or goes back to what was exported before some more changes. */
    private void importFile() {
        if (random.nextBoolean()) {
            Map<String, Optional<String>> values = new LinkedHashMap<>();
            String lines = some(values).stream()
                    .map(one -> "modparam(\"%s\", \"%s\", %s)"
                            .formatted(
                                    one.module(),
                                    one.key(),
                                    literal(values.get(one.name()).orElseThrow())))
                    .collect(Collectors.joining("\n"));
            importText(lines, values);
        } else {
            Map<String, Optional<String>> values = new LinkedHashMap<>();
            set.forEach((name, value) -> values.put(name, Optional.of(value)));
            String exported = waypost.exec("cfg:export");
            change();
            change();
            importText(exported, values);
        }
    }

    private void importText(String text, Map<String, Optional<String>> values) {
        Path file = folder.resolve("import.cfg");
        try {
            Files.writeString(file, text + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        done.add(text);
        if (run("cfg:import '" + file + "'")) {
            changed(values);
        } else {
            assertJoint(last());
        }
    }

    private static String literal(String value) {
        return value.matches("-?\\d+") ? value : '"' + value + '"';
    }

    private void update(String bundle) {
        bundleUpdates++;
        assertRuns("bundle:update org.waypost." + bundle);
        awaitShell();
    }

    private void feature() {
        boolean isMemoryOnly = inForce().get("usrloc.db_mode").equals("0");
        List<String> from = isMemoryOnly && random.nextBoolean() ? DATABASE_FEATURES : FEATURES;
        String feature = from.get(random.nextInt(from.size()));
        bundleUpdates++;
        assertRuns("feature:remove " + feature);
        Tunable tunable = tunables.get(0);
        String value = tunable.good().apply(random);
        assertRuns(tunable.set(value));
        changed(Map.of(tunable.name(), Optional.of(value)));
        assertRuns("feature:add " + feature);
        awaitShell();
    }

    /** Commands come back in the background where the shell itself or what it needs is updated. */
    private void awaitShell() {
        WaypostContainer.await(
                "the commands are back",
                SOON,
                () -> tunables.stream()
                        .allMatch(tunable -> waypost.run("cfg:get " + tunable.module() + " " + tunable.key())
                                        .exitCode()
                                == 0));
    }

    private Tunable any() {
        return tunables.get(random.nextInt(tunables.size()));
    }

    /** Several different parameters; puts a value for each into {@code values}. */
    private List<Tunable> some(Map<String, Optional<String>> values) {
        int count = random.nextInt(2, 6);
        List<Tunable> chosen = new ArrayList<>();
        while (chosen.size() < count) {
            Tunable tunable = any();
            if (values.putIfAbsent(tunable.name(), Optional.of(tunable.good().apply(random))) == null) {
                chosen.add(tunable);
            }
        }
        return chosen;
    }

    /** What is not changed by it is not undone by the next undo. */
    private void changed(Map<String, Optional<String>> values) {
        Map<String, Optional<String>> before = new LinkedHashMap<>();
        values.forEach((name, value) -> {
            Optional<String> old = Optional.ofNullable(set.get(name));
            if (!old.equals(value)) {
                before.put(name, old);
                put(name, value);
            }
        });
        if (!before.isEmpty()) {
            undoable.push(before);
        }
    }

    private void put(String name, Optional<String> value) {
        value.ifPresentOrElse(given -> set.put(name, given), () -> set.remove(name));
    }

    private String value(Tunable tunable) {
        return waypost.exec("cfg:get %s %s".formatted(tunable.module(), tunable.key()))
                .strip();
    }

    private boolean run(String command) {
        Outcome outcome = waypost.run(command);
        done.add(command + " -> " + outcome);
        return outcome.exitCode() == 0;
    }

    private void assertRuns(String command) {
        if (!run(command)) {
            throw new AssertionError(last());
        }
    }

    private String last() {
        return done.get(done.size() - 1);
    }

    /** Only a rule about several parameters may stand against good values, or a database whose bundle was just updated. */
    private static void assertJoint(String outcome) {
        if (!JOINT.matcher(outcome).find()) {
            throw new AssertionError(outcome);
        }
    }
}
