package org.waypost.sip.transport.stack;

import gov.nist.javax.sip.header.CSeq;
import gov.nist.javax.sip.header.CallID;
import gov.nist.javax.sip.header.ExtensionHeaderImpl;
import gov.nist.javax.sip.header.MaxForwards;
import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.header.ViaList;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.parser.FromParser;
import gov.nist.javax.sip.parser.RouteParser;
import gov.nist.javax.sip.parser.ToParser;
import gov.nist.javax.sip.parser.ViaParser;
import java.net.InetSocketAddress;
import java.text.ParseException;
import java.util.Optional;
import javax.sip.InvalidArgumentException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.sip.HeaderName;
import org.waypost.sip.Octets;
import org.waypost.sip.SipMessage;
import org.waypost.sip.transport.wire.MessageScanner;
import org.waypost.sip.transport.wire.ScanLimits;
import org.waypost.sip.transport.wire.Verdict;
import org.waypost.sip.transport.wire.WireRequest;
import org.waypost.sip.transport.wire.WireResponse;

/**
 * Makes JAIN-SIP's types of messages off the wire. Only headers that are routed by are parsed, one at a time, and only if short and
 * simple enough that nobody can make this expensive.
 */
final class Inflater {

    private static final Logger LOG = LoggerFactory.getLogger(Inflater.class);

    /** The most octets of a header value that is parsed. */
    private static final int LONGEST = 4096;

    /** The most commas and semicolons in one. */
    private static final int MOST_PARTS = 128;

    private static final int DEFAULT_MAX_FORWARDS = 70;
    private static final int MOST_HOPS = 255;

    private static final ScanLimits UNLIMITED = new ScanLimits(Integer.MAX_VALUE, Integer.MAX_VALUE);

    private Inflater() {}

    /** The request, with received and rport filled in (RFC 3261 18.2.1, RFC 3581); empty if what is needed of it cannot be read. */
    static Optional<InflatedRequest> request(WireRequest wire, InetSocketAddress source) {
        return request(wire, TransactionKey.of(wire), source);
    }

    /** The request, which belongs to the server transaction of that key. */
    static Optional<InflatedRequest> request(WireRequest wire, String key, InetSocketAddress source) {
        try {
            return Optional.of(InflatedRequest.of(wire, key, source));
        } catch (ParseException | InvalidArgumentException | RuntimeException e) {
            LOG.debug("a request cannot be relayed: {}", e.toString());
            return Optional.empty();
        }
    }

    /** The response; empty if what is needed of it cannot be read. */
    static Optional<InflatedResponse> response(WireResponse wire) {
        try {
            return Optional.of(InflatedResponse.of(wire));
        } catch (ParseException | InvalidArgumentException | RuntimeException e) {
            LOG.debug("a response cannot be relayed: {}", e.toString());
            return Optional.empty();
        }
    }

    /** The response of these octets; empty if they are none. */
    static Optional<InflatedResponse> response(byte[] octets) {
        MessageScanner scanner = new MessageScanner();
        return scanner.scan(octets, 0, octets.length, UNLIMITED) == Verdict.RESPONSE
                ? response(scanner.response())
                : Optional.empty();
    }

    /** Gives {@code message} the headers of {@code wire} that are read. */
    static void headers(SipMessage wire, SIPMessage message) throws ParseException, InvalidArgumentException {
        for (int i = 0; i < wire.headerCount(); i++) {
            HeaderName name = wire.headerName(i);
            if (Remainder.isRead(name) && name != HeaderName.CONTENT_LENGTH) {
                message.attachHeader(header(name, text(wire.headerValue(i))), false);
            }
        }
        if (message.getTopmostVia() == null
                || message.getFrom() == null
                || message.getTo() == null
                || message.getCallId() == null
                || message.getCSeq() == null) {
            throw new ParseException("Via, From, To, Call-ID or CSeq is missing", 0);
        }
    }

