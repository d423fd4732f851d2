package org.waypost.management.rpc;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.waypost.operations.AddedContact;
import org.waypost.operations.Locations;
import org.waypost.operations.OperationException;
import org.waypost.operations.OperationException.Reason;
import org.waypost.parameters.ParameterCatalogue;
import org.waypost.usrloc.AddressRecord;

/** The methods {@code ul.…}: the location tables with the results and errors of Kamailio's module usrloc. */
@Component(service = RpcMethods.class)
public final class UlMethods implements RpcMethods {

    private static final Duration FLUSHING = Duration.ofSeconds(60);
    private static final String FEW = "Not enough parameters (table and AOR to lookup)";
    private static final String FEW_FOR_CONTACT = "Not enough parameters (table, AOR and contact)";
    private static final String FEW_FOR_ADDING = "Not enough parameters or wrong format";
    private static final String FEW_FOR_COUNTING = "Not enough parameters (table to lookup)";

    private final Locations locations;
    private final ParameterCatalogue catalogue;

    @Activate
    public UlMethods(@Reference Locations locations, @Reference ParameterCatalogue catalogue) {
        this.locations = locations;
        this.catalogue = catalogue;
    }

    @Override
    public List<RpcMethod> methods() {
        List<String> table = List.of("table");
        List<String> aor = List.of("table", "aor");
        return List.of(
                new RpcMethod(
                        "ul.dump",
                        List.of("brief"),
                        "All contacts of all tables; with brief the AoRs alone.",
                        (arguments, author) -> new LocationDump(
                                locations,
                                catalogue,
                                arguments.text(0).filter("brief"::equals).isPresent())),
                new RpcMethod("ul.lookup", aor, "The contacts of an AoR.", (arguments, author) -> lookup(arguments)),
                new RpcMethod("ul.rm", aor, "Removes all contacts of an AoR.", (arguments, author) -> rm(arguments)),
                new RpcMethod(
                        "ul.rm_contact",
                        List.of("table", "aor", "contact"),
                        "Removes one contact of an AoR.",
                        (arguments, author) -> rmContact(arguments)),
                new RpcMethod(
                        "ul.add",
                        List.of("table", "aor", "contact", "expires", "q", "path", "flags", "cflags", "methods"),
                        "Adds a contact, or replaces the one with the same URI.",
                        (arguments, author) -> add(arguments)),
                new RpcMethod(
                        "ul.flush",
                        List.of(),
                        "Writes what the database does not have yet.",
                        (arguments, author) -> flush()),
                new RpcMethod(
                        "ul.db_users",
                        table,
                        "Number of AoRs with a valid contact in the database.",
                        (arguments, author) -> count(arguments, locations::databaseUsers, "AoR")),
                new RpcMethod(
                        "ul.db_contacts",
                        table,
                        "Number of valid contacts in the database.",
                        (arguments, author) -> count(arguments, locations::databaseContacts, "contact")),
                new RpcMethod(
                        "ul.db_expired_contacts",
                        table,
                        "Number of expired contacts in the database.",
                        (arguments, author) -> count(arguments, locations::databaseExpiredContacts, "contact")));
    }

    private Object lookup(Arguments arguments) {
        String table = arguments.text(0, RpcFault.of(500, FEW));
        String aor = arguments.text(1, RpcFault.of(500, FEW));
        try {
            AddressRecord record =
                    locations.lookup(table, aor).orElseThrow(() -> RpcFault.of(500, "AOR not found in location table"));
            return LocationDump.record(locations, table, record);
        } catch (OperationException e) {
            throw fault(e, "AOR not found in location table");
        }
    }

    private Object rm(Arguments arguments) {
        String table = arguments.text(0, RpcFault.of(500, FEW));
        String aor = arguments.text(1, RpcFault.of(500, FEW));
        try {
            locations.remove(table, aor);
            return Map.of();
        } catch (OperationException e) {
            throw fault(e, "AOR not found");
        }
    }

    private Object rmContact(Arguments arguments) {
        RpcFault few = RpcFault.of(500, FEW_FOR_CONTACT);
        try {
            locations.removeContact(arguments.text(0, few), arguments.text(1, few), arguments.text(2, few));
            return Map.of();
        } catch (OperationException e) {
            throw fault(e, "AOR not found");
        }
    }

    private Object add(Arguments arguments) {
        RpcFault few = RpcFault.of(500, FEW_FOR_ADDING);
        String table = arguments.text(0, few);
        String aor = arguments.text(1, few);
        try {
            AddedContact contact = AddedContact.parse(
                    arguments.text(2, few),
                    arguments.text(3, few),
                    arguments.text(4, few),
                    // without a path, Kamailio wants an empty text here
                    arguments.text(5, few).isEmpty() ? "0" : arguments.text(5, few),
                    arguments.text(6, few),
                    arguments.text(7, few),
                    arguments.text(8, few));
            locations.add(table, aor, contact);
            return Map.of();
        } catch (OperationException e) {
            throw fault(e, FEW_FOR_ADDING);
        }
    }

    private Object flush() {
        try {
            long left = locations.flush(FLUSHING);
            if (left > 0) {
                throw RpcFault.of(500, "Failed to flush", left + " AoRs are not in the database yet");
            }
            return Map.of();
        } catch (OperationException e) {
            throw fault(e, "Failed to flush");
        }
    }

    private static long count(Arguments arguments, ToLongFunction<String> counter, String what) {
        String table = arguments.text(0, RpcFault.of(500, FEW_FOR_COUNTING));
        try {
            return counter.applyAsLong(table);
        } catch (OperationException e) {
            throw fault(e, "Failed to query " + what + " count");
        }
    }

    /** @param message for all that Kamailio has no other message for */
    static RpcFault fault(OperationException e, String message) {
        Reason reason = e.reason();
        return switch (reason) {
            case NO_TABLE -> RpcFault.of(500, "Domain table not found", e.getMessage());
            case NO_AOR -> RpcFault.of(404, "AOR not found", e.getMessage());
            case NO_CONTACT -> RpcFault.of(404, "Contact not found", e.getMessage());
            case NO_DATABASE -> RpcFault.of(500, "Command is not supported in db_mode=0", e.getMessage());
            case STORE_FAILS, BAD_ARGUMENT -> RpcFault.of(500, message, e.getMessage());
        };
    }
}
