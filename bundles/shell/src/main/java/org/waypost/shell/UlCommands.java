package org.waypost.shell;

import java.io.PrintStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.waypost.parameters.ParameterCatalogue;
import org.waypost.shell.text.CommandException;
import org.waypost.shell.text.Output;
import org.waypost.shell.text.TerminalText;
import org.waypost.usrloc.AddressRecord;
import org.waypost.usrloc.Contact;
import org.waypost.usrloc.LocationException;
import org.waypost.usrloc.RecordEdit;
import org.waypost.usrloc.RecordUpdate;
import org.waypost.usrloc.UserLocation;

/** The commands {@code ul:…}: the location tables, read and changed, with the arguments of Kamailio's {@code ul.…}. */
@Component(
        service = UlCommands.class,
        property = {
            "osgi.command.scope=ul",
            "osgi.command.function=dump",
            "osgi.command.function=lookup",
            "osgi.command.function=rm",
            "osgi.command.function=rm_contact",
            "osgi.command.function=add"
        })
public final class UlCommands {

    private final ParameterCatalogue catalogue;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile UserLocation userLocation;

    @Activate
    public UlCommands(@Reference ParameterCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    @Descriptor("show the contacts of all tables, or of one")
    public void dump(
            @Descriptor("one line for each contact")
                    @Parameter(
                            names = {"-b", "--brief"},
                            presentValue = "true",
                            absentValue = "false")
                    boolean brief,
            @Descriptor("expired contacts that were not swept yet, too")
                    @Parameter(
                            names = {"-a", "--all"},
                            presentValue = "true",
                            absentValue = "false")
                    boolean all,
            @Descriptor("the table, such as location") String... tables) {
        UserLocation location = location();
        Set<String> wanted = tables.length == 0 ? new TreeSet<>(location.tables()) : new TreeSet<>(List.of(tables));
        wanted.forEach(table -> requireTable(location, table));
        for (String table : wanted) {
            dump(Output.stream(), location, table, brief, all);
        }
    }

    @Descriptor("show the contacts of one AoR: ul:lookup location alice")
    public void lookup(
            @Descriptor("expired contacts that were not swept yet, too")
                    @Parameter(
                            names = {"-a", "--all"},
                            presentValue = "true",
                            absentValue = "false")
                    boolean all,
            @Descriptor("the table, such as location") String table,
            @Descriptor("the AoR: alice or alice@example.com") String aor) {
        long now = Instant.now().getEpochSecond();
        AddressRecord record = record(location(), table, aor);
        List<Contact> contacts = shown(record, now, all);
        if (contacts.isEmpty()) {
            throw notFound(table, aor);
        }
        ContactText text = new ContactText(Output.stream(), location(), now);
        text.full("", record.aor(), contacts);
        text.flush();
    }

    @Descriptor("remove all contacts of an AoR: ul:rm location alice")
    public void rm(
            @Descriptor("the table, such as location") String table,
            @Descriptor("the AoR: alice or alice@example.com") String aor) {
        UserLocation location = location();
        String stored = record(location, table, aor).aor();
        int removed = change(location, table, stored, edit -> {
            List<Contact> contacts = List.copyOf(edit.contacts());
            contacts.forEach(edit::delete);
            return contacts.size();
        });
        Output.stream().println("contacts removed: " + removed);
    }

    @Descriptor("remove one contact of an AoR: ul:rm_contact location alice sip:alice@10.0.0.1:5060")
    public void rm_contact(
            @Descriptor("the table, such as location") String table,
            @Descriptor("the AoR: alice or alice@example.com") String aor,
            @Descriptor("the contact URI as ul:lookup shows it") String contact) {
        UserLocation location = location();
        String stored = record(location, table, aor).aor();
        String uri = TerminalText.octets(contact);
        boolean removed = change(location, table, stored, edit -> {
            Optional<Contact> found = contact(edit, uri);
            found.ifPresent(edit::delete);
            return found.isPresent();
        });
        if (!removed) {
            throw new CommandException("AoR '" + aor + "' in table '" + table + "' has no contact " + contact);
        }
        Output.stream().println("contacts removed: 1");
    }

    @Descriptor("add or replace a contact: ul:add location alice sip:alice@10.0.0.1:5060 3600 0.5 0 0 0 -1")
    public void add(
            @Descriptor("the table, such as location") String table,
            @Descriptor("the AoR: alice or alice@example.com") String aor,
            @Descriptor("the contact URI") String contact,
            @Descriptor("seconds from now; 0 never expires") String expires,
            @Descriptor("0 to 1, three decimals; -1 for none") String q,
            @Descriptor("Path vector, or 0 for none") String path,
            @Descriptor("flags of the record, a number") String flags,
            @Descriptor("branch flags, a number") String cflags,
            @Descriptor("mask of methods; -1 or 0 for all") String methods) {
        UserLocation location = location();
        requireTable(location, table);
        AddedContact added = AddedContact.parse(contact, expires, q, path, flags, cflags, methods);
        String stored = AorText.canonical(aor, location.useDomain(), caseSensitive());
        int serverId = location.serverId();
        change(location, table, stored, edit -> added.apply(edit, serverId));
        lookup(true, table, stored);
    }

    private void dump(PrintStream out, UserLocation location, String table, boolean brief, boolean all) {
        long now = Instant.now().getEpochSecond();
        ContactText text = new ContactText(out, location, now);
        long[] counts = new long[2];
        text.line("Domain: " + table);
        if (brief) {
            text.briefHeading();
        }
        Predicate<AddressRecord> visitor = record -> {
            List<Contact> contacts = shown(record, now, all);
            if (!contacts.isEmpty()) {
                counts[0]++;
                counts[1] += contacts.size();
                if (brief) {
                    text.brief(record.aor(), contacts);
                } else {
                    text.full("  ", record.aor(), contacts);
                }
            }
            // Ctrl-C in a shell interrupts; a client that went away leaves the stream in error.
            return !Thread.currentThread().isInterrupted() && text.pass();
        };
        orRefuse(() -> {
            location.scan(table, visitor);
            return true;
        });
        text.line("Records: " + counts[0] + ", contacts: " + counts[1]);
        text.flush();
    }

    private boolean caseSensitive() {
        return catalogue.modules().contains("registrar")
                && catalogue
                        .value(catalogue.parameter("registrar", "case_sensitive"))
                        .equals("1");
    }

    private UserLocation location() {
        UserLocation location = userLocation;
        if (location == null) {
            throw new CommandException(
                    "the location tables are not there now (bundle org.waypost.usrloc is not active)");
        }
        return location;
    }

    private AddressRecord record(UserLocation location, String table, String aor) {
        requireTable(location, table);
        for (String each : AorText.candidates(aor, location.useDomain(), caseSensitive())) {
            Optional<AddressRecord> found = orRefuse(() -> location.find(table, each));
            if (found.isPresent()) {
                return found.get();
            }
        }
        throw notFound(table, aor);
    }

    private static Optional<Contact> contact(RecordEdit edit, String uri) {
        return edit.contacts().stream()
                .filter(contact -> contact.uri().equals(uri))
                .findFirst();
    }

    private static List<Contact> shown(AddressRecord record, long now, boolean all) {
        return record.contacts().stream()
                .filter(contact -> all || contact.isValid(now))
                .toList();
    }

    private static void requireTable(UserLocation location, String table) {
        Set<String> tables = location.tables();
        if (!tables.contains(table)) {
            throw new CommandException(
                    "there is no table '" + table + "'; there are " + String.join(", ", new TreeSet<>(tables)));
        }
    }

    private static CommandException notFound(String table, String aor) {
        return new CommandException("AoR '" + aor + "' is not found in table '" + table + "'");
    }

    private static <R> R change(UserLocation location, String table, String aor, RecordUpdate<R> update) {
        return orRefuse(() -> location.update(table, aor, update));
    }

    private static <R> R orRefuse(Supplier<R> action) {
        try {
            return action.get();
        } catch (LocationException e) {
            throw new CommandException("the location store fails: " + e.getMessage());
        }
    }
}
