package org.waypost.proxy;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.parser.StringMsgParser;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.waypost.sip.SipUri;

/** Makes the request of {@code t_uac_send} of what a script gives: with the headers it has to have, a tag, Call-ID and CSeq if it has none. */
final class UacRequest {

    private static final Pattern METHOD = Pattern.compile("[A-Za-z0-9.!%*_+`'~-]+");
    private static final Pattern TAG = Pattern.compile("(?i);\\s*tag\\s*=");
    private static final int USUAL_HOPS = 70;

    /** As Kamailio begins. */
    private static final int FIRST_SEQUENCE = 10;

    private UacRequest() {}

    /**
     * The request. Its Max-Forwards is one higher than it is to be sent with.
     *
     * @param headers lines, each ended by CRLF
     * @throws IllegalArgumentException if From or To is missing, a body has no Content-Type, or something cannot be read
     */
    static SIPRequest of(String method, String uri, String headers, String body) {
        if (!METHOD.matcher(method).matches() || SipUri.parse(uri).isEmpty()) {
            throw new IllegalArgumentException(method + " " + uri + " is no request line");
        }
        String lines = headers.isEmpty() || headers.endsWith("\r\n") ? headers : headers + "\r\n";
        String from = value(lines, "From", "f");
        if (from.isEmpty() || value(lines, "To", "t").isEmpty()) {
            throw new IllegalArgumentException("the headers have no From or no To");
        }
        if (!value(lines, "Content-Length", "l").isEmpty()) {
            throw new IllegalArgumentException("Content-Length is not the script's to say");
        }
        if (!body.isEmpty() && value(lines, "Content-Type", "c").isEmpty()) {
            throw new IllegalArgumentException("a body needs a Content-Type");
        }
        String tagged = TAG.matcher(from).find() ? from : from + ";tag=" + ForkTools.newTag();
        int hops = hops(value(lines, "Max-Forwards", "Max-Forwards")) + 1;
        String others = without(without(lines, "From", "f"), "Max-Forwards", "Max-Forwards");
        String whole = method + " " + uri + " SIP/2.0\r\nFrom: " + tagged + "\r\n" + others
                + missing(lines, "Call-ID", "i", ForkTools.newTag())
                + missing(lines, "CSeq", "CSeq", FIRST_SEQUENCE + " " + method)
                + "Max-Forwards: " + hops + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
        try {
            byte[] octets = whole.getBytes(StandardCharsets.ISO_8859_1);
            return (SIPRequest)
                    new StringMsgParser().parseSIPMessage(octets, true, true, (failure, message, type, line, text) -> {
                        throw failure;
                    });
        } catch (ParseException | RuntimeException e) {
            throw new IllegalArgumentException("the request cannot be read: " + e.getMessage(), e);
        }
    }

    private static String missing(String lines, String name, String compact, String value) {
        return value(lines, name, compact).isEmpty() ? name + ": " + value + "\r\n" : "";
    }

    private static String without(String lines, String name, String compact) {
        return line(name, compact).matcher(lines).replaceAll("");
    }

    private static int hops(String text) {
        try {
            return text.isEmpty() ? USUAL_HOPS : Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("Max-Forwards: " + text, e);
        }
    }

    private static Pattern line(String name, String compact) {
        return Pattern.compile("(?im)^(?:" + name + "|" + compact + ")[ \\t]*:[ \\t]*(.*?)[ \\t]*\\r\\n");
    }

    private static String value(String lines, String name, String compact) {
        Matcher found = line(name, compact).matcher(lines);
        return found.find() ? found.group(1) : "";
    }
}
