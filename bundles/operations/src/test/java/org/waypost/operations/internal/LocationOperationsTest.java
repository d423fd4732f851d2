package org.waypost.operations.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.waypost.operations.AddedContact;
import org.waypost.operations.LocationWatch;
import org.waypost.operations.Locations;
import org.waypost.operations.OperationException;
import org.waypost.operations.OperationException.Reason;
import org.waypost.usrloc.AddressRecord;
import org.waypost.usrloc.Contact;
import org.waypost.usrloc.ContactEvent;
import org.waypost.usrloc.ContactListener;
import org.waypost.usrloc.LocationException;
import org.waypost.usrloc.Ruid;

class LocationOperationsTest {

    private static final String TABLE = "location";
    private static final long NOW = System.currentTimeMillis() / 1000;

    private final FakeLocation location = new FakeLocation();
    private final FakeContext framework = new FakeContext();
    private final Locations locations = Operations.locations(framework, Operations.catalogue(false), location);

    @ParameterizedTest
    @ValueSource(strings = {"alice", "ALICE", "alice@example.com", "sip:Alice@example.com:5070"})
    void findsAnAorHoweverItIsTyped(String typed) {
        location.put("alice", contact("sip:a@x"));
        assertThat(locations.lookup(TABLE, typed)).map(AddressRecord::aor).contains("alice");
        location.useDomain(true);
        location.put("alice@example.com", contact("sip:b@x"));
        assertThat(locations.lookup(TABLE, "sip:Alice@Example.COM"))
                .map(AddressRecord::aor)
                .contains("alice@example.com");
        assertThatThrownBy(() -> locations.lookup(TABLE, "carol"))
                .isInstanceOfSatisfying(
                        OperationException.class, e -> assertThat(e.reason()).isEqualTo(Reason.BAD_ARGUMENT))
                .hasMessage("AoR 'carol' has no domain; with use_domain it is user@domain");
    }

    @Test
    void keepsTheCaseOfTheUserWhereItMatters() {
        Locations exact = Operations.locations(framework, Operations.catalogue(true), location);
        exact.add(TABLE, "Alice", AddedContact.parse("sip:a@x", "60", "1", "0", "0", "0", "0"));
        assertThat(location.find(TABLE, "Alice")).isPresent();
    }

    @Test
    void removesAnAorOrOneContact() {
        location.put("alice", contact("sip:a@x"), contact("sip:b@x"), contact("sip:c@x"));
        locations.removeContact(TABLE, "Alice", "sip:a@x");
        assertThat(locations.lookup(TABLE, "alice").orElseThrow().contacts()).hasSize(2);
        assertThat(reason(() -> locations.removeContact(TABLE, "alice", "sip:a@x")))
                .isEqualTo(Reason.NO_CONTACT);
        assertThat(reason(() -> locations.removeContact(TABLE, "bob", "sip:a@x")))
                .isEqualTo(Reason.NO_AOR);
        assertThat(locations.remove(TABLE, "alice")).isEqualTo(2);
        assertThat(locations.remove(TABLE, "alice")).isZero();
    }

    @Test
    void addsAContactAndReplacesTheOneOfTheSameUri() {
        locations.add(TABLE, "alice", AddedContact.parse("sip:a@x", "60", "0.25", "0", "0", "3", "31"));
        Contact first = location.find(TABLE, "alice").orElseThrow().contacts().get(0);
        assertThat(first.q()).isEqualTo(250);
        assertThat(first.cflags()).isEqualTo(3);
        assertThat(first.methods()).isEqualTo(31);
        assertThat(first.serverId()).isEqualTo(7);
        assertThat(first.path()).isEmpty();

        AddressRecord record =
                locations.add(TABLE, "alice", AddedContact.parse("sip:a@x", "0", "-1", "<sip:p;lr>", "0", "0", "-1"));
        assertThat(record.contacts()).hasSize(1);
        assertThat(record.contacts().get(0).ruid()).isEqualTo(first.ruid());
        assertThat(record.contacts().get(0).expires()).isEqualTo(Contact.PERMANENT);
        assertThat(record.contacts().get(0).path()).isEqualTo("<sip:p;lr>");
        assertThat(record.contacts().get(0).methods()).isEqualTo(-1);
    }

    @ParameterizedTest
    @CsvSource({
        "x 60 1 0 0 0 0, contact: 'x' is refused",
        "sip:a@x -1 1 0 0 0 0, expires: '-1' is refused; an integer of 0..2147483647 is wanted",
        "sip:a@x 60 1.1 0 0 0 0, q: '1.1' is refused; 0 to 1",
        "sip:a@x 60 0.1234 0 0 0 0, q: '0.1234' is refused; 0 to 1",
        "sip:a@x 60 x 0 0 0 0, q: 'x' is refused; 0 to 1",
        "sip:a@x 60 1 0 f 0 0, flags: 'f' is refused",
        "sip:a@x 60 1 0 0 -1 0, cflags: '-1' is refused",
        "sip:a@x 60 1 0 0 0 -2, methods: '-2' is refused"
    })
    void refusesABadArgumentOfAdd(String arguments, String message) {
        String[] a = arguments.split(" ");
        assertThatThrownBy(() -> AddedContact.parse(a[0], a[1], a[2], a[3], a[4], a[5], a[6]))
                .isInstanceOfSatisfying(
                        OperationException.class, e -> assertThat(e.reason()).isEqualTo(Reason.BAD_ARGUMENT))
                .hasMessageStartingWith(message.replace("''", "'"));
    }

