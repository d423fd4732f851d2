package org.waypost.kemi;

import java.util.Optional;
import org.waypost.sip.Octets;
import org.waypost.sip.SipContext;
import org.waypost.sip.SipUri;

/** The Request-URI as a script has changed it, and the changes a script makes to its parts. */
public final class TargetUri {

    private TargetUri() {}

    public static String of(SipContext context) {
        return context.target().uri();
    }

    /** Its parts; empty if it is no URI of a scheme this server routes. */
    public static Optional<SipUri> parse(SipContext context) {
        return SipUri.parse(of(context));
    }

    public static void set(SipContext context, String uri) {
        context.target(context.target().withUri(uri));
    }

    /** Puts another user in; none if it is empty. False if the Request-URI cannot be read. */
    public static boolean user(SipContext context, String user) {
        Optional<SipUri> parsed = parse(context);
        parsed.ifPresent(uri -> set(context, withUser(uri, user)));
        return parsed.isPresent();
    }

    /** Puts another host in. False if the Request-URI cannot be read. */
    public static boolean host(SipContext context, String host) {
        Optional<SipUri> parsed = parse(context);
        parsed.ifPresent(uri -> set(context, withHost(uri, host)));
        return parsed.isPresent();
    }

    /** The URI with {@code parameters}, which begin with a semicolon, instead of its own. */
    public static String withParameters(SipUri uri, String parameters) {
        String text = uri.text().toString();
        String headers = uri.headers().isEmpty() ? "" : "?" + uri.headers();
        int end = text.length() - headers.length();
        int start = uri.parameters().isEmpty()
                ? end
                : uri.parameters().offset() - uri.text().offset() - 1;
        return text.substring(0, start) + parameters + headers;
    }

    private static String withUser(SipUri uri, String user) {
        String text = uri.text().toString();
        if (uri.scheme() == SipUri.Scheme.TEL) {
            return text.substring(0, 4) + user + text.substring(4 + uri.user().length());
        }
        int host = uri.host().offset() - uri.text().offset();
        String password = uri.password().isEmpty() ? "" : ":" + uri.password();
        String userinfo = user.isEmpty() ? "" : user + password + "@";
        return scheme(text) + userinfo + text.substring(host);
    }

    // A telephone number becomes the user of a SIP URI (RFC 3261 19.1.6).
    private static String withHost(SipUri uri, String host) {
        String text = uri.text().toString();
        if (uri.scheme() == SipUri.Scheme.TEL) {
            return "sip:" + uri.user() + "@" + host + ";user=phone";
        }
        int start = uri.host().offset() - uri.text().offset();
        return text.substring(0, start)
                + host
                + text.substring(start + uri.host().length());
    }

    private static String scheme(String text) {
        return text.substring(0, text.indexOf(':') + 1);
    }

    /** The value of parameter {@code name}, if it is there. */
    public static Optional<Octets> parameter(SipContext context, String name) {
        return parse(context).flatMap(uri -> uri.parameter(name));
    }
}
