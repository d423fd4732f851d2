package org.waypost.proxy;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import org.waypost.usrloc.AddressRecord;
import org.waypost.usrloc.Contact;
import org.waypost.usrloc.RecordEdit;
import org.waypost.usrloc.RecordUpdate;
import org.waypost.usrloc.Ruid;
import org.waypost.usrloc.UserLocation;

/** A location table with one binding, which tells what becomes of it. */
final class Locations {

    private Locations() {}

    /** The binding of {@code alice} with this path and connection; what is done to it is put into {@code told}. */
    static UserLocation of(Queue<String> told, String path, int connection) {
        return fake(UserLocation.class, (name, arguments) -> switch (name) {
            case "tables" -> Set.of("location");
            case "byRuid" ->
                Optional.of(new AddressRecord("alice", List.of(contact((Ruid) arguments[1], path, connection))));
            case "serverId" -> 0;
            case "update" -> ((RecordUpdate<?>) arguments[2]).apply(edit(told, path, connection));
            default -> throw new UnsupportedOperationException(name);
        });
    }

    private static RecordEdit edit(Queue<String> told, String path, int connection) {
        return fake(RecordEdit.class, (name, arguments) -> switch (name) {
            case "contacts" -> List.of(contact(Ruid.of("uloc-1-1-1"), path, connection));
            case "delete" -> told.add("location alice " + ((Contact) arguments[0]).ruid());
            case "abandon" -> told.add("abandoned");
            default -> throw new UnsupportedOperationException(name);
        });
    }

    private static Contact contact(Ruid ruid, String path, int connection) {
        return new Contact(ruid, "sip:a@h", "", path, "c", "n/a", "", "<i>", 0, 0, 1, -1, 0, 0, -1, 1, 0, connection);
    }

    private interface Answers {
        Object to(String method, Object[] arguments);
    }

    private static <T> T fake(Class<T> type, Answers answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    Object result = answers.to(method.getName(), arguments);
                    return method.getReturnType() == void.class ? null : result;
                }));
    }
}
