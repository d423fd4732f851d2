package org.waypost.operations.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.waypost.operations.AddedContact;
import org.waypost.operations.LocationWatch;
import org.waypost.operations.Locations;
import org.waypost.operations.OperationException;
import org.waypost.operations.OperationException.Reason;
import org.waypost.operations.WireText;
import org.waypost.parameters.ParameterCatalogue;
import org.waypost.usrloc.AddressRecord;
import org.waypost.usrloc.Contact;
import org.waypost.usrloc.LocationException;
import org.waypost.usrloc.Stored;
import org.waypost.usrloc.UserLocation;

/** Operators' work on the location tables, wherever they are kept now. */
@Component
public final class LocationOperations implements Locations {

    private static final long LONGEST_SEARCH_NANOS = 100_000_000;

    private final BundleContext context;
    private final ParameterCatalogue catalogue;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile UserLocation userLocation;

    @Activate
    public LocationOperations(BundleContext context, @Reference ParameterCatalogue catalogue) {
        this.context = context;
        this.catalogue = catalogue;
    }

    @Override
    public Set<String> tables() {
        return new TreeSet<>(location().tables());
    }

    @Override
    public boolean useDomain() {
        return location().useDomain();
    }

    @Override
    public Optional<AddressRecord> lookup(String table, String aor) {
        return in(table, location -> {
            for (String each : aors(location).candidates(aor)) {
                Optional<AddressRecord> found = location.find(table, each);
                if (found.isPresent()) {
                    return found;
                }
            }
            return Optional.empty();
        });
    }

    @Override
    public int remove(String table, String aor) {
        Optional<AddressRecord> record = lookup(table, aor);
        return record.isEmpty()
                ? 0
                : in(
                        table,
                        location -> location.update(table, record.get().aor(), edit -> {
                            List<Contact> contacts = List.copyOf(edit.contacts());
                            contacts.forEach(edit::delete);
                            return contacts.size();
                        }));
    }

    @Override
    public void removeContact(String table, String aor, String uri) {
        String octets = WireText.octets(uri);
        AddressRecord record = lookup(table, aor)
                .orElseThrow(() -> new OperationException(
                        Reason.NO_AOR, "AoR '" + aor + "' is not found in table '" + table + "'"));
        boolean removed = in(
                table,
                location -> location.update(table, record.aor(), edit -> {
                    Optional<Contact> found = edit.contacts().stream()
                            .filter(contact -> contact.uri().equals(octets))
                            .findFirst();
                    found.ifPresent(edit::delete);
                    return found.isPresent();
                }));
        if (!removed) {
            throw new OperationException(
                    Reason.NO_CONTACT, "AoR '" + aor + "' in table '" + table + "' has no contact " + uri);
        }
    }

    @Override
    public AddressRecord add(String table, String aor, AddedContact contact) {
        return in(table, location -> {
            String stored = aors(location).canonical(aor);
            int serverId = location.serverId();
            return location.update(table, stored, edit -> {
                contact.apply(edit, serverId);
                return new AddressRecord(stored, List.copyOf(edit.contacts()));
            });
        });
    }

    @Override
    public long flush(Duration atMost) {
        return orFail(() -> location().flush(atMost));
    }

    @Override
    public void scan(String table, Predicate<AddressRecord> visitor) {
        in(table, location -> {
            location.scan(table, visitor);
            return true;
        });
    }

    @Override
    public long records(String table) {
        return in(table, location -> location.records(table));
    }

    @Override
    public List<String> completions(String table, String prefix, int most) {
        String octets = WireText.octets(prefix);
        long end = System.nanoTime() + LONGEST_SEARCH_NANOS;
        List<String> found = new ArrayList<>();
        scan(table, record -> {
            if (record.aor().startsWith(octets)) {
                found.add(WireText.text(record.aor()));
            }
            return found.size() < most
                    && System.nanoTime() - end < 0
                    && !Thread.currentThread().isInterrupted();
        });
        return found.stream().sorted().toList();
    }

    @Override
    public long databaseUsers(String table) {
        return stored(table, Stored.USERS);
    }

    @Override
    public long databaseContacts(String table) {
        return stored(table, Stored.CONTACTS);
    }

    @Override
    public long databaseExpiredContacts(String table) {
        return stored(table, Stored.EXPIRED_CONTACTS);
    }

    private long stored(String table, Stored what) {
        return in(
                table,
                location -> location.stored(table, what)
                        .orElseThrow(() -> new OperationException(
                                Reason.NO_DATABASE, "table '" + table + "' is kept in no database (db_mode 0)")));
    }

    @Override
    public Map<String, Object> attributes(String table, String storedAor, Contact contact) {
        UserLocation location = location();
        return new ContactAttributes(contact, System.currentTimeMillis() / 1000)
                .named(
                        location.sync(table, storedAor, contact),
                        location.natBranchFlag(),
                        location.keepalive(contact.ruid()));
    }

    @Override
    public long hash(String storedAor) {
        return Integer.toUnsignedLong(AddressRecord.hash(storedAor));
    }

    @Override
    public LocationWatch watch(Optional<String> aor) {
        Set<String> wanted =
                aor.map(typed -> aors(location()).candidates(typed)).orElse(Set.of());
        return new ContactWatch(context, event -> wanted.isEmpty() || wanted.contains(event.aor()));
    }

    private AorText aors(UserLocation location) {
        return new AorText(location.useDomain(), isCaseSensitive(catalogue));
    }

    /** Parameter case_sensitive of the registrar; as it is by default while there is no registrar. */
    static boolean isCaseSensitive(ParameterCatalogue catalogue) {
        return catalogue.modules().contains("registrar")
                && catalogue
                        .value(catalogue.parameter("registrar", "case_sensitive"))
                        .equals("1");
    }

    private UserLocation location() {
        UserLocation location = userLocation;
        if (location == null) {
            throw new OperationException(
                    Reason.STORE_FAILS,
                    "the location tables are not there now (bundle org.waypost.usrloc is not active)");
        }
        return location;
    }

    private <R> R in(String table, Function<UserLocation, R> work) {
        UserLocation location = location();
        Set<String> tables = location.tables();
        if (!tables.contains(table)) {
            throw new OperationException(
                    Reason.NO_TABLE,
                    "there is no table '" + table + "'; there are "
                            + tables.stream().sorted().collect(Collectors.joining(", ")));
        }
        return orFail(() -> work.apply(location));
    }

    private static <R> R orFail(Supplier<R> work) {
        try {
            return work.get();
        } catch (LocationException e) {
            throw new OperationException(Reason.STORE_FAILS, "the location store fails: " + e.getMessage());
        }
    }
}
