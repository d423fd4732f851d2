package org.waypost.usrloc.core;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Process;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.waypost.parameters.ParameterCatalogue;
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

    @Descriptor("list the stores there are, what each is in use as, how it does and how much it holds")
    public void list() {
        PrintStream out = Process.Utils.current().out();
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {"STORE", "IN USE AS", "HEALTH", "AORS", "CONTACTS"});
        List<StoreState> states = report.stores();
        states.forEach(state -> rows.add(row(state)));
        print(rows, out);
        states.stream()
                .filter(state -> !state.health().reason().isEmpty())
                .forEach(state -> out.println(remark(state)));
        out.println(inUse());
        long outstanding = report.outstanding();
        if (outstanding > 0) {
            out.println(outstanding + " AoRs are not in the database yet as they are in memory");
        }
        String line = report.changing();
        if (!line.isEmpty()) {
            out.println(line);
        }
    }

    @Descriptor("use another store, now and for good: store:use memory, store:use jdbc (the database alone, db_mode 3);"
            + " copies all bindings first and shows how far it is; if that fails all stays as it was")
    public void use(@Descriptor("name of the store, as store:list shows it") String name) {
        use(name, store(name).isDatabase() ? 3 : 0);
    }

    @Descriptor("use a database in another way, now and for good: store:use jdbc 1 (memory, written through to it)")
    public void use(
            @Descriptor("name of the store, as store:list shows it") String name,
            @Descriptor("db_mode: 1 written through, 2 written back, 3 the database alone, 4 loaded once") int dbMode) {
        PrintStream out = Process.Utils.current().out();
        catalogue.set("usrloc", parameters(name, dbMode), line -> tell(out, line));
        // The parameters may have been set already, to what could not be used then.
        report.retry(line -> tell(out, line)).ifPresent(refusal -> {
            throw new StoreException(refusal);
        });
        out.println(inUse());
    }

    private Map<String, String> parameters(String name, int dbMode) {
        try {
            return report.parameters(name, dbMode);
        } catch (IllegalArgumentException refusal) {
            throw new StoreException(refusal.getMessage());
        }
    }

    private String inUse() {
        return report.inUse().map(plan -> "in use: " + plan).orElseGet(() -> "none is in use: " + report.waiting());
    }

    @Descriptor("copy all bindings of a store to another one that is not in use; those that only the other has stay")
    public void copy(@Descriptor("the store to copy from") String from, @Descriptor("the store to copy to") String to) {
        Plan.Store source = store(from);
        Plan.Store target = other(source, to);
        if (stores.plan().filter(plan -> plan.uses(target.service())).isPresent()) {
            throw new StoreException(to + " is in use, what it holds comes from requests; store:verify compares it");
        }
        PrintStream out = Process.Utils.current().out();
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
            throw new StoreException(failure.getMessage());
        }
        out.println(copied[0] + " AoRs were copied from " + from + " to " + to
                + (copied[1] == 0 ? "" : "; " + copied[1] + " that only " + to + " has stay"));
    }

    @Descriptor("compare two stores: count the AoRs that differ and show the first; fails if there are any")
    public void verify(@Descriptor("a store") String one, @Descriptor("another store") String other) {
        Plan.Store first = store(one);
        Plan.Store second = other(first, other);
        PrintStream out = Process.Utils.current().out();
        Progress progress = new Progress();
        Teller teller = new Teller(out, progress);
        StoreVerification verification = new StoreVerification(first, second, location.now(), progress, teller::tell);
        try {
            stores.settle(LONGEST_SETTLE);
            verification.run(tables(first, second));
        } catch (LocationException failure) {
            throw new StoreException(failure.getMessage());
        }
        long outstanding = stores.outstanding();
        if (outstanding > 0) {
            out.println(outstanding + " AoRs are not in the database yet as they are in memory");
        }
        verification.explained().forEach(line -> out.println(shown(line)));
        long differences = verification.different() + verification.onlyInOne() + verification.onlyInOther();
        String counts = verification.compared() + " AoRs of " + one + " compared with " + other + ": ";
        if (differences > 0) {
            throw new StoreException(counts + differences + " differ (" + verification.different()
                    + " in their contacts, " + verification.onlyInOne() + " only in " + one + ", "
                    + verification.onlyInOther() + " only in " + other + ")");
        }
        out.println(counts + "no difference");
    }

    private Plan.Store store(String name) {
        return stores.named(name)
                .orElseThrow(
                        () -> new StoreException("there is no store '" + name + "'; there are " + stores.available()));
    }

    private Plan.Store other(Plan.Store first, String name) {
        Plan.Store second = store(name);
        if (second.service() == first.service()) {
            throw new StoreException("two different stores are wanted, not " + name + " twice");
        }
        return second;
    }

    private Set<String> tables(Plan.Store one, Plan.Store other) {
        Set<String> tables = new TreeSet<>(location.tables());
        tables.addAll(one.service().tables());
        tables.addAll(other.service().tables());
        return tables;
    }

    private static String[] row(StoreState store) {
        return new String[] {
            store.name(),
            store.role().isEmpty() ? "-" : store.role(),
            store.health().state().name().toLowerCase(Locale.ROOT).replace('_', '-'),
            number(store.aors()),
            number(store.contacts())
        };
    }

    private static String number(OptionalLong number) {
        return number.isPresent() ? Long.toString(number.getAsLong()) : "-";
    }

    private static String remark(StoreState store) {
        StoreHealth health = store.health();
        return store.name() + ": " + health.reason()
                + (health.since() > 0 ? " (since " + Instant.ofEpochSecond(health.since()) + ")" : "");
    }

    private static void print(List<String[]> rows, PrintStream out) {
        int[] widths = new int[rows.get(0).length];
        for (String[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        }
        for (String[] row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.length; i++) {
                line.append(row[i]).append(" ".repeat(widths[i] - row[i].length() + 2));
            }
            out.println(line.toString().stripTrailing());
        }
    }

    private static void tell(PrintStream out, String line) {
        out.println(line);
        out.flush();
    }

    // Octets off the wire, without control characters that would move a terminal's cursor.
    private static String shown(String octets) {
        String text = new String(octets.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        return text.replaceAll("\\p{Cntrl}", "?");
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
