package org.waypost.usrloc.core;

import java.nio.charset.StandardCharsets;
import org.waypost.sip.Flow;
import org.waypost.sip.HeaderName;
import org.waypost.sip.Octets;
import org.waypost.sip.SipResponse;
import org.waypost.usrloc.Contact;
import org.waypost.usrloc.Ping;
import org.waypost.usrloc.Ruid;

/**
 * Writes the requests that keep a contact's way open, and knows the answers to them again. They are as Kamailio's: stateless, along the
 * Path if there is one, with the ruid in the From tag.
 */
final class KeepaliveRequest {

    private static final String CALL_ID = "ksrulka-";
    private static final String TAG = ";tag=";

    /** RFC 3261 gives no meaning to the number; it only has to be the same for all. */
    private static final int CSEQ = 80;

    private KeepaliveRequest() {}

    /** Whether nothing of what devices chose, such as an AoR whose escapes were undone, would end a header line. */
    static boolean isSafe(Contact contact, String aor) {
        return isOneLine(aor) && isOneLine(contact.uri()) && isOneLine(contact.path());
    }

    private static boolean isOneLine(String text) {
        return text.indexOf('\r') < 0 && text.indexOf('\n') < 0;
    }

    /**
     * @param aor with its domain
     * @param nonce of this keepalive, so that nobody who was not sent it can answer
     */
    static byte[] write(Contact contact, String aor, Ping ping, Flow flow, int nonce) {
        String unique = Integer.toHexString(nonce);
        StringBuilder out = new StringBuilder(512);
        out.append(ping.method()).append(' ').append(contact.uri()).append(" SIP/2.0\r\nVia: SIP/2.0/");
        out.append(flow.transport().name()).append(' ').append(flow.local().sentBy());
        out.append(";branch=z9hG4bKx.").append(unique).append(".0\r\n");
        if (!contact.path().isEmpty()) {
            out.append("Route: ").append(contact.path()).append("\r\n");
        }
        out.append("From: <").append(ping.from()).append('>').append(TAG);
        out.append(contact.ruid())
                .append('-')
                .append(unique)
                .append("\r\nTo: <sip:")
                .append(aor)
                .append(">\r\nCall-ID: ")
                .append(CALL_ID)
                .append(unique)
                .append("\r\nCSeq: ")
                .append(CSEQ)
                .append(' ');
        out.append(ping.method()).append("\r\nContent-Length: 0\r\n\r\n");
        return out.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /**
     * The keepalive that a response answers.
     *
     * @param ruid of the contact; {@link Ruid#NONE} if it answers none
     */
    record Answered(Ruid ruid, int nonce) {

        private static final Answered NONE = new Answered(Ruid.NONE, 0);

        static Answered by(SipResponse response) {
            Octets callId = response.first(HeaderName.CALL_ID);
            if (!callId.startsWithIgnoreCase(CALL_ID)) {
                return NONE;
            }
            String from = response.first(HeaderName.FROM).toString();
            int tag = from.lastIndexOf(TAG);
            int dash = from.lastIndexOf('-');
            if (tag < 0 || dash < tag) {
                return NONE;
            }
            try {
                int nonce = Integer.parseUnsignedInt(from.substring(dash + 1), 16);
                return new Answered(Ruid.of(from.substring(tag + TAG.length(), dash)), nonce);
            } catch (NumberFormatException notOurs) {
                return NONE;
            }
        }
    }
}