    static CSeq cseq(SipMessage wire) throws ParseException, InvalidArgumentException {
        return cseq(text(wire.first(HeaderName.CSEQ)));
    }

    static MaxForwards maxForwards(WireRequest wire) throws ParseException, InvalidArgumentException {
        Octets value = wire.first(HeaderName.MAX_FORWARDS);
        return value.isEmpty() ? new MaxForwards(DEFAULT_MAX_FORWARDS) : maxForwards(text(value));
    }

    private static MaxForwards maxForwards(String value) throws ParseException, InvalidArgumentException {
        return new MaxForwards((int) Math.min(number(value), MOST_HOPS));
    }

    private static SIPHeader header(HeaderName name, String value) throws ParseException, InvalidArgumentException {
        return switch (name) {
            case VIA -> vias(value);
            case ROUTE -> new RouteParser("Route: " + value + "\n").parse();
            case FROM -> new FromParser("From: " + value + "\n").parse();
            case TO -> new ToParser("To: " + value + "\n").parse();
            case CALL_ID -> new CallID(value);
            case CSEQ -> cseq(value);
            case MAX_FORWARDS -> maxForwards(value);
            case MAX_BREADTH -> plain(name, value);
            default -> throw new IllegalArgumentException(name + " is not read");
        };
    }

    // The stack makes a number of rport (RFC 3581) whenever it copies a Via, and fails on what is none.
    private static ViaList vias(String value) throws ParseException {
        ViaList vias = (ViaList) new ViaParser("Via: " + value + "\n").parse();
        for (Via via : vias) {
            String rport = via.getParameter(Via.RPORT);
            if (rport != null && !rport.isEmpty() && !isPort(Octets.of(rport).number())) {
                throw new ParseException("rport=" + rport, 0);
            }
        }
        return vias;
    }

    private static boolean isPort(long number) {
        return number >= 0 && number <= 65535;
    }

    private static SIPHeader plain(HeaderName name, String value) {
        ExtensionHeaderImpl header = new ExtensionHeaderImpl(name.text());
        header.setValue(value);
        return header;
    }

    private static WrittenCSeq cseq(String value) throws ParseException, InvalidArgumentException {
        int white = value.indexOf(' ');
        if (white < 0) {
            throw new ParseException("CSeq: '" + value + "'", 0);
        }
        return new WrittenCSeq(
                number(value.substring(0, white)), value.substring(white).trim());
    }

    private static long number(String value) throws ParseException {
        long number = Octets.of(value).number();
        if (number < 0) {
            throw new ParseException("not a number: '" + value + "'", 0);
        }
        return number;
    }

    // The value on one line (RFC 3261 7.3.1).
    private static String text(Octets value) throws ParseException {
        if (value.length() > LONGEST) {
            throw new ParseException("a header of " + value.length() + " octets", 0);
        }
        int parts = 0;
        boolean folded = false;
        for (int i = 0; i < value.length(); i++) {
            int octet = value.at(i);
            parts += octet == ',' || octet == ';' ? 1 : 0;
            folded |= octet == '\r' || octet == '\n' || octet == '\t';
        }
        if (parts > MOST_PARTS) {
            throw new ParseException("a header of " + parts + " parts", 0);
        }
        String text = value.toString();
        return folded ? text.replaceAll("[\r\n\t]+", " ") : text;
    }

    static void receivedFrom(InetSocketAddress source, WireRequest wire, Via via) throws ParseException {
        String address = source.getAddress().getHostAddress();
        int scope = address.indexOf('%');
        String plain = scope < 0 ? address : address.substring(0, scope);
        String host = via.getHost();
        String sentBy = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        if (wire.via().hasRport() || !sentBy.equalsIgnoreCase(plain)) {
            via.setReceived(plain);
        }
        if (wire.via().wantsRport()) {
            via.setParameter(Via.RPORT, Integer.toString(source.getPort()));
        }
    }
}
