package org.waypost.registrar;

import java.util.Optional;
import java.util.Set;
import org.waypost.sip.Branch;
import org.waypost.sip.ByteSink;
import org.waypost.usrloc.Contact;

/**
 * A whiteboard service that adds to the registrar: Path, GRUU, outbound. Asked in the order of service ranking, which is that of their
 * headers in a reply: Path 300, GRUU 200, outbound 100. The registrar works without any; one that starts is asked from the next REGISTER
 * on.
 */
public interface RegistrarExtension {

    /** The option tags it understands in Require (RFC 3261 8.2.2.3), in lower case; asked with compat RFC only. */
    default Set<String> optionTags() {
        return Set.of();
    }

    /**
     * Refuses a REGISTER before the location table is read; the first rejection counts. One with status 200 stores nothing and lists no
     * contact, but is answered as if all were well.
     */
    default Optional<Rejection> check(SaveRequest request) {
        return Optional.empty();
    }

    /**
     * Whether the {@code reg-id} of contacts counts; if not, they are as if they had none. All extensions must say so.
     */
    default boolean honoursRegId(SaveRequest request) {
        return true;
    }

    /**
     * Refuses a REGISTER once the record of its AoR is read and a contact is to be stored or removed; the first rejection counts. The
     * reply lists the contacts there are.
     */
    default Optional<Rejection> checkContacts(SaveRequest request) {
        return Optional.empty();
    }

    /**
     * Refuses a REGISTER after its contacts were stored (in Kamailio's strict Path mode), or before if compat is RFC.
     */
    default Optional<Rejection> review(SaveRequest request) {
        return Optional.empty();
    }

    /** Adds to a contact that is about to be stored, such as its path. */
    default Contact store(SaveRequest request, Contact contact) {
        return contact;
    }

    /** Adds parameters to a contact of the reply, each with its leading {@code ;}, between {@code received} and {@code +sip.instance}. */
    default void contactParameters(SaveRequest request, Contact contact, ByteSink out) {}

    /** Adds header lines, each ended by CRLF, to the reply, after Contact. */
    default void replyHeaders(SaveRequest request, int status, ByteSink out) {}

    /**
     * The device a URI stands for, if it is of a kind this extension knows (a GRUU); empty Optional if it is not. May throw {@link
     * org.waypost.usrloc.LocationException}.
     */
    default Optional<Resolution> resolve(LookupRequest request) {
        return Optional.empty();
    }

    /** Adds to the branch that is made of a contact at lookup. */
    default Branch branch(Contact contact, Branch branch) {
        return branch;
    }
}
