package org.waypost.registrar.path;

import java.util.Optional;
import java.util.regex.Pattern;
import org.waypost.sip.HeaderName;
import org.waypost.sip.Octets;
import org.waypost.sip.SipMessage;
import org.waypost.sip.SipUri;

/**
 * The Path headers of a REGISTER as one (RFC 3327 5.3).
 *
 * @param text the header values as they came, joined by commas; folded lines are unfolded. Empty if there are none
 * @param received where the device is, as the first URI says; empty if it does not or is not asked
 */
record PathVector(String text, String received) {

    static final PathVector NONE = new PathVector("", "");

    /** Octets of the longest vector, and of the comma behind it that Kamailio makes room for. */
    private static final int LONGEST = 255;

    /** RFC 3327 4 with RFC 3261 25.1; of a URI only that nothing in it ends it. */
    private static final String PARAMETER = "\\s*;\\s*[^\\s;,<>\"=]+(\\s*=\\s*([^\\s;,<>\"]+|\"([^\"\\\\]|\\\\.)*\"))?";

    private static final String VALUE =
            "\\s*(\"([^\"\\\\]|\\\\.)*\"|[^<>\",;:@]*)\\s*<[^<>\"\\s]+>(" + PARAMETER + ")*\\s*";

    private static final Pattern LIST = Pattern.compile(VALUE + "(," + VALUE + ")*");

    static boolean isIn(SipMessage message) {
        return message.has(HeaderName.PATH);
    }

    /**
     * The Path headers of {@code message}; empty if they are too long or malformed.
     *
     * @param useReceived whether to ask the first URI for {@code received}
     * @param strict whether all of it must be as RFC 3327 4 says, not only the first URI, which comes next at lookup
     */
    static Optional<PathVector> of(SipMessage message, boolean useReceived, boolean strict) {
        return join(message)
                .flatMap(text -> text.isEmpty()
                        ? Optional.of(NONE)
                        : of(text, useReceived).filter(vector -> !strict || isStrict(text)));
    }

    private static Optional<String> join(SipMessage message) {
        StringBuilder text = new StringBuilder();
        for (int index = message.indexOf(HeaderName.PATH, 0);
                index >= 0;
                index = message.indexOf(HeaderName.PATH, index + 1)) {
            Octets value = message.headerValue(index);
            if (text.length() + value.length() + 1 > LONGEST) {
                return Optional.empty();
            }
            if (!text.isEmpty()) {
                text.append(',');
            }
            for (int i = 0; i < value.length(); i++) {
                int octet = value.at(i);
                if (isControl(octet) && !Octets.isWhite(octet)) {
                    return Optional.empty();
                }
                text.append(octet == '\r' || octet == '\n' ? ' ' : (char) octet);
            }
        }
        return Optional.of(text.toString());
    }

    private static Optional<PathVector> of(String text, boolean useReceived) {
        PathReader values = new PathReader(text);
        if (!values.next()) {
            return Optional.empty();
        }
        Optional<SipUri> first = SipUri.parse(values.uri()).filter(PathVector::isLooseRouter);
        while (first.isPresent() && !values.atEnd()) {
            if (!values.next()) {
                return Optional.empty();
            }
        }
        if (!useReceived) {
            return first.map(uri -> new PathVector(text, ""));
        }
        return first.flatMap(uri -> received(uri.parameters().toString()))
                .map(received -> new PathVector(text, received));
    }

    /** Whether a URI can be a Route: it has {@code lr}, with any value, and nothing that has no place in a URI. */
    private static boolean isLooseRouter(SipUri uri) {
        Octets text = uri.text();
        int at = text.indexOf('@', 0);
        if (at >= 0 && (uri.user().isEmpty() || text.indexOf('@', at + 1) >= 0) || hasStraySigns(text)) {
            return false;
        }
        int question = uri.parameters().indexOf('?', 0);
        Octets parameters = question < 0 ? uri.parameters() : uri.parameters().sub(0, question);
        boolean ends = question < 0 && uri.headers().isEmpty();
        for (int start = 0; start < parameters.length(); ) {
            int semicolon = parameters.indexOf(';', start);
            int end = semicolon < 0 ? parameters.length() : semicolon;
            if (isLooseRouting(parameters.sub(start, end), ends && semicolon < 0)) {
                return true;
            }
            start = end + 1;
        }
        return false;
    }

    private static boolean hasStraySigns(Octets uri) {
        for (int i = 0; i < uri.length(); i++) {
            if (uri.at(i) <= ' ' || uri.at(i) == '<') {
                return true;
            }
        }
        return false;
    }

    // to Kamailio lr= is no lr, unless it ends the URI
    private static boolean isLooseRouting(Octets parameter, boolean last) {
        int equals = parameter.indexOf('=', 0);
        return equals < 0
                ? parameter.equalsIgnoreCase("lr")
                : parameter.sub(0, equals).equalsIgnoreCase("lr") && (last || equals < parameter.length() - 1);
    }

    /** The last parameter received: empty text if there is none, empty if it has no value that can be one. */
    private static Optional<String> received(String parameters) {
        ParameterCursor cursor = new ParameterCursor(parameters, 0);
        Optional<String> received = Optional.of("");
        while (cursor.next()) {
            if (cursor.isNamed("received")) {
                received = cursor.hasValue() ? Optional.of(cursor.value()) : Optional.empty();
            }
        }
        return cursor.isMalformed() ? Optional.empty() : received.flatMap(PathVector::unescape);
    }

    /** The text without its escapes; empty if one is none, or gives what cannot stand between quotes in a reply. */
    private static Optional<String> unescape(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            int octet = text.charAt(i);
            if (octet == '%') {
                octet = i + 2 < text.length()
                        ? Character.digit(text.charAt(i + 1), 16) * 16 + Character.digit(text.charAt(i + 2), 16)
                        : -1;
                if (octet < ' ' || octet > '~') {
                    return Optional.empty();
                }
                i += 2;
            }
            if (octet == '"' || octet == '\\') {
                return Optional.empty();
            }
            plain.append((char) octet);
        }
        return Optional.of(plain.toString());
    }

    private static boolean isStrict(String text) {
        if (!LIST.matcher(text).matches()) {
            return false;
        }
        PathReader values = new PathReader(text);
        while (!values.atEnd()) {
            if (!values.next()
                    || SipUri.parse(values.uri())
                            .filter(uri -> uri.scheme() != SipUri.Scheme.TEL)
                            .isEmpty()) {
                return false;
            }
        }
        return true;
    }

    private static boolean isControl(int octet) {
        return octet < ' ' || octet == 0x7f;
    }
}
