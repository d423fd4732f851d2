package org.waypost.registrar.gruu;

import java.util.List;
import java.util.Optional;
import org.waypost.registrar.LookupRequest;
import org.waypost.registrar.Resolution;
import org.waypost.sip.Octets;
import org.waypost.usrloc.AddressRecord;
import org.waypost.usrloc.Contact;
import org.waypost.usrloc.Ruid;

/** The temporary GRUU as Kamailio makes it: its user is the ruid of the contact, a {@code -} and the hash of the AoR. */
final class TemporaryGruu {

    private TemporaryGruu() {}

    /** The user part for {@code contact} of {@code aor}. */
    static String user(Contact contact, String aor) {
        return contact.ruid() + "-" + AorHash.write(AddressRecord.hash(aor));
    }

    /** The hash in a user part: -1 if it has not the form of one. */
    static long hash(Octets user) {
        int dash = user.lastIndexOf('-');
        return dash < 0 ? -1 : AorHash.read(user.from(dash + 1));
    }

    static Resolution resolve(LookupRequest request) {
        Octets user = request.uri().user();
        long hash = hash(user);
        // Kamailio looks for an AoR in it first
        if (hash < 0 || request.aor().isEmpty()) {
            return Resolution.MALFORMED;
        }
        Ruid ruid = Ruid.of(user.sub(0, user.lastIndexOf('-')).toString());
        Optional<AddressRecord> record = ruid.isNone()
                ? Optional.empty()
                : request.location()
                        .byRuid(request.table(), ruid)
                        .filter(found -> AddressRecord.hash(found.aor()) == (int) hash);
        List<Contact> contacts = record.map(AddressRecord::contacts).orElse(List.of());
        return Resolution.of(
                contacts.stream().filter(contact -> contact.ruid().equals(ruid)).toList());
    }
}
