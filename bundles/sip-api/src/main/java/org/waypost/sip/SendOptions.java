package org.waypost.sip;

import java.util.Optional;

/** How a route wants its request to be sent on: kept with the context of the request, read by the proxy for each target. */
public final class SendOptions {

    private boolean rport;
    private boolean openOnly;
    private boolean closing;
    private String host = "";
    private int port;

    /** As it is now, for one target to go on with. */
    public SendOptions copy() {
        SendOptions copy = new SendOptions();
        copy.rport = rport;
        copy.openOnly = openOnly;
        copy.closing = closing;
        copy.host = host;
        copy.port = port;
        return copy;
    }

    /** Asks for the replies to come to the port the request is sent from (RFC 3581 4). */
    public void askForRport() {
        rport = true;
    }

    /** Sends on an open connection only: no other is opened. */
    public void connectNowhere() {
        openOnly = true;
    }

    /** Closes the connection once the request has been written to it. */
    public void closeAfter() {
        closing = true;
    }

    /** Another host for our Via than that of the socket. */
    public void advertiseHost(String newHost) {
        host = newHost;
    }

    /** Another port for our Via than that of the socket, 1..65535. */
    public void advertisePort(int newPort) {
        port = newPort;
    }

    public boolean asksForRport() {
        return rport;
    }

    public boolean isOpenOnly() {
        return openOnly;
    }

    public boolean isClosing() {
        return closing;
    }

    /** What is to stand in our Via; empty: what the socket is called. */
    public Optional<HostPort> sentBy(ListenPoint socket) {
        return host.isEmpty() && port == 0
                ? Optional.empty()
                : Optional.of(new HostPort(
                        host.isEmpty() ? socket.sentBy().host() : host,
                        port == 0 ? socket.sentBy().port() : port));
    }
}