    @Test
    void namesAttributesAsKamailioDoes() {
        Contact contact = new Contact(
                Ruid.of("uloc-1-2-3"),
                "sip:j\u00c3\u00bcrgen@h",
                "",
                "",
                "call",
                "Phone",
                "udp:127.0.0.1:5060",
                "<urn:1>",
                NOW + 3600,
                NOW - 1,
                -1,
                500,
                0,
                8,
                -1,
                0,
                0,
                -1);
        Map<String, Object> attributes = locations.attributes(TABLE, "alice", contact);
        assertThat(attributes.keySet())
                .containsExactly(
                        "Address",
                        "Expires",
                        "Q",
                        "Call-ID",
                        "CSeq",
                        "User-Agent",
                        "Received",
                        "Path",
                        "State",
                        "Flags",
                        "CFlags",
                        "Socket",
                        "Methods",
                        "Ruid",
                        "Instance",
                        "Reg-Id",
                        "Server-Id",
                        "Tcpconn-Id",
                        "Keepalive",
                        "Last-Keepalive",
                        "KA-Roundtrip",
                        "Last-Modified");
        assertThat(attributes)
                .containsEntry("Address", "sip:jürgen@h")
                .containsEntry("Q", 0.5)
                .containsEntry("CSeq", 4_294_967_295L)
                .containsEntry("Received", "[not set]")
                .containsEntry("State", "CS_NEW")
                .containsEntry("Methods", 4_294_967_295L)
                .containsEntry("Keepalive", 1)
                .containsEntry("Last-Keepalive", 1_700_000_040L)
                .containsEntry("KA-Roundtrip", 2862)
                .containsEntry("Last-Modified", NOW - 1);
        assertThat((long) attributes.get("Expires")).isBetween(3590L, 3600L);
        assertThat(locations.attributes(TABLE, "a", contact.withExpires(0))).containsEntry("Expires", "permanent");
        assertThat(locations.attributes(TABLE, "a", contact.withExpires(5))).containsEntry("Expires", "expired");
        assertThat(locations.attributes(TABLE, "a", contact("sip:a@x"))).containsEntry("Q", -1);
        assertThat(locations.hash("alice")).isEqualTo(1_834_153_949L);
    }

    @Test
    void completesSomeAorsOfAPrefix() {
        for (int i = 0; i < 20; i++) {
            location.put("al" + i, contact("sip:a@x"));
        }
        location.put("bob", contact("sip:b@x"));
        assertThat(locations.completions(TABLE, "b", 10)).containsExactly("bob");
        assertThat(locations.completions(TABLE, "al1", 5)).hasSize(5).isSorted().allMatch(aor -> aor.startsWith("al1"));
    }

    @Test
    void saysWhatADatabaseHasAndHasNot() {
        location.database(3, OptionalLong.of(42));
        assertThat(locations.flush(Duration.ofSeconds(1))).isEqualTo(3);
        assertThat(locations.databaseUsers(TABLE)).isEqualTo(42);
        assertThat(locations.databaseContacts(TABLE)).isEqualTo(42);
        assertThat(locations.databaseExpiredContacts(TABLE)).isEqualTo(42);
        location.database(0, OptionalLong.empty());
        assertThat(reason(() -> locations.databaseUsers(TABLE))).isEqualTo(Reason.NO_DATABASE);
    }

    @Test
    void tellsWhatIsAmissInOneLine() {
        assertThatThrownBy(() -> locations.lookup("loc", "alice"))
                .isInstanceOf(OperationException.class)
                .hasMessage("there is no table 'loc'; there are location");
        location.fail(new LocationException(LocationException.Step.RECORD_GET, "no database"));
        assertThatThrownBy(() -> locations.lookup(TABLE, "alice")).hasMessage("the location store fails: no database");
        Locations away = Operations.locations(framework, Operations.catalogue(false), null);
        assertThatThrownBy(away::tables).hasMessageContaining("org.waypost.usrloc is not active");
    }

    @Test
    void listensToChangesOnlyWhileSomebodyLooksOn() throws InterruptedException {
        assertThat(framework.services(ContactListener.class)).isEmpty();
        try (LocationWatch watch = locations.watch(Optional.of("sip:Alice@h"))) {
            ContactListener listener = framework.services(ContactListener.class).get(0);
            listener.changed(event("bob", "sip:b@x"));
            listener.changed(event("alice", "sip:a@x"));
            assertThat(watch.next(Duration.ZERO))
                    .map(event -> event.contact().uri())
                    .contains("sip:a@x");
            assertThat(watch.next(Duration.ZERO)).isEmpty();
            assertThat(watch.leftOut()).isZero();
        }
        assertThat(framework.services(ContactListener.class)).isEmpty();
    }

    @Test
    void countsTheChangesThatCameTooQuickly() throws InterruptedException {
        try (LocationWatch watch = locations.watch(Optional.empty())) {
            ContactListener listener = framework.services(ContactListener.class).get(0);
            for (int i = 0; i < 10_007; i++) {
                listener.changed(event("alice", "sip:a@x"));
            }
            assertThat(watch.leftOut()).isEqualTo(7);
            assertThat(watch.leftOut()).isZero();
            assertThat(watch.next(Duration.ZERO)).isPresent();
        }
    }

    private static ContactEvent event(String aor, String uri) {
        return new ContactEvent(ContactEvent.Kind.INSERT, TABLE, aor, contact(uri));
    }

    private static Reason reason(Runnable work) {
        try {
            work.run();
        } catch (OperationException e) {
            return e.reason();
        }
        throw new AssertionError("nothing was thrown");
    }

    private static Contact contact(String uri) {
        return new Contact(
                Ruid.of("uloc-1"), uri, "", "", "call", "n/a", "", "", NOW + 100, NOW, 1, -1, 0, 0, -1, 0, 0, -1);
    }
}
