package org.waypost.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.waypost.usrloc.AddressRecord;
import org.waypost.usrloc.Contact;
import org.waypost.usrloc.Ruid;

/** Bindings and requests for tests. */
final class Samples {

    private Samples() {}

    static Contact contact(int number, String uri, String agent) {
        return new Contact(
                Ruid.of("uloc-1-" + number),
                uri,
                "",
                "",
                "call-" + number,
                agent,
                "udp:127.0.0.1:5060",
                "",
                4_000_000_000L,
                1_000,
                1,
                -1,
                0,
                0,
                -1,
                0,
                0,
                -1);
    }

    static AddressRecord record(String aor, Contact... contacts) {
        return new AddressRecord(aor, new ArrayList<>(List.of(contacts)));
    }

    static ApiRequest get(String query) {
        return new ApiRequest(ApiRequest.parseQuery(query), Map.of(), "console 127.0.0.1");
    }

    static ApiRequest post(Map<String, Object> body) {
        return new ApiRequest(Map.of(), body, "console 127.0.0.1");
    }

    static Map<?, ?> map(Object value) {
        return (Map<?, ?>) value;
    }

    /** The values under that name of a list of maps. */
    static List<Object> all(Object list, String name) {
        return ((List<?>) list)
                .stream().<Object>map(each -> map(each).get(name)).toList();
    }
}
