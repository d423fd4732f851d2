package org.waypost.sip.transport.wire;

import java.util.Arrays;
import org.waypost.sip.HeaderName;
import org.waypost.sip.Method;
import org.waypost.sip.Octets;
import org.waypost.sip.SipRequest;

/** A request as it came off the wire, with the parts of its first Via and its To header that a reply needs. */
public final class WireRequest extends WireMessage implements SipRequest {

    private static final Method[] KNOWN = Arrays.copyOf(Method.values(), Method.OTHER.ordinal());
    private static final long LARGEST_CSEQ = 0xffff_ffffL;

    private static final Octets VERSION = Octets.of("SIP/2.0");

    private final ViaParts via;
    private Method method = Method.OTHER;
    private int methodEnd;
    private int uriEnd;
    private int versionEnd;
    private boolean toTag;

    WireRequest() {
        super(USUAL_HEADERS);
        via = new ViaParts();
    }

    private WireRequest(WireRequest other) {
        super(0);
        copy(other);
        via = other.via.copy();
        method = other.method;
        methodEnd = other.methodEnd;
        uriEnd = other.uriEnd;
        versionEnd = other.versionEnd;
        toTag = other.toTag;
    }

    /** The same request, for somebody to keep. */
    public WireRequest copy() {
        return new WireRequest(this);
    }

    void requestLine(int newMethodEnd, int newUriEnd, int newVersionEnd) {
        methodEnd = newMethodEnd;
        uriEnd = newUriEnd;
        versionEnd = newVersionEnd;
        method = known(array(), start(), newMethodEnd);
        toTag = false;
    }

    /** The first line of a request that is refused, be it of another version: the answer is SIP/2.0. */
    void salvaged(int newMethodEnd, int newUriEnd) {
        requestLine(newMethodEnd, newUriEnd, newUriEnd);
    }

    void hasToTag(boolean present) {
        toTag = present;
    }

    @Override
    public Method method() {
        return method;
    }

    @Override
    public Octets methodText() {
        return slice(start(), methodEnd);
    }

    @Override
    public Octets requestUri() {
        return slice(methodEnd + 1, uriEnd);
    }

    /** The SIP version of the reply: as it was written in a request that could be read. */
    public Octets version() {
        return versionEnd == uriEnd ? VERSION : slice(uriEnd + 1, versionEnd);
    }

    @Override
    public long cseq() {
        Octets value = first(HeaderName.CSEQ);
        int digits = 0;
        while (digits < value.length() && !Octets.isWhite(value.at(digits))) {
            digits++;
        }
        long number = value.sub(0, digits).number();
        return number > LARGEST_CSEQ ? -1 : number;
    }

    /** The parts of the first Via. */
    public ViaParts via() {
        return via;
    }

    /** Whether the To header has a tag: the request belongs to a dialog. */
    public boolean hasToTag() {
        return toTag;
    }

    // Unlike RFC 3261 7.1 a known method is known in any case of letters, as in Kamailio.
    private static Method known(byte[] array, int from, int to) {
        int length = to - from;
        for (Method candidate : KNOWN) {
            String name = candidate.name();
            if (name.length() == length && matches(name, array, from)) {
                return candidate;
            }
        }
        return Method.OTHER;
    }

    private static boolean matches(String name, byte[] array, int from) {
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) != (array[from + i] & ~0x20)) {
                return false;
            }
        }
        return true;
    }
}
