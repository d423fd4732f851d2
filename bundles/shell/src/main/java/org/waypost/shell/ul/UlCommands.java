package org.waypost.shell.ul;

import static org.waypost.shell.ul.Refusals.orRefuse;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.waypost.operations.AddedContact;
import org.waypost.operations.Locations;
import org.waypost.shell.text.CommandException;
import org.waypost.shell.text.Json;
import org.waypost.shell.text.JsonArray;
import org.waypost.shell.text.Output;
import org.waypost.shell.text.Pages;
import org.waypost.usrloc.AddressRecord;
import org.waypost.usrloc.Contact;

/** The commands {@code ul:…}: the location tables, read and changed, with the arguments of Kamailio's {@code ul.…}. */
@Component(
        service = UlCommands.class,
        property = {
            "osgi.command.scope=ul",
            "osgi.command.function=dump",
            "osgi.command.function=lookup",
            "osgi.command.function=rm",
            "osgi.command.function=rm_contact",
            "osgi.command.function=add",
            "osgi.command.function=flush",
            "osgi.command.function=db_users",
            "osgi.command.function=db_contacts",
            "osgi.command.function=db_expired_contacts"
        })
public final class UlCommands {

    private static final String LOCATION = "location";

    /** As Kamailio's {@code ul.dump brief}. */
    private static final String BRIEF = "brief";

    private static final Duration LONGEST_FLUSH = Duration.ofSeconds(60);

    private final Locations locations;

    @Activate
    public UlCommands(@Reference Locations locations) {
        this.locations = locations;
    }

    @Descriptor("show the contacts of all tables, or of some: ul:dump, ul:dump -b, ul:dump --json location")
    public void dump(
            @Descriptor("one line for each contact; so does the word brief")
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
            @Descriptor("as a JSON array of contacts")
                    @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json,
            @Descriptor("the table, such as location") String... tables) {
        Set<String> there = orRefuse(locations::tables);
        Set<String> wanted = new TreeSet<>(List.of(tables));
        boolean isWord = !there.contains(BRIEF) && wanted.remove(BRIEF);
        for (String table : wanted) {
            if (!there.contains(table)) {
                throw new CommandException("there is no table '" + table + "'; there are " + String.join(", ", there));
            }
        }
        Set<String> shown = wanted.isEmpty() ? there : wanted;
        if (json) {
            dumpJson(shown, all);
        } else {
            dumpText(shown, brief || isWord, all);
        }
    }

    private void dumpJson(Set<String> tables, boolean all) {
        try (JsonArray array = JsonArray.open()) {
            for (String table : tables) {
                scan(
                        table,
                        all,
                        record -> record.contacts().stream()
                                .allMatch(contact ->
                                        array.add(ContactText.object(locations, table, record.aor(), contact))));
            }
        }
    }

    private void dumpText(Set<String> tables, boolean brief, boolean all) {
        try (Pages pages = Pages.open()) {
            ContactText text = new ContactText(locations, pages);
            for (String table : tables) {
                long[] counts = new long[2];
                text.line("Domain: " + table);
                if (brief) {
                    text.briefHeading();
                }
                scan(table, all, record -> {
                    counts[0]++;
                    counts[1] += record.contacts().size();
                    return brief
                            ? text.brief(table, record.aor(), record.contacts())
                            : text.full("  ", table, record.aor(), record.contacts());
                });
                text.line("Records: " + counts[0] + ", contacts: " + counts[1]);
            }
        }
    }

    /** Shows the records with contacts that are valid, or with any, until {@code visitor} returns false. */
    private void scan(String table, boolean all, Predicate<AddressRecord> visitor) {
        long now = now();
        orRefuse(() -> {
            locations.scan(table, record -> {
                AddressRecord shown = shown(record, now, all);
                return shown.isEmpty() || visitor.test(shown);
            });
            return true;
        });
    }

    @Descriptor("show the contacts of one AoR: ul:lookup location alice")
    public void lookup(
            @Descriptor("expired contacts that were not swept yet, too")
                    @Parameter(
                            names = {"-a", "--all"},
                            presentValue = "true",
                            absentValue = "false")
                    boolean all,
            @Descriptor("as a JSON array of contacts")
                    @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json,
            @Descriptor("the table, such as location") String table,
            @Descriptor("the AoR: alice or alice@example.com") String aor) {
        AddressRecord record = orRefuse(() -> locations.lookup(table, aor))
                .map(found -> shown(found, now(), all))
                .filter(found -> !found.isEmpty())
                .orElseThrow(() -> notFound(table, aor));
        show(table, record, json);
    }

