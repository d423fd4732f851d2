package org.waypost.route.builtin;

import org.waypost.sip.HeaderName;
import org.waypost.sip.Method;
import org.waypost.sip.Octets;
import org.waypost.sip.SipContext;
import org.waypost.sip.SipRequest;
import org.waypost.sip.SipUri;

/** Refuses requests that contradict themselves or whose Request-URI leads nowhere (RFC 3261 16.3 steps 1 and 2, 8.1.1.5, 18.3). */
final class Sanity {

    private Sanity() {}

    /** Whether the request was refused; an ACK is then dropped. */
    static boolean refuses(SipContext context) {
        SipRequest request = context.request();
        Octets uri = request.requestUri();
        if (SipUri.parse(uri).isEmpty()) {
            if (hasOtherScheme(uri)) {
                refuse(context, 416, "Unsupported URI Scheme");
            } else {
                refuse(context, 400, "Bad Request-URI");
            }
        } else if (request.cseq() < 0) {
            refuse(context, 400, "Bad CSeq Number");
        } else if (!isOfItsMethod(request)) {
            refuse(context, 400, "CSeq Method Mismatch");
        } else if (request.first(HeaderName.CONTENT_LENGTH).number()
                > request.body().length()) {
            refuse(context, 400, "Body Shorter Than Content-Length");
        } else {
            return false;
        }
        return true;
    }

    private static void refuse(SipContext context, int status, String reason) {
        if (context.request().method() != Method.ACK) {
            context.reply(status, reason);
        }
    }

    private static boolean isOfItsMethod(SipRequest request) {
        Octets cseq = request.first(HeaderName.CSEQ);
        Octets method = request.methodText();
        int start = cseq.length() - method.length();
        return start > 0
                && Octets.isWhite(cseq.at(start - 1))
                && cseq.from(start).equalsIgnoreCase(method.toString());
    }

    // RFC 3986 3.1
    private static boolean hasOtherScheme(Octets uri) {
        int colon = uri.indexOf(':', 0);
        if (colon < 1 || !isLetter(uri.at(0))) {
            return false;
        }
        for (int i = 1; i < colon; i++) {
            int octet = uri.at(i);
            if (!isLetter(octet) && (octet < '0' || octet > '9') && octet != '+' && octet != '-' && octet != '.') {
                return false;
            }
        }
        Octets scheme = uri.sub(0, colon);
        return !scheme.equalsIgnoreCase("sip") && !scheme.equalsIgnoreCase("sips") && !scheme.equalsIgnoreCase("tel");
    }

    private static boolean isLetter(int octet) {
        return (octet | 0x20) >= 'a' && (octet | 0x20) <= 'z';
    }
}
