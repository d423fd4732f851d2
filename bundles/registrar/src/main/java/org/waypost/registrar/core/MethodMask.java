package org.waypost.registrar.core;

import org.waypost.sip.HeaderName;
import org.waypost.sip.Method;
import org.waypost.sip.Octets;
import org.waypost.sip.SipMessage;

/** Which methods a contact allows, as a mask of {@link Method#bit()}. */
final class MethodMask {

    /** Every method: the device did not say. */
    static final int ALL = -1;

    private static final long MALFORMED = -1;
    private static final Method[] KNOWN = Method.values();

    private MethodMask() {}

    /** The mask of all Allow headers; {@link #ALL} if there is none or one is malformed. */
    static int ofAllow(SipMessage message) {
        int index = message.indexOf(HeaderName.ALLOW, 0);
        if (index < 0) {
            return ALL;
        }
        long mask = 0;
        for (; index >= 0; index = message.indexOf(HeaderName.ALLOW, index + 1)) {
            long bits = parse(message.headerValue(index));
            if (bits == MALFORMED) {
                return ALL;
            }
            mask |= bits;
        }
        return (int) mask;
    }

    /** The mask of a list such as {@code INVITE, BYE} (any case), or -1 if it is malformed. */
    static long parse(Octets list) {
        long mask = 0;
        int i = skipWhite(list, 0);
        while (i < list.length()) {
            int start = i;
            while (i < list.length() && isToken(list.at(i))) {
                i++;
            }
            if (i == start) {
                return MALFORMED;
            }
            mask |= bit(list, start, i);
            i = skipWhite(list, i);
            if (i < list.length()) {
                if (list.at(i) != ',') {
                    return MALFORMED;
                }
                i = skipWhite(list, i + 1);
            }
        }
        return mask;
    }

    private static int bit(Octets list, int from, int to) {
        for (Method method : KNOWN) {
            if (method.name().length() == to - from
                    && Octets.lower(method.name().charAt(0)) == Octets.lower(list.at(from))
                    && list.sub(from, to).equalsIgnoreCase(method.name())) {
                return method.bit();
            }
        }
        return Method.OTHER.bit();
    }

    private static int skipWhite(Octets list, int from) {
        int i = from;
        while (i < list.length() && Octets.isWhite(list.at(i))) {
            i++;
        }
        return i;
    }

    private static boolean isToken(int octet) {
        return octet >= 'a' && octet <= 'z'
                || octet >= 'A' && octet <= 'Z'
                || octet >= '0' && octet <= '9'
                || "-.!%*_+`'~".indexOf(octet) >= 0;
    }
}