    private void show(String table, AddressRecord record, boolean json) {
        if (json) {
            try (JsonArray array = JsonArray.open()) {
                record.contacts()
                        .forEach(contact -> array.add(ContactText.object(locations, table, record.aor(), contact)));
            }
            return;
        }
        try (Pages pages = Pages.open()) {
            new ContactText(locations, pages).full("", table, record.aor(), record.contacts());
        }
    }

    @Descriptor("remove all contacts of an AoR: ul:rm location alice")
    public void rm(
            @Descriptor("as a JSON object") @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json,
            @Descriptor("the table, such as location") String table,
            @Descriptor("the AoR: alice or alice@example.com") String aor) {
        int removed = orRefuse(() -> locations.remove(table, aor));
        if (removed == 0) {
            throw notFound(table, aor);
        }
        tell(json, "removed", "contacts removed: ", removed);
    }

    @Descriptor("remove one contact of an AoR: ul:rm_contact location alice sip:alice@10.0.0.1:5060")
    public void rm_contact(
            @Descriptor("as a JSON object") @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json,
            @Descriptor("the table, such as location") String table,
            @Descriptor("the AoR: alice or alice@example.com") String aor,
            @Descriptor("the contact URI as ul:lookup shows it") String contact) {
        orRefuse(() -> {
            locations.removeContact(table, aor, contact);
            return true;
        });
        tell(json, "removed", "contacts removed: ", 1);
    }

    @Descriptor("add or replace a contact: ul:add location alice sip:alice@10.0.0.1:5060 3600 0.5 0 0 0 -1")
    public void add(
            @Descriptor("show the AoR as a JSON array of contacts")
                    @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json,
            @Descriptor("the table, such as location") String table,
            @Descriptor("the AoR: alice or alice@example.com") String aor,
            @Descriptor("the contact URI") String contact,
            @Descriptor("seconds from now; 0 never expires") String expires,
            @Descriptor("0 to 1, three decimals; -1 for none") String q,
            @Descriptor("Path vector, or 0 for none") String path,
            @Descriptor("flags of the record, a number") String flags,
            @Descriptor("branch flags, a number") String cflags,
            @Descriptor("mask of methods; -1 or 0 for all") String methods) {
        show(
                table,
                orRefuse(() -> locations.add(
                        table, aor, AddedContact.parse(contact, expires, q, path, flags, cflags, methods))),
                json);
    }

    @Descriptor("write to the database what it does not have yet (db_mode 2): ul:flush")
    public void flush(
            @Descriptor("as a JSON object") @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json) {
        long unwritten = orRefuse(() -> locations.flush(LONGEST_FLUSH));
        if (unwritten > 0) {
            throw new CommandException(
                    unwritten + " AoRs are still not in the database as they are in memory; store:list may say why");
        }
        tell(json, "unwritten", "AoRs that are still to be written: ", 0);
    }

    @Descriptor("count the AoRs with valid contacts in the database: ul:db_users location")
    public void db_users(
            @Descriptor("as a JSON object") @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json,
            @Descriptor("the table; location if it is left out") String... table) {
        tell(json, "users", "", count(table, locations::databaseUsers));
    }

    @Descriptor("count the valid contacts in the database: ul:db_contacts location")
    public void db_contacts(
            @Descriptor("as a JSON object") @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json,
            @Descriptor("the table; location if it is left out") String... table) {
        tell(json, "contacts", "", count(table, locations::databaseContacts));
    }

    @Descriptor("count the expired contacts in the database: ul:db_expired_contacts location")
    public void db_expired_contacts(
            @Descriptor("as a JSON object") @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json,
            @Descriptor("the table; location if it is left out") String... table) {
        tell(json, "expired_contacts", "", count(table, locations::databaseExpiredContacts));
    }

    private static long count(String[] table, ToLongFunction<String> question) {
        if (table.length > 1) {
            throw new CommandException("one table is wanted, not " + String.join(" ", table));
        }
        return orRefuse(() -> question.applyAsLong(table.length == 0 ? LOCATION : table[0]));
    }

    private static void tell(boolean json, String key, String label, long number) {
        if (json) {
            Json.print(Map.of(key, number));
        } else {
            Output.stream().println(label + number);
        }
    }

    private static AddressRecord shown(AddressRecord record, long now, boolean all) {
        if (all) {
            return record;
        }
        List<Contact> valid = record.contacts().stream()
                .filter(contact -> contact.isValid(now))
                .toList();
        return new AddressRecord(record.aor(), valid);
    }

    private static CommandException notFound(String table, String aor) {
        return new CommandException("AoR '" + aor + "' is not found in table '" + table + "'");
    }

    private static long now() {
        return System.currentTimeMillis() / 1000;
    }
}
