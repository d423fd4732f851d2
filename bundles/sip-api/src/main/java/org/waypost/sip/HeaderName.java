package org.waypost.sip;

/** The header fields that this server looks at, with their compact forms (RFC 3261 7.3.3 and the RFCs of the extensions). */
public enum HeaderName {
    VIA("Via", 'v'),
    FROM("From", 'f'),
    TO("To", 't'),
    CALL_ID("Call-ID", 'i'),
    CSEQ("CSeq"),
    CONTACT("Contact", 'm'),
    EXPIRES("Expires"),
    MAX_FORWARDS("Max-Forwards"),
    MAX_BREADTH("Max-Breadth"),
    ROUTE("Route"),
    RECORD_ROUTE("Record-Route"),
    PATH("Path"),
    SUPPORTED("Supported", 'k'),
    REQUIRE("Require"),
    PROXY_REQUIRE("Proxy-Require"),
    UNSUPPORTED("Unsupported"),
    ALLOW("Allow"),
    USER_AGENT("User-Agent"),
    SERVER("Server"),
    AUTHORIZATION("Authorization"),
    PROXY_AUTHORIZATION("Proxy-Authorization"),
    WWW_AUTHENTICATE("WWW-Authenticate"),
    PROXY_AUTHENTICATE("Proxy-Authenticate"),
    CONTENT_LENGTH("Content-Length", 'l'),
    CONTENT_TYPE("Content-Type", 'c'),
    CONTENT_ENCODING("Content-Encoding", 'e'),
    SUBJECT("Subject", 's'),
    EVENT("Event", 'o'),
    ALLOW_EVENTS("Allow-Events", 'u'),
    REFER_TO("Refer-To", 'r'),
    REFERRED_BY("Referred-By", 'b'),
    SESSION_EXPIRES("Session-Expires", 'x'),
    MIN_SE("Min-SE"),
    ACCEPT("Accept"),
    ACCEPT_CONTACT("Accept-Contact", 'a'),
    REJECT_CONTACT("Reject-Contact", 'j'),
    REQUEST_DISPOSITION("Request-Disposition", 'd'),
    IDENTITY("Identity", 'y'),
    P_ASSERTED_IDENTITY("P-Asserted-Identity"),
    P_PREFERRED_IDENTITY("P-Preferred-Identity"),
    PRIVACY("Privacy"),
    MIN_EXPIRES("Min-Expires"),
    RETRY_AFTER("Retry-After"),
    FLOW_TIMER("Flow-Timer"),
    DATE("Date"),
    /** Any header that is not in this list. */
    OTHER("");

    private static final HeaderName[] COMPACT = new HeaderName[128];
    private static final HeaderName[][] BY_LENGTH = new HeaderName[32][];

    static {
        for (int length = 0; length < BY_LENGTH.length; length++) {
            int wanted = length;
            BY_LENGTH[length] = java.util.Arrays.stream(values())
                    .filter(name -> name != OTHER && name.text.length() == wanted)
                    .toArray(HeaderName[]::new);
        }
        for (HeaderName name : values()) {
            if (name.compact != 0) {
                COMPACT[name.compact] = name;
                COMPACT[Character.toUpperCase(name.compact)] = name;
            }
        }
    }

    private final String text;
    private final char compact;

    HeaderName(String text) {
        this(text, (char) 0);
    }

    HeaderName(String text, char compact) {
        this.text = text;
        this.compact = compact;
    }

    /** The name in full, as it is written on the wire; empty for {@link #OTHER}. */
    public String text() {
        return text;
    }

    /** The header whose full or compact name these octets are, in any case; {@link #OTHER} if there is none. */
    public static HeaderName of(byte[] array, int offset, int length) {
        if (length == 1) {
            HeaderName name = array[offset] > 0 ? COMPACT[array[offset]] : null;
            return name == null ? OTHER : name;
        }
        if (length >= BY_LENGTH.length) {
            return OTHER;
        }
        for (HeaderName name : BY_LENGTH[length]) {
            if (matches(name.text, array, offset)) {
                return name;
            }
        }
        return OTHER;
    }

    /** The header of that full or compact name, in any case; {@link #OTHER} if there is none. */
    public static HeaderName of(String name) {
        Octets octets = Octets.of(name);
        return of(octets.array(), octets.offset(), octets.length());
    }

    private static boolean matches(String text, byte[] array, int offset) {
        for (int i = 0; i < text.length(); i++) {
            int wanted = text.charAt(i);
            int found = array[offset + i];
            if (wanted != found && Octets.lower(wanted) != Octets.lower(found)) {
                return false;
            }
        }
        return true;
    }
}
