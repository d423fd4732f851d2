package org.waypost.usrloc.core;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.waypost.parameters.Change;
import org.waypost.parameters.ParameterCatalogue;
import org.waypost.shell.text.CommandException;
import org.waypost.shell.text.Json;
import org.waypost.shell.text.Operator;
import org.waypost.shell.text.Output;
import org.waypost.shell.text.TerminalText;
import org.waypost.shell.text.TextTable;
import org.waypost.shell.text.TextTable.Cell;
import org.waypost.shell.text.TextTable.Column;
import org.waypost.usrloc.AddressRecord;
import org.waypost.usrloc.LocationException;
import org.waypost.usrloc.StoreHealth;
import org.waypost.usrloc.StoreState;

/** The commands {@code store:…}: which stores there are and how they do; another one put in use, copied to, compared. */
@Component(
        service = StoreCommands.class,
        property = {
            "osgi.command.scope=store",
            "osgi.command.function=list",
            "osgi.command.function=use",
            "osgi.command.function=copy",
            "osgi.command.function=verify"
        })
public final class StoreCommands {

    private static final long TELL_NANOS = 1_000_000_000L;
    private static final long LONGEST_COPY_SECONDS = 60;
    private static final Duration LONGEST_SETTLE = Duration.ofSeconds(10);

    private final LocationService location;
    private final StoreChoice stores;
    private final StoreReport report;
    private final ParameterCatalogue catalogue;

    @Activate
    public StoreCommands(@Reference LocationService location, @Reference ParameterCatalogue catalogue) {
        this.location = location;
        this.stores = location.stores();
        this.report = new StoreReport(location);
        this.catalogue = catalogue;
    }

