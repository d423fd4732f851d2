package org.waypost.registrar;

import org.waypost.sip.SipContext;
import org.waypost.sip.SipUri;
import org.waypost.usrloc.Compat;

/**
 * A REGISTER on its way through the {@link RegistrarExtension}s.
 *
 * @param context the request
 * @param table to be stored in
 * @param aor as it is stored
 * @param uri the URI it was taken from: that of the To header, or the one given to save
 * @param flags of save
 * @param compat the parameter in force for this request
 * @param kind what the Contact headers ask for
 */
public record SaveRequest(
        SipContext context, String table, String aor, SipUri uri, int flags, Compat compat, Kind kind) {

    /** What the Contact headers ask for. */
    public enum Kind {
        /** No Contact: list what there is. */
        QUERY,
        /** {@code Contact: *}: remove all. */
        STAR,
        /** Contacts to add, refresh or remove. */
        CONTACTS
    }
}
