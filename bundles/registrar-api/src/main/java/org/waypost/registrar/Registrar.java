package org.waypost.registrar;

import org.waypost.sip.PseudoVariables.Template;
import org.waypost.sip.SipContext;
import org.waypost.usrloc.Compat;

/**
 * The functions of the module. Tables are named as in {@code usrloc}; an unknown one gives -1 and no reply. An empty {@code uri}
 * stands for the default of each function. Nothing is thrown for bad input: codes are returned and, by save, replies sent.
 *
 * <p>Text is taken as it is. Where the module allows a string with pseudo-variables, such as {@code sip:$rU@$rd}, there is a second
 * form that takes it as a {@link Template} and evaluates it for the request in hand.
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

    /** Match option of {@link #registered}: the Call-ID of a contact is the xavp_cfg field {@code match_callid}. */
    int MATCH_CALL_ID = 1;

    /** Match option: its received address is the field {@code match_received}. */
    int MATCH_RECEIVED = 2;

    /** Match option: its URI is the field {@code match_contact}. */
    int MATCH_CONTACT = 4;

    /** Match action of {@link #registered}: restore the XAVPs that were stored with the contact. */
    int RESTORE_XAVPS = 1;

    /** Match action: leave the contact's details out of xavp_rcd. */
    int SKIP_RECORD = 2;

    /** Mode bit of {@link #fromUser}: the port must be the same as well. */
    int MATCH_PORT = 1;

    /** Mode bit of {@link #fromUser}: the transport must be the same as well. */
    int MATCH_PROTOCOL = 2;

    /**
     * Processes a REGISTER (RFC 3261 10.3) and answers it. While a reply is processed, saves the contacts that the reply lists and
     * sends nothing: for a server in front of a registrar.
     *
     * @param flags sum of the save flags
     * @param uri instead of the To URI, or empty
     * @return 1 inserted or nothing changed, 2 updated, 3 deleted, 4 listed, -1 error, -2 too many contacts
     */
    int save(SipContext context, String table, int flags, String uri);

    /** {@link #save(SipContext, String, int, String)} with a URI made of pseudo-variables. */
    default int save(SipContext context, String table, int flags, Template uri) {
        return save(context, table, flags, uri.evaluate(context));
    }

    /**
     * Sets the target and the branches of the request to the contacts of the Request-URI's AoR, the best first.
     *
     * @param uri instead of the Request-URI, or empty
     * @return 1 found, -1 none, -2 none that supports the method, -3 error
     */
    int lookup(SipContext context, String table, String uri);

    /** {@link #lookup(SipContext, String, String)} with a URI made of pseudo-variables. */
    default int lookup(SipContext context, String table, Template uri) {
        return lookup(context, table, uri.evaluate(context));
    }

    /** As {@link #lookup}, but adds the contacts as branches and leaves the target alone. */
    int lookupToDset(SipContext context, String table, String uri);

    /** {@link #lookupToDset(SipContext, String, String)} with a URI made of pseudo-variables. */
    default int lookupToDset(SipContext context, String table, Template uri) {
        return lookupToDset(context, table, uri.evaluate(context));
    }

    /** {@link #lookup} for the target, and for each branch that carries nothing but a URI; 1 if any contact was found. */
    int lookupBranches(SipContext context, String table);

    /**
     * As {@link #lookup}, but puts what it finds into XAVPs and leaves targets and branches alone.
     *
     * @param record name of the XAVP of the record, with the fields aor and count
     * @param contact name of the XAVPs of the contacts, the best at index 0, with the fields uri, socket and dsturi
     * @return 1 found, -1 none, -3 error
     */
    int lookupXavp(SipContext context, String table, String uri, String record, String contact);

    /** {@link #lookupXavp(SipContext, String, String, String, String)} with a URI made of pseudo-variables. */
    default int lookupXavp(SipContext context, String table, Template uri, String record, String contact) {
        return lookupXavp(context, table, uri.evaluate(context), record, contact);
    }

    /**
     * Whether the AoR of {@code uri} (or of the Request-URI; of the To header while a reply is processed) has a valid contact. Changes
     * nothing but the XAVPs.
     *
     * @param matchOption sum of {@link #MATCH_CALL_ID}, {@link #MATCH_RECEIVED}, {@link #MATCH_CONTACT}
     * @param matchAction sum of {@link #RESTORE_XAVPS}, {@link #SKIP_RECORD}
     * @return 1 if so, else -1
     */
    int registered(SipContext context, String table, String uri, int matchOption, int matchAction);

    /** {@link #registered(SipContext, String, String, int, int)} with a URI made of pseudo-variables. */
    default int registered(SipContext context, String table, Template uri, int matchOption, int matchAction) {
        return registered(context, table, uri.evaluate(context), matchOption, matchAction);
    }

    /**
     * Adds the header {@code name: proto:host:port} with the local socket of the request to what is relayed.
     *
     * @return 1, or -1 if it cannot be added
     */
    int addSockHeader(SipContext context, String name);

    /** {@link #addSockHeader(SipContext, String)} with a name made of pseudo-variables. */
    default int addSockHeader(SipContext context, Template name) {
        return addSockHeader(context, name.evaluate(context));
    }

    /**
     * Removes the contacts of an AoR, or the one of that ruid.
     *
     * @param uri may be empty if there is a ruid
     * @param ruid of the one contact to remove, or empty for all
     * @return 1 removed (also if there was none and no ruid was given), -1 bad URI, -2 error, -3 no such contact
     */
    int unregister(String table, String uri, String ruid);

    /** {@link #unregister(String, String, String)} with arguments made of pseudo-variables. */
    default int unregister(SipContext context, String table, Template uri, Template ruid) {
        return unregister(table, uri.evaluate(context), ruid.evaluate(context));
    }

    /**
     * Keeps the contacts of an AoR, expired ones included, for {@code $ulc(profile=>attribute)}, as they are now.
     *
     * @param profile any name; what it held is forgotten
     * @return 1, or -1 if there are none
     */
    int fetchContacts(SipContext context, String table, String uri, String profile);

    /** {@link #fetchContacts(SipContext, String, String, String)} with a URI made of pseudo-variables. */
    default int fetchContacts(SipContext context, String table, Template uri, String profile) {
        return fetchContacts(context, table, uri.evaluate(context), profile);
    }

    /** Forgets what {@link #fetchContacts} kept under {@code profile}. Returns 1. */
    int freeContacts(SipContext context, String profile);

    /** Sends the reply that {@link #save} with {@link #NO_REPLY} did not; 200 if nothing was saved. Returns 1. */
    int sendReply(SipContext context);

    /**
     * Whether the message comes from where the user of {@code uri} is registered: from the received address of one of its contacts or,
     * if that has none, from the address in its URI. Host names never match.
     *
     * @param mode sum of {@link #MATCH_PORT} and {@link #MATCH_PROTOCOL}; the IP address is always compared
     * @return 1 if so, else -1
     */
    int fromUser(SipContext context, String table, String uri, int mode);

    /** {@link #fromUser(SipContext, String, String, int)} with a URI made of pseudo-variables. */
    default int fromUser(SipContext context, String table, Template uri, int mode) {
        return fromUser(context, table, uri.evaluate(context), mode);
    }

    /**
     * Makes save give {@code q} to the contacts of this request, whatever they say.
     *
     * @param q {@code 0}..{@code 1} with up to three decimals
     * @return 1, or -1 if it is no q
     */
    int overrideQ(SipContext context, String q);

    /**
     * Makes save store that as where the contacts of this request were received from, as {@code received_avp} does: unless Path or
     * contact name another, or the AVP is set.
     *
     * @param uri that leads back to the client, such as {@code sip:192.0.2.1:5060;transport=tcp}
     */
    default void received(SipContext context, String uri) {
        throw new UnsupportedOperationException("this registrar takes no address");
    }

    /** Parameter compat: what a route does where Kamailio and an RFC differ, such as 404 or 480 for an AoR without contacts. */
    default Compat compat() {
        return Compat.KAMAILIO;
    }
}