    @Descriptor("list the stores there are, what each is in use as, how it does and how much it holds: store:list")
    public void list(
            @Descriptor("as a JSON object") @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json) {
        List<StoreState> states = report.stores();
        TextTable table = new TextTable(
                Column.whole("STORE"),
                Column.of("IN USE AS", "role"),
                Column.whole("HEALTH"),
                Column.of("AORS"),
                Column.of("CONTACTS"),
                Column.hidden("database"),
                Column.hidden("used"),
                Column.hidden("reason"),
                Column.hidden("since"));
        states.forEach(state -> row(table, state));
        if (json) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("in_use", report.inUse());
            object.put("waiting", report.inUse().isPresent() ? "" : report.waiting());
            object.put("outstanding", report.outstanding());
            object.put("changing", report.changing());
            object.put("stores", table.objects());
            Json.print(object);
            return;
        }
        table.print(false);
        PrintStream out = Output.stream();
        states.stream()
                .filter(state -> !state.health().reason().isEmpty())
                .forEach(state -> out.println(remark(state)));
        out.println(inUse());
        tellOutstanding(out);
        String line = report.changing();
        if (!line.isEmpty()) {
            out.println(line);
        }
    }

    @Descriptor(
            "use another store, now and for good: store:use memory; or a database: store:use jdbc 1; copies all bindings"
                    + " first and shows how far it is; if that fails all stays as it was")
    public void use(
            @Descriptor("name of the store, as store:list shows it") String name,
            @Descriptor(
                            "of a database, db_mode: 1 written through, 2 written back, 3 alone, 4 loaded once; 3 if it is left out")
                    int... dbMode) {
        if (dbMode.length > 1) {
            throw new CommandException("one db_mode is wanted, not " + dbMode.length);
        }
        PrintStream out = Output.stream();
        int mode = dbMode.length == 1 ? dbMode[0] : store(name).isDatabase() ? 3 : 0;
        List<Change> changes = parameters(name, mode).entrySet().stream()
                .map(value -> Change.set("usrloc", value.getKey(), value.getValue()))
                .toList();
        List<String> notices = catalogue
                .apply(Operator.name(), changes, line -> tell(out, line))
                .notices();
        // The parameters may have been set already, to what could not be used then.
        report.retry(line -> tell(out, line)).ifPresent(refusal -> {
            throw new CommandException(refusal);
        });
        out.println(inUse());
        notices.forEach(notice -> out.println("notice: " + notice));
    }

    private Map<String, String> parameters(String name, int dbMode) {
        try {
            return report.parameters(name, dbMode);
        } catch (IllegalArgumentException refusal) {
            throw new CommandException(refusal.getMessage());
        }
    }

    private String inUse() {
        return report.inUse().map(plan -> "in use: " + plan).orElseGet(() -> "none is in use: " + report.waiting());
    }

    @Descriptor("copy all bindings of a store to another one that is not in use; those that only the other has stay:"
            + " store:copy memory jdbc")
    public void copy(@Descriptor("the store to copy from") String from, @Descriptor("the store to copy to") String to) {
        Plan.Store source = store(from);
        Plan.Store target = other(source, to);
        if (stores.plan().filter(plan -> plan.uses(target.service())).isPresent()) {
            throw new CommandException(to + " is in use, what it holds comes from requests; store:verify compares it");
        }
        PrintStream out = Output.stream();
        Progress progress = new Progress();
        Teller teller = new Teller(out, progress);
        long[] copied = new long[2];
        try (Copier copier = new Copier(location.ordered(source.service()), target, only -> false, location.now())) {
            for (String table : tables(source, target)) {
                progress.begin(
                        "copying " + table + " to " + to, source.service().records(table));
                copier.comparison().run(table, new Comparison.Sink() {

                    @Override
                    public void differs(AddressRecord record, boolean isAbsent) {
                        copier.copyFirst(table, record, isAbsent);
                        copied[0]++;
                    }

                    @Override
                    public void onlyInTarget(AddressRecord record) {
                        copied[1]++;
                    }

                    @Override
                    public void isCompared() {
                        progress.advance();
                        teller.tell();
                    }
                });
                copier.await(LONGEST_COPY_SECONDS);
            }
        } catch (LocationException failure) {
            throw new CommandException(failure.getMessage());
        }
        out.println(copied[0] + " AoRs were copied from " + from + " to " + to
                + (copied[1] == 0 ? "" : "; " + copied[1] + " that only " + to + " has stay"));
    }

    @Descriptor("compare two stores: count the AoRs that differ and show the first; fails if there are any:"
            + " store:verify memory jdbc")
    public void verify(
            @Descriptor("as a JSON object") @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json,
            @Descriptor("a store") String one,
            @Descriptor("another store") String other) {
        Plan.Store first = store(one);
        Plan.Store second = other(first, other);
        PrintStream out = Output.stream();
        Progress progress = new Progress();
        Teller teller = new Teller(json ? Output.errors() : out, progress);
        StoreVerification verification = new StoreVerification(first, second, location.now(), progress, teller::tell);
        try {
            stores.settle(LONGEST_SETTLE);
            verification.run(tables(first, second));
        } catch (LocationException failure) {
            throw new CommandException(failure.getMessage());
        }
        if (json) {
            Json.print(object(verification));
        } else {
            tellOutstanding(out);
            verification.explained().forEach(line -> out.println(TerminalText.shown(line)));
        }
        long differences = verification.different() + verification.onlyInOne() + verification.onlyInOther();
        String counts = verification.compared() + " AoRs of " + one + " compared with " + other + ": ";
        if (differences > 0) {
            throw new CommandException(counts + differences + " differ (" + verification.different()
                    + " in their contacts, " + verification.onlyInOne() + " only in " + one + ", "
                    + verification.onlyInOther() + " only in " + other + ")");
        }
        if (!json) {
            out.println(counts + "no difference");
        }
    }

    private Map<String, Object> object(StoreVerification verification) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("compared", verification.compared());
        object.put("different", verification.different());
        object.put("only_in_first", verification.onlyInOne());
        object.put("only_in_second", verification.onlyInOther());
        object.put("outstanding", stores.outstanding());
        object.put(
                "explained",
                verification.explained().stream().map(TerminalText::shown).toList());
        return object;
    }

    private void tellOutstanding(PrintStream out) {
        long outstanding = stores.outstanding();
        if (outstanding > 0) {
            out.println(outstanding + " AoRs are not in the database yet as they are in memory");
        }
    }

    private Plan.Store store(String name) {
        return stores.named(name)
                .orElseThrow(() ->
                        new CommandException("there is no store '" + name + "'; there are " + stores.available()));
    }

    private Plan.Store other(Plan.Store first, String name) {
        Plan.Store second = store(name);
        if (second.service() == first.service()) {
            throw new CommandException("two different stores are wanted, not " + name + " twice");
        }
        return second;
    }

    private Set<String> tables(Plan.Store one, Plan.Store other) {
        Set<String> tables = new TreeSet<>(location.tables());
        tables.addAll(one.service().tables());
        tables.addAll(other.service().tables());
        return tables;
    }

    private static void row(TextTable table, StoreState store) {
        StoreHealth health = store.health();
        table.row(
                store.name(),
                new Cell(store.role().isEmpty() ? "-" : store.role(), store.role()),
                health.state().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                number(store.aors()),
                number(store.contacts()),
                store.isDatabase(),
                store.isUsed(),
                health.reason(),
                since(health));
    }

    private static Optional<Long> number(OptionalLong number) {
        return number.isPresent() ? Optional.of(number.getAsLong()) : Optional.empty();
    }

    private static Optional<Instant> since(StoreHealth health) {
        return Optional.of(health.since()).filter(since -> since > 0).map(Instant::ofEpochSecond);
    }

    private static String remark(StoreState store) {
        return store.name() + ": " + store.health().reason()
                + since(store.health()).map(since -> " (since " + since + ")").orElse("");
    }

    private static void tell(PrintStream out, String line) {
        out.println(line);
        out.flush();
    }

    /** Prints how far it is, every second. */
    private static final class Teller {

        private final PrintStream out;
        private final Progress progress;
        private long next = System.nanoTime() + TELL_NANOS;

        Teller(PrintStream out, Progress progress) {
            this.out = out;
            this.progress = progress;
        }

        void tell() {
            long now = System.nanoTime();
            if (now - next >= 0) {
                next = now + TELL_NANOS;
                StoreCommands.tell(out, progress.line());
            }
        }
    }
}
