package org.waypost.console;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.operations.Locations;
import org.waypost.usrloc.AddressRecord;
import org.waypost.usrloc.Contact;
import org.waypost.usrloc.UserLocation;

/**
 * The bindings: pages of them, one AoR in full, and their removal. AoRs and contacts are named by the octets they are stored as and by
 * their ruid, so that what was clicked is what is removed, whatever a device has called itself.
 */
@Component
public final class BindingSection implements Section {

    private static final Logger LOG = LoggerFactory.getLogger(BindingSection.class);
    private static final long LONGEST_SCAN_SECONDS = 5;
    private static final int LONGEST_PAGE = 200;
    private static final int MOST_RECORDS = 200;

    private final Semaphore scans = new Semaphore(1);

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile UserLocation userLocation;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile Locations locations;

    @Override
    public Map<String, Endpoint> reads() {
        return Map.of("bindings", this::page, "record", this::record);
    }

    @Override
    public Map<String, Endpoint> changes() {
        return Map.of(
                "bindings/some",
                this::some,
                "bindings/remove",
                this::remove,
                "bindings/remove-contact",
                this::removeOne);
    }

    private Map<String, Object> page(ApiRequest request) {
        UserLocation location = location();
        String table = table(location, request.parameter("table"));
        int limit = (int) request.number("limit", 50, 1, LONGEST_PAGE);
        Map<String, Object> page = new LinkedHashMap<>();
        BindingSearch search = inTurn(() -> {
            long start = System.nanoTime();
            BindingSearch scan = new BindingSearch(
                    request.parameter("text"),
                    field(request.parameter("in")),
                    request.parameter("after"),
                    limit,
                    start + TimeUnit.SECONDS.toNanos(LONGEST_SCAN_SECONDS));
            location.scan(table, scan);
            page.put("millis", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
            return scan;
        });
        long now = now();
        page.put("table", table);
        page.put("aors", search.aors());
        page.put("contacts", search.contacts());
        page.put("scanned", search.scanned());
        page.put("complete", search.isComplete());
        page.put("more", search.hasMore());
        page.put(
                "records",
                search.page().stream()
                        .map(record -> ContactJson.record(record, now))
                        .toList());
        return page;
    }

    // One at a time, whoever else looks: several would only slow each other down, and what is behind the store.
    private BindingSearch inTurn(Supplier<BindingSearch> search) {
        try {
            if (!scans.tryAcquire(LONGEST_SCAN_SECONDS, TimeUnit.SECONDS)) {
                throw Refused.unavailable("others are searching; try again");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Refused.unavailable("the console is stopping");
        }
        try {
            return search.get();
        } finally {
            scans.release();
        }
    }

    /** Some records by their keys, as they are now: what a list of them is kept up to date with. */
    private Map<String, Object> some(ApiRequest request) {
        UserLocation location = location();
        String table = table(location, request.text("table"));
        if (!(request.body().get("keys") instanceof List<?> keys) || keys.size() > MOST_RECORDS) {
            throw Refused.bad("keys: a list of at most " + MOST_RECORDS + " is wanted");
        }
        long now = now();
        List<Map<String, Object>> records = new ArrayList<>();
        for (Object key : keys) {
            location.find(table, String.valueOf(key)).ifPresent(record -> records.add(ContactJson.record(record, now)));
        }
        return Map.of("records", records);
    }

    /** One AoR with all there is to know of its contacts. */
    private Map<String, Object> record(ApiRequest request) {
        UserLocation location = location();
        String table = table(location, request.parameter("table"));
        String key = request.parameter("key");
        long now = now();
        List<Contact> contacts =
                location.find(table, key).map(AddressRecord::contacts).orElse(List.of());
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("table", table);
        shown.put("key", key);
        shown.put("aor", Shown.octets(key));
        shown.put(
                "contacts",
                contacts.stream()
                        .map(contact -> inFull(table, key, contact, now))
                        .toList());
        return shown;
    }

    private Map<String, Object> inFull(String table, String key, Contact contact, long now) {
        Map<String, Object> shown = ContactJson.contact(contact, now);
        Locations attributes = locations;
        if (attributes != null) {
            Map<String, Object> all = new LinkedHashMap<>();
            attributes
                    .attributes(table, key, contact)
                    .forEach((name, value) -> all.put(name, value instanceof String text ? Shown.text(text) : value));
            shown.put("attributes", all);
        }
        return shown;
    }

    private Map<String, Object> remove(ApiRequest request) {
        UserLocation location = location();
        String table = table(location, request.text("table"));
        String key = request.text("key");
        int removed = location.update(table, key, edit -> {
            List<Contact> contacts = List.copyOf(edit.contacts());
            contacts.forEach(edit::delete);
            return contacts.size();
        });
        LOG.info("{} removed AoR {} of {}, {} contacts", request.author(), Shown.octets(key), table, removed);
        return Map.of("removed", removed);
    }

    private Map<String, Object> removeOne(ApiRequest request) {
        UserLocation location = location();
        String table = table(location, request.text("table"));
        String key = request.text("key");
        String ruid = request.text("ruid");
        Optional<Contact> removed = location.update(table, key, edit -> {
            Optional<Contact> found = edit.contacts().stream()
                    .filter(contact -> contact.ruid().toString().equals(ruid))
                    .findFirst();
            found.ifPresent(edit::delete);
            return found;
        });
        removed.ifPresent(contact -> LOG.info(
                "{} removed contact {} of AoR {} of {}",
                request.author(),
                Shown.octets(contact.uri()),
                Shown.octets(key),
                table));
        return Map.of("removed", removed.isPresent() ? 1 : 0);
    }

    private UserLocation location() {
        UserLocation location = userLocation;
        if (location == null) {
            throw Refused.unavailable("there are no location tables now (bundle org.waypost.usrloc is not active)");
        }
        return location;
    }

    private static String table(UserLocation location, String asked) {
        String table = asked.isEmpty() ? "location" : asked;
        if (!location.tables().contains(table)) {
            throw Refused.missing("there is no table '" + table + "'");
        }
        return table;
    }

    private static BindingSearch.Field field(String asked) {
        try {
            return asked.isEmpty()
                    ? BindingSearch.Field.ANY
                    : BindingSearch.Field.valueOf(asked.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw Refused.bad("in: any, aor, contact or agent is wanted");
        }
    }

    static long now() {
        return System.currentTimeMillis() / 1000;
    }
}
