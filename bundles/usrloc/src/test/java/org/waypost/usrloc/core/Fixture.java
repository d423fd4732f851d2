package org.waypost.usrloc.core;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.waypost.usrloc.Compat;
import org.waypost.usrloc.Contact;
import org.waypost.usrloc.ContactEvent;
import org.waypost.usrloc.ContactListener;
import org.waypost.usrloc.LocationStore;
import org.waypost.usrloc.Match;
import org.waypost.usrloc.RecordEdit;
import org.waypost.usrloc.Ruid;
import org.waypost.usrloc.UserLocation;
import org.waypost.usrloc.memory.MemoryLocationStore;

/** A location service over a memory store, a clock that stands still until it is told otherwise, and what a listener heard. */
final class Fixture {

    static final long START = 1_800_000_000L;

    final AtomicLong clock = new AtomicLong(START);
    final MemoryLocationStore store = new MemoryLocationStore();
    final List<ContactEvent> heard = Collections.synchronizedList(new ArrayList<>());
    final LocationService service = new LocationService(clock::get);

    Fixture(Object... keysAndValues) {
        this(List.of(), keysAndValues);
        service.bindListener(heard::add);
    }

    /** With these listeners and no other. */
    Fixture(List<ContactListener> listeners, Object... keysAndValues) {
        configure(keysAndValues);
        service.bindStore(store, Map.of(LocationStore.NAME, "memory"));
        listeners.forEach(service::bindListener);
    }

    void configure(Object... keysAndValues) {
        Map<String, Object> raw = raw(keysAndValues);
        service.configure(parameters(raw), raw);
    }

    /** Registers a contact as the registrar does, and says what became of it. */
    Match.Kind register(String aor, Contact contact) {
        return register(service, aor, contact, Compat.KAMAILIO);
    }

    static Match.Kind register(UserLocation service, String aor, Contact contact, Compat compat) {
        return service.update("location", aor, edit -> register(edit, contact, compat));
    }

    static Match.Kind register(RecordEdit edit, Contact contact, Compat compat) {
        Match match = edit.match(contact, compat);
        if (match.kind() == Match.Kind.NONE) {
            edit.insert(contact);
        } else if (match.kind() == Match.Kind.FOUND) {
            edit.replace(match.contact().orElseThrow(), contact, compat);
        }
        return match.kind();
    }

    List<Contact> contacts(String aor) {
        return service.find("location", aor).map(record -> record.contacts()).orElse(List.of());
    }

    /** The users of the AoR's contacts, in order. */
    String order(String aor) {
        StringBuilder order = new StringBuilder();
        contacts(aor)
                .forEach(contact -> order.append(contact.uri(), 4, contact.uri().indexOf('@')));
        return order.toString();
    }

    List<String> heardKinds() {
        synchronized (heard) {
            return heard.stream()
                    .map(event -> event.kind() + " " + event.contact().uri())
                    .toList();
        }
    }

    Map<String, Long> statistics() {
        Map<String, Long> values = new HashMap<>();
        service.collect(values::put);
        return values;
    }

    /** A contact {@code sip:<user>@h} that expires an hour after the start. */
    static Contact contact(String user) {
        return new Contact(
                Ruid.NONE,
                "sip:" + user + "@h",
                "",
                "",
                "call",
                "Phone",
                "udp:192.0.2.9:5060",
                "",
                START + 3600,
                START,
                1,
                -1,
                0,
                0,
                -1,
                0,
                0,
                -1);
    }

    static Contact q(Contact c, int q) {
        return change(c, c.callId(), c.cseq(), q, c.lastModified());
    }

    static Contact call(Contact c, String callId, int cseq) {
        return change(c, callId, cseq, c.q(), c.lastModified());
    }

    static Contact at(Contact c, long lastModified) {
        return change(c, c.callId(), c.cseq(), c.q(), lastModified);
    }

    private static Contact change(Contact c, String callId, int cseq, int q, long lastModified) {
        return new Contact(
                c.ruid(),
                c.uri(),
                c.received(),
                c.path(),
                callId,
                c.userAgent(),
                c.socket(),
                c.instance(),
                c.expires(),
                lastModified,
                cseq,
                q,
                c.flags(),
                c.cflags(),
                c.methods(),
                c.regId(),
                c.serverId(),
                c.connectionId());
    }

    /** The settings that these parameters give, none of which may be refused. */
    static UsrlocSettings settings(Object... keysAndValues) {
        Map<String, Object> raw = raw(keysAndValues);
        return UsrlocSettings.of(parameters(raw), raw, UsrlocSettings.DEFAULTS, refused -> {
            throw new AssertionError(refused);
        });
    }

    static Map<String, Object> raw(Object... keysAndValues) {
        Map<String, Object> raw = new HashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            raw.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return raw;
    }

    /** Parameters as Declarative Services gives them: defaults, conversion from text, and an exception for what cannot be converted. */
    static UsrlocParameters parameters(Map<String, Object> raw) {
        return (UsrlocParameters) Proxy.newProxyInstance(
                Fixture.class.getClassLoader(), new Class<?>[] {UsrlocParameters.class}, (proxy, method, arguments) -> {
                    Object value = raw.get(method.getName().replace("__", "_"));
                    if (value == null) {
                        return method.getDefaultValue();
                    }
                    return method.getReturnType() == int.class ? Integer.valueOf(value.toString()) : value;
                });
    }
}
