package org.waypost.usrloc;

import java.util.List;

/**
 * One binding of an address of record (RFC 3261 10): a row of the table {@code location}. Immutable. Text that is not set is empty,
 * and is octets as on the wire (one char each, ISO-8859-1).
 *
 * @param ruid unique id, kept while the binding is refreshed
 * @param uri the contact URI as the device gave it, without angle brackets
 * @param received the URI of where the REGISTER really came from (column {@code received})
 * @param path the Path vector (RFC 3327), header values joined by commas
 * @param callId of the last REGISTER
 * @param userAgent the User-Agent, or {@code n/a}
 * @param socket {@code proto:host:port} of the local socket the REGISTER came in on
 * @param instance the {@code +sip.instance} with its angle brackets, without quotes
 * @param expires epoch seconds; {@link #PERMANENT} never expires
 * @param lastModified epoch seconds
 * @param cseq of the last REGISTER
 * @param q thousandths 0..1000, or -1 if unspecified
 * @param flags {@link #MEMORY_ONLY} and the others
 * @param cflags the branch flags to restore at lookup
 * @param methods mask of {@code 1 << Method.ordinal()}, or -1 for all
 * @param regId the {@code reg-id} (RFC 5626), or 0
 * @param serverId the server that stored it
 * @param connectionId number of the connection the REGISTER came on, or -1 for UDP
 * @param attributes what a script stored with the contact by the XAVP named by parameter xavp_contact, in its order
 */
public record Contact(
        Ruid ruid,
        String uri,
        String received,
        String path,
        String callId,
        String userAgent,
        String socket,
        String instance,
        long expires,
        long lastModified,
        int cseq,
        int q,
        int flags,
        int cflags,
        int methods,
        int regId,
        int serverId,
        int connectionId,
        List<ContactAttribute> attributes) {

    /** Value of {@link #expires()}: never expires. */
    public static final long PERMANENT = 0;

    /** Flag: not to be written to a database (save flag 0x01). */
    public static final int MEMORY_ONLY = 1;

    /** Flag: its expiry was announced to the listeners. */
    public static final int EXPIRY_ANNOUNCED = 4;

    /** A contact without attributes. */
    public Contact(
            Ruid ruid,
            String uri,
            String received,
            String path,
            String callId,
            String userAgent,
            String socket,
            String instance,
            long expires,
            long lastModified,
            int cseq,
            int q,
            int flags,
            int cflags,
            int methods,
            int regId,
            int serverId,
            int connectionId) {
        this(
                ruid,
                uri,
                received,
                path,
                callId,
                userAgent,
                socket,
                instance,
                expires,
                lastModified,
                cseq,
                q,
                flags,
                cflags,
                methods,
                regId,
                serverId,
                connectionId,
                List.of());
    }

    /** Whether it can be used at {@code now} (epoch seconds). */
    public boolean isValid(long now) {
        return expires == PERMANENT || expires > now;
    }

    public Contact withRuid(Ruid newRuid) {
        return copy(uri, newRuid, path, received, instance, expires, flags, cflags, regId, attributes);
    }

    public Contact withPath(String newPath) {
        return copy(uri, ruid, newPath, received, instance, expires, flags, cflags, regId, attributes);
    }

    public Contact withReceived(String newReceived) {
        return copy(uri, ruid, path, newReceived, instance, expires, flags, cflags, regId, attributes);
    }

    public Contact withInstance(String newInstance) {
        return copy(uri, ruid, path, received, newInstance, expires, flags, cflags, regId, attributes);
    }

    public Contact withExpires(long newExpires) {
        return copy(uri, ruid, path, received, instance, newExpires, flags, cflags, regId, attributes);
    }

    public Contact withFlags(int newFlags) {
        return copy(uri, ruid, path, received, instance, expires, newFlags, cflags, regId, attributes);
    }

    public Contact withBranchFlags(int newCflags) {
        return copy(uri, ruid, path, received, instance, expires, flags, newCflags, regId, attributes);
    }

    public Contact withRegId(int newRegId) {
        return copy(uri, ruid, path, received, instance, expires, flags, cflags, newRegId, attributes);
    }

    /** This contact under another URI. */
    public Contact withUri(String newUri) {
        return copy(newUri, ruid, path, received, instance, expires, flags, cflags, regId, attributes);
    }

    /** This contact with these attributes. */
    public Contact withAttributes(List<ContactAttribute> newAttributes) {
        return copy(uri, ruid, path, received, instance, expires, flags, cflags, regId, newAttributes);
    }

    private Contact copy(
            String newUri,
            Ruid newRuid,
            String newPath,
            String newReceived,
            String newInstance,
            long newExpires,
            int newFlags,
            int newCflags,
            int newRegId,
            List<ContactAttribute> newAttributes) {
        return new Contact(
                newRuid,
                newUri,
                newReceived,
                newPath,
                callId,
                userAgent,
                socket,
                newInstance,
                newExpires,
                lastModified,
                cseq,
                q,
                newFlags,
                newCflags,
                methods,
                newRegId,
                serverId,
                connectionId,
                newAttributes);
    }
}
