package org.waypost.management.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waypost.management.Fakes;
import org.waypost.operations.AddedContact;
import org.waypost.operations.Locations;
import org.waypost.operations.OperationException;
import org.waypost.operations.OperationException.Reason;
import org.waypost.usrloc.AddressRecord;
import org.waypost.usrloc.Contact;
import org.waypost.usrloc.Ruid;

class UlMethodsTest {

    private static final Contact CONTACT = new Contact(
            Ruid.of("uloc-1-2-1"), "sip:a@192.0.2.1", "", "", "c", "n/a", "", "", 0, 0, 1, -1, 0, 0, -1, 0, 0, -1);

    private final Map<String, Function<Object[], Object>> methods = new HashMap<>(Map.of(
            "tables", arguments -> Set.of("location"),
            "hash", arguments -> 7L,
            "attributes", arguments -> Map.of("Address", ((Contact) arguments[2]).uri())));
    private final Rpc rpc = new Rpc(new UlMethods(new ForwardingLocations(methods).locations(), new FakeCatalogue()));

    /** Knows what the test has put into the map by the time it is called. */
    private record ForwardingLocations(Map<String, Function<Object[], Object>> methods) {

        Locations locations() {
            Map<String, Function<Object[], Object>> late = new HashMap<>();
            for (java.lang.reflect.Method method : Locations.class.getMethods()) {
                late.put(
                        method.getName(),
                        arguments -> methods.get(method.getName()).apply(arguments));
            }
            return Fakes.of(Locations.class, late);
        }
    }

    @Test
    void dumpsRecordByRecord() {
        scanning(
                new AddressRecord("\u00c3\u00a4", List.of(CONTACT)),
                new AddressRecord("bob", List.of(CONTACT, CONTACT)));
        assertThat(rpc.call("ul.dump"))
                .isEqualTo("{\"Domains\":[{\"Domain\":{\"Domain\":\"location\",\"Size\":1024,\"AoRs\":["
                        + "{\"Info\":{\"AoR\":\"\u00e4\",\"HashID\":7,\"Contacts\":[{\"Contact\":{\"Address\":\"sip:a@192.0.2.1\"}}]}},"
                        + "{\"Info\":{\"AoR\":\"bob\",\"HashID\":7,\"Contacts\":[{\"Contact\":{\"Address\":\"sip:a@192.0.2.1\"}},"
                        + "{\"Contact\":{\"Address\":\"sip:a@192.0.2.1\"}}]}}],"
                        + "\"Stats\":{\"Records\":2,\"Max-Slots\":2}}}]}");
        assertThat(rpc.call("ul.dump", "brief"))
                .contains("\"AoRs\":[{\"AoR\":\"\u00e4\"},{\"AoR\":\"bob\"}],\"Stats\"");
    }

    @Test
    void tellsWhenTheStoreFailsInTheMiddle() {
        methods.put("scan", arguments -> {
            throw new OperationException(Reason.STORE_FAILS, "the database is away");
        });
        assertThat(rpc.call("ul.dump"))
                .isEqualTo("{\"code\":500,\"message\":\"Failed to read the table\",\"data\":\"the database is away\"}");
    }

    @Test
    void showsTheContactsOfAnAor() {
        methods.put("lookup", arguments -> Optional.of(new AddressRecord("alice", List.of(CONTACT))));
        assertThat(rpc.call("ul.lookup", "location", "alice@example.com"))
                .isEqualTo("{\"AoR\":\"alice\",\"Contacts\":[{\"Contact\":{\"Address\":\"sip:a@192.0.2.1\"}}]}");
        methods.put("lookup", arguments -> Optional.empty());
        assertThat(rpc.call("ul.lookup", "location", "alice"))
                .isEqualTo("{\"code\":500,\"message\":\"AOR not found in location table\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "NO_TABLE, 500, Domain table not found",
        "NO_AOR, 404, AOR not found",
        "NO_CONTACT, 404, Contact not found"
    })
    void refusesWithKamailiosCodes(Reason reason, int code, String message) {
        methods.put("removeContact", arguments -> {
            throw new OperationException(reason, "why");
        });
        assertThat(rpc.call("ul.rm_contact", "location", "alice", "sip:a@192.0.2.1"))
                .isEqualTo("{\"code\":%d,\"message\":\"%s\",\"data\":\"why\"}".formatted(code, message));
    }

    @Test
    void addsAContactWithOrWithoutPath() {
        Map<String, AddedContact> added = new HashMap<>();
        methods.put("add", arguments -> {
            added.put((String) arguments[1], (AddedContact) arguments[2]);
            return AddressRecord.empty("alice");
        });
        assertThat(rpc.call("ul.add", "location", "alice", "sip:a@192.0.2.1", 60, 0.5, "", 0, 0, 31))
                .isEqualTo("{}");
        assertThat(rpc.call("ul.add", "location", "bob", "sip:b@192.0.2.1", "0", "1.00", "<sip:p;lr>", "0", "0", "31"))
                .isEqualTo("{}");
        assertThat(added.get("alice")).isEqualTo(new AddedContact("sip:a@192.0.2.1", 60, 500, "", 0, 0, 31));
        assertThat(added.get("bob")).isEqualTo(new AddedContact("sip:b@192.0.2.1", 0, 1000, "<sip:p;lr>", 0, 0, 31));
        assertThat(rpc.call("ul.add", "location", "alice", "sip:a@192.0.2.1", "soon", 0.5, "", 0, 0, 31))
                .startsWith("{\"code\":500,\"message\":\"Not enough parameters or wrong format\",\"data\":\"expires");
        assertThat(rpc.call("ul.add", "location", "alice", "sip:a@192.0.2.1"))
                .isEqualTo("{\"code\":500,\"message\":\"Not enough parameters or wrong format\"}");
    }

    @Test
    void saysSoIfNotAllCouldBeWritten() {
        methods.put("flush", arguments -> 3L);
        assertThat(rpc.call("ul.flush")).contains("\"code\":500", "3 AoRs are not in the database yet");
        methods.put("flush", arguments -> 0L);
        assertThat(rpc.call("ul.flush")).isEqualTo("{}");
    }

    @Test
    void countsWhatIsInTheDatabase() {
        methods.put("databaseUsers", arguments -> 5L);
        methods.put("databaseContacts", arguments -> {
            throw new OperationException(Reason.NO_DATABASE, "why");
        });
        methods.put("databaseExpiredContacts", arguments -> {
            throw new OperationException(Reason.STORE_FAILS, "why");
        });
        assertThat(rpc.call("ul.db_users", "location")).isEqualTo("5");
        assertThat(rpc.call("ul.db_contacts", "location"))
                .startsWith("{\"code\":500,\"message\":\"Command is not supported in db_mode=0\"");
        assertThat(rpc.call("ul.db_expired_contacts", "location"))
                .startsWith("{\"code\":500,\"message\":\"Failed to query contact count\"");
        assertThat(rpc.call("ul.db_users"))
                .isEqualTo("{\"code\":500,\"message\":\"Not enough parameters (table to lookup)\"}");
    }

    @SuppressWarnings("unchecked")
    private void scanning(AddressRecord... records) {
        methods.put("scan", arguments -> {
            for (AddressRecord record : records) {
                ((Predicate<AddressRecord>) arguments[1]).test(record);
            }
            return null;
        });
    }
}
