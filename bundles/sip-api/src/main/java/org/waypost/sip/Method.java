package org.waypost.sip;

/** SIP methods. The order is that of the bits in the {@code methods} column of the location table. */
public enum Method {
    INVITE,
    CANCEL,
    ACK,
    BYE,
    INFO,
    REGISTER,
    SUBSCRIBE,
    NOTIFY,
    MESSAGE,
    OPTIONS,
    PRACK,
    UPDATE,
    REFER,
    PUBLISH,
    KDMQ,
    GET,
    POST,
    PUT,
    DELETE,
    /** Any method that is not in this list. */
    OTHER;

    private static final Method[] KNOWN = java.util.Arrays.copyOf(values(), OTHER.ordinal());

    /** The bit of this method in a methods mask: {@code 1 << ordinal}. */
    public int bit() {
        return 1 << ordinal();
    }

    /** The method these octets name, compared byte by byte (RFC 3261 7.1: methods are case-sensitive). */
    public static Method of(Octets text) {
        for (Method method : KNOWN) {
            if (text.contentEquals(method.name())) {
                return method;
            }
        }
        return OTHER;
    }
}
