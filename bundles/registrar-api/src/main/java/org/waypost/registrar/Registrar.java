package org.waypost.registrar;

import org.waypost.sip.SipContext;
import org.waypost.usrloc.Compat;

/**
 * The functions of the module. Tables are named as in {@code usrloc}; an unknown one gives -1 and no reply. An empty {@code uri}
 * stands for the default of each function. Nothing is thrown for bad input: codes are returned and, by save, replies sent.
 */
public interface Registrar {

    /** Save flag: the contacts are not written to a database. */
    int MEMORY_ONLY = 0x01;

    /** Save flag: no reply is sent; {@link #sendReply} can send it later. */
    int NO_REPLY = 0x02;

    /** Save flag: one contact for each AoR, the others are removed. */
    int REPLACE = 0x04;

    /** Save flag: expires_range and default_expires_range do not apply. */
    int NO_RANGE = 0x08;

    /** Save flag: with {@link #NO_REPLY}, prepare the headers of the reply. */
    int PREPARE_HEADERS = 0x10;

    /**
     * Processes a REGISTER (RFC 3261 10.3) and answers it.
     *
     * @param flags sum of the save flags
     * @param uri instead of the To URI, or empty
     * @return 1 inserted or nothing changed, 2 updated, 3 deleted, 4 listed, -1 error, -2 too many contacts
     */
    int save(SipContext context, String table, int flags, String uri);

    /**
     * Sets the target and the branches of the request to the contacts of the Request-URI's AoR, the best first.
     *
     * @param uri instead of the Request-URI, or empty
     * @return 1 found, -1 none, -2 none that supports the method, -3 error
     */
    int lookup(SipContext context, String table, String uri);

    /** As {@link #lookup}, but adds the contacts as branches and leaves the target alone. */
    int lookupToDset(SipContext context, String table, String uri);

    /** {@link #lookup} for the target, and for each branch that carries nothing but a URI; 1 if any contact was found. */
    int lookupBranches(SipContext context, String table);

    /**
     * Whether the AoR of {@code uri} (or of the Request-URI) has a valid contact. Changes nothing.
     *
     * @param matchOption sum of 1 Call-ID, 2 received, 4 contact
     * @param matchAction sum of 1 restore the XAVPs, 2 leave the record's details out of xavp_rcd
     * @return 1 if so, else -1
     */
    int registered(SipContext context, String table, String uri, int matchOption, int matchAction);

    /**
     * Removes the contacts of an AoR, or the one of that ruid.
     *
     * @return 1 removed (also if there was none and no ruid was given), -1 bad URI, -2 error, -3 no such contact
     */
    int unregister(String table, String uri, String ruid);

    /** Sends the reply that {@link #save} with {@link #NO_REPLY} did not. Returns 1, or -1 if there is none. */
    int sendReply(SipContext context);

    /** Parameter compat: what a route does where Kamailio and an RFC differ, such as 404 or 480 for an AoR without contacts. */
    default Compat compat() {
        return Compat.KAMAILIO;
    }
}
