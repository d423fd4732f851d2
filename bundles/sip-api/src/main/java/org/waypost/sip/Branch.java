package org.waypost.sip;

/**
 * One target of a request: where it goes and what is known of the contact behind it. Empty text stands for "not set".
 *
 * @param uri the Request-URI of the branch
 * @param destination the URI the request is sent to instead of {@code uri} (the {@code $du} of a script)
 * @param path the Route set to insert: URIs as in a Route header, joined by commas
 * @param socket {@code proto:host:port} of the local socket to send from
 * @param flow number of the connection to send on, or -1; without a reg-id only the first choice, while it is open
 * @param flags branch flags
 * @param q 0..1000 thousandths, or -1 if unspecified
 * @param instance the {@code +sip.instance} of the contact, with its angle brackets
 * @param regId the {@code reg-id} of the contact (RFC 5626), or 0. With one, a branch that names a {@code flow} and has no path goes
 *     over that connection or nowhere: 430 if it has no instance, as on an edge proxy, else the next flow of that instance
 * @param ruid unique id of the location record
 * @param userAgent of the registered device
 */
public record Branch(
        String uri,
        String destination,
        String path,
        String socket,
        int flow,
        int flags,
        int q,
        String instance,
        int regId,
        String ruid,
        String userAgent) {

    /** A branch that carries nothing but a URI. */
    public static Branch to(String uri) {
        return new Branch(uri, "", "", "", -1, 0, -1, "", 0, "", "");
    }

    /** Whether nothing but the URI is set; such branches lookup_branches() resolves. */
    public boolean isBare() {
        return equals(to(uri));
    }

    public Branch withUri(String newUri) {
        return new Branch(newUri, destination, path, socket, flow, flags, q, instance, regId, ruid, userAgent);
    }

    public Branch withDestination(String newDestination) {
        return new Branch(uri, newDestination, path, socket, flow, flags, q, instance, regId, ruid, userAgent);
    }

    public Branch withPath(String newPath) {
        return new Branch(uri, destination, newPath, socket, flow, flags, q, instance, regId, ruid, userAgent);
    }

    /** This branch from another local socket, {@code proto:host:port}, or with nothing from any. */
    public Branch withSocket(String newSocket) {
        return new Branch(uri, destination, path, newSocket, flow, flags, q, instance, regId, ruid, userAgent);
    }

    /** @param newQ 0..1000 thousandths, or -1 */
    public Branch withQ(int newQ) {
        return new Branch(uri, destination, path, socket, flow, flags, newQ, instance, regId, ruid, userAgent);
    }

    /** This branch over another connection, or with -1 over any. */
    public Branch withFlow(int newFlow) {
        return new Branch(uri, destination, path, socket, newFlow, flags, q, instance, regId, ruid, userAgent);
    }

    public Branch withFlags(int newFlags) {
        return new Branch(uri, destination, path, socket, flow, newFlags, q, instance, regId, ruid, userAgent);
    }
}
