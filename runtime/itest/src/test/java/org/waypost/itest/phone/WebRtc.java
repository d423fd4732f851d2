package org.waypost.itest.phone;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Descriptions of media that a browser accepts (RFC 8829), of a phone that has none: without candidates nothing is ever sent, and the
 * call is one as far as its signalling goes.
 */
public final class WebRtc {

    private static final String NOBODYS_CERTIFICATE = "00" + ":00".repeat(31);
    private static final Pattern MID = Pattern.compile("(?m)^a=mid:(\\S+)$");

    private WebRtc() {}

    /** An answer to that offer, or an offer if it is empty. */
    public static String describe(String offer) {
        Matcher mid = MID.matcher(offer);
        return String.join(
                "\n",
                "v=0",
                "o=- 4611686018427387904 2 IN IP4 127.0.0.1",
                "s=-",
                "t=0 0",
                "m=audio 9 UDP/TLS/RTP/SAVPF 0",
                "c=IN IP4 0.0.0.0",
                "a=rtcp-mux",
                "a=mid:" + (mid.find() ? mid.group(1) : "0"),
                "a=ice-ufrag:wayp",
                "a=ice-pwd:of-a-phone-without-any-media",
                "a=fingerprint:sha-256 " + NOBODYS_CERTIFICATE,
                "a=setup:" + (offer.isEmpty() ? "actpass" : "active"),
                "a=sendrecv",
                "a=rtpmap:0 PCMU/8000",
                "");
    }
}
