package org.waypost.sip.trace.capture;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.waypost.sip.AddressPrefix;
import org.waypost.sip.Octets;
import org.waypost.sip.SipUri;
import org.waypost.sip.TappedMessage;

/**
 * Which messages are traced: those that fit each list that is not empty, by any of its entries.
 *
 * @param methods of requests, and of what the responses answer
 * @param users or AoRs ({@code user@host}) of From, To or the request's URI
 * @param sources of the other end
 * @param callIds whole
 * @param statuses of responses: {@code 404} or {@code 4xx}
 * @param dropped only what goes no further
 * @param keepalives also CRLF and STUN
 */
public record TraceFilter(
        List<String> methods,
        List<String> users,
        List<AddressPrefix> sources,
        List<String> callIds,
        List<String> statuses,
        boolean dropped,
        boolean keepalives) {

    /** All but keepalives. */
    public static final TraceFilter ALL = of("", "", "", "", "", false, false);

    private static final Pattern STATUS = Pattern.compile("[1-6](\\d\\d|[xX][xX])");
    private static final Pattern METHOD = Pattern.compile("[A-Za-z0-9.!%*_+`'~-]+");

    /** Of lists separated by commas, empty for anything. An {@link IllegalArgumentException} names what cannot be read. */
    public static TraceFilter of(
            String methods,
            String users,
            String sources,
            String callIds,
            String statuses,
            boolean dropped,
            boolean keepalives) {
        return new TraceFilter(
                checked("method", list(methods.toUpperCase(Locale.ROOT)), METHOD, "a name as REGISTER"),
                list(users).stream().map(TraceFilter::user).toList(),
                list(sources).stream().map(AddressPrefix::parse).toList(),
                list(callIds),
                checked("status", list(statuses.toLowerCase(Locale.ROOT)), STATUS, "a number as 404 or 4xx"),
                dropped,
                keepalives);
    }

    /** Whether a message is to be traced. */
    public boolean matches(TappedMessage message) {
        if (dropped && message.dropped().isEmpty()) {
            return false;
        }
        if (!sources.isEmpty()
                && sources.stream()
                        .noneMatch(prefix -> prefix.contains(message.remote().getAddress()))) {
            return false;
        }
        if (!keepalives && message.dropped().isEmpty() && isKeepalive(message.octets())) {
            return false;
        }
        boolean anyMessage = methods.isEmpty() && users.isEmpty() && callIds.isEmpty() && statuses.isEmpty();
        return anyMessage || matches(Glance.at(message.octets()));
    }

    private boolean matches(Glance glance) {
        return (methods.isEmpty() || methods.stream().anyMatch(glance.method()::equalsIgnoreCase))
                && (callIds.isEmpty() || callIds.stream().anyMatch(glance.callId()::contentEquals))
                && (statuses.isEmpty() || matchesStatus(glance.status()))
                && (users.isEmpty()
                        || matchesUser(glance.from())
                        || matchesUser(glance.to())
                        || matchesUser(glance.requestUri()));
    }

    private boolean matchesStatus(int status) {
        for (String wanted : statuses) {
            boolean whole = wanted.endsWith("x");
            if (whole ? status / 100 == wanted.charAt(0) - '0' : status == Integer.parseInt(wanted)) {
                return true;
            }
        }
        return false;
    }

    private boolean matchesUser(Octets uri) {
        if (uri.isEmpty()) {
            return false;
        }
        Octets user = SipUri.parse(uri).map(SipUri::user).orElse(Octets.EMPTY);
        Octets address = Glance.address(uri);
        for (String wanted : users) {
            boolean isAddress = wanted.indexOf('@') >= 0;
            if ((isAddress ? address : user).equalsIgnoreCase(wanted)) {
                return true;
            }
        }
        return false;
    }

    /** Line ends and NULs, or STUN, whose first octet is below 4: no SIP message begins so. */
    static boolean isKeepalive(Octets octets) {
        if (octets.length() >= 20 && octets.at(0) < 2) {
            return true;
        }
        for (int i = 0; i < octets.length(); i++) {
            if (octets.at(i) != 0 && !Octets.isWhite(octets.at(i))) {
                return false;
            }
        }
        return true;
    }

    /** What it lets through, in words; empty if everything but keepalives. */
    public String text() {
        List<String> parts = new ArrayList<>();
        add(parts, "method", methods);
        add(parts, "user", users);
        add(parts, "source", sources);
        add(parts, "call-id", callIds);
        add(parts, "status", statuses);
        if (dropped) {
            parts.add("dropped");
        }
        if (keepalives) {
            parts.add("with keepalives");
        }
        return String.join(", ", parts);
    }

    private static void add(List<String> parts, String name, List<?> values) {
        if (!values.isEmpty()) {
            parts.add(name + " "
                    + String.join(" or ", values.stream().map(Object::toString).toList()));
        }
    }

    private static String user(String text) {
        return text.startsWith("sip:") || text.startsWith("sips:") || text.startsWith("tel:")
                ? Glance.address(Octets.of(text)).toString()
                : text;
    }

    private static List<String> checked(String name, List<String> values, Pattern syntax, String wanted) {
        for (String value : values) {
            if (!syntax.matcher(value).matches()) {
                throw new IllegalArgumentException(
                        "--" + name + ": '" + value + "' is refused; " + wanted + " is wanted");
            }
        }
        return values;
    }

    private static List<String> list(String text) {
        List<String> values = new ArrayList<>();
        for (String value : text.split(",")) {
            if (!value.isBlank()) {
                values.add(value.strip());
            }
        }
        return List.copyOf(values);
    }
}
