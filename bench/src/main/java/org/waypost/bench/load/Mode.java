package org.waypost.bench.load;

/** What kind of request is sent. */
public enum Mode {
    /** The first REGISTER of an AoR that the server does not know yet. */
    FIRST("REGISTER", "sip:bench.example", true),
    /** A REGISTER of a contact that is registered: same Call-ID, higher CSeq. On the wire it differs from FIRST in the CSeq alone. */
    REFRESH("REGISTER", "sip:bench.example", true),
    /** A REGISTER without Contact, which lists what is registered. */
    QUERY("REGISTER", "sip:bench.example", false),
    /** OPTIONS to the server itself. */
    OPTIONS("OPTIONS", "sip:%s", false),
    /** MESSAGE to the AoR: a lookup, which ends in 404 if the AoR has no contact. The generator does not play the part of a callee. */
    MESSAGE("MESSAGE", "sip:u@AOR@@bench.example", false);

    // The same whatever socket it is sent from: another one would be another contact, and no refresh.
    private static final String CONTACT = "Contact: <sip:u@AOR@@127.0.0.1:5062>\r\nExpires: 3600\r\n";

    private final String method;
    private final String requestUri;
    private final boolean contact;

    Mode(String method, String requestUri, boolean contact) {
        this.method = method;
        this.requestUri = requestUri;
        this.contact = contact;
    }

    /**
     * The text of a {@link MessageTemplate}: what a plain phone sends, about 430 octets.
     *
     * @param transport UDP or TCP
     * @param local address and port of the sender
     * @param server address and port it is sent to
     */
    public String text(String transport, String local, String server) {
        return method + " " + requestUri.formatted(server) + " SIP/2.0\r\n"
                + "Via: SIP/2.0/" + transport + " " + local + ";rport;branch=" + Reply.BRANCH + "@SEQUENCE@\r\n"
                + "Max-Forwards: 70\r\n"
                + "From: <sip:u@AOR@@bench.example>;tag=7f3a@AOR@\r\n"
                + "To: <sip:u@AOR@@bench.example>\r\n"
                + "Call-ID: 5e0c64d1-@AOR@-8b7a41f2c9@192.0.2.17\r\n"
                + "CSeq: @CSEQ@ " + method + "\r\n"
                + (contact ? CONTACT : "")
                + "User-Agent: Waypost bench 1.0\r\n"
                + "Content-Length: 0\r\n\r\n";
    }
}
