package org.waypost.registrar.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.waypost.sip.SipUri;
import org.waypost.usrloc.AddressRecord;
import org.waypost.usrloc.Contact;
import org.waypost.usrloc.LocationException;
import org.waypost.usrloc.Ruid;
import org.waypost.usrloc.UserLocation;

/** unregister(): removes the contacts of an AoR, or the one of a ruid. */
final class Unregister {

    static final int REMOVED = 1;
    static final int BAD_URI = -1;
    static final int ERROR = -2;
    static final int NO_CONTACT = -3;

    private Unregister() {}

    static int run(Surroundings around, String table, String uri, String ruid) {
        UserLocation location = around.location();
        if (location == null) {
            return ERROR;
        }
        if (!around.has(table)) {
            return BAD_URI;
        }
        try {
            return uri.isEmpty() && !ruid.isEmpty() ? byRuid(location, table, ruid) : byUri(around, table, uri, ruid);
        } catch (LocationException unchangeable) {
            return ERROR;
        }
    }

    private static int byRuid(UserLocation location, String table, String ruid) {
        Optional<AddressRecord> record = location.byRuid(table, Ruid.of(ruid));
        return record.isEmpty()
                ? NO_CONTACT
                : remove(location, table, record.get().aor(), ruid);
    }

    private static int byUri(Surroundings around, String table, String uri, String ruid) {
        Optional<SipUri> parsed = SipUri.parse(uri);
        if (parsed.isEmpty()) {
            return BAD_URI;
        }
        AddressOfRecord aor = AddressOfRecord.of(parsed.get(), around.location().useDomain(), around.settings());
        return aor.isValid() ? remove(around.location(), table, aor.text(), ruid) : BAD_URI;
    }

    private static int remove(UserLocation location, String table, String aor, String ruid) {
        boolean removed = location.update(table, aor, edit -> {
            List<Contact> doomed = new ArrayList<>(edit.contacts());
            doomed.removeIf(
                    contact -> !ruid.isEmpty() && !contact.ruid().toString().equals(ruid));
            doomed.forEach(edit::delete);
            return !doomed.isEmpty();
        });
        return removed || ruid.isEmpty() ? REMOVED : NO_CONTACT;
    }
}
