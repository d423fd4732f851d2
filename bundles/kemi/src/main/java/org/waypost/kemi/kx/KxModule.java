package org.waypost.kemi.kx;

import java.util.Map;
import org.osgi.service.component.annotations.Component;
import org.waypost.kemi.Arguments;
import org.waypost.kemi.Functions;
import org.waypost.kemi.Messages;
import org.waypost.kemi.TargetUri;
import org.waypost.kemi.Variables;
import org.waypost.sip.HeaderName;
import org.waypost.sip.Octets;
import org.waypost.sip.ScriptModule;
import org.waypost.sip.SipContext;
import org.waypost.sip.SipResponse;
import org.waypost.sip.SipUri;

/** {@code KSR.kx}: the parts of the message that scripts ask for most, without the way through a pseudo-variable. */
@Component
public final class KxModule implements ScriptModule {

    private static final int NO_STATUS = -1;

    /** A part of the message, empty if it is not there. */
    @FunctionalInterface
    private interface Part {
        String of(SipContext context);
    }

    private final Functions table = new Functions("kx");
    private final Map<String, Signature> functions;

    public KxModule() {
        uris();
        message();
        Arrival.add(table);
        environment();
        functions = table.table();
    }

    @Override
    public String name() {
        return "kx";
    }

    @Override
    public Map<String, Signature> functions() {
        return functions;
    }

    private void uris() {
        table.get("get_ruri", "The Request-URI as it stands now.", c -> readable(TargetUri.of(c)))
                .get(
                        "get_ouri",
                        "The Request-URI as it came.",
                        c -> c.request().requestUri().toString())
                .get("get_furi", "The URI in From.", c -> orNull(uri(c, HeaderName.FROM)))
                .get("get_turi", "The URI in To.", c -> orNull(uri(c, HeaderName.TO)))
                .get(
                        "get_nhuri",
                        "The destination URI, or else the Request-URI.",
                        c -> c.target().destination().isEmpty()
                                ? readable(TargetUri.of(c))
                                : c.target().destination());
        three("duri", "the destination URI", c -> c.target().destination());
        three("ruser", "the user of the Request-URI", c -> user(Octets.of(TargetUri.of(c))));
        three("rhost", "the host of the Request-URI", c -> host(Octets.of(TargetUri.of(c))));
        three("fuser", "the user of From", c -> user(uri(c, HeaderName.FROM)));
        three("fhost", "the host of From", c -> host(uri(c, HeaderName.FROM)));
        three("tuser", "the user of To", c -> user(uri(c, HeaderName.TO)));
        three("thost", "the host of To", c -> host(uri(c, HeaderName.TO)));
        three("cturi", "the URI of the last contact in the first Contact", KxModule::contact);
    }

    private void message() {
        three(
                "ua",
                "the User-Agent",
                c -> Messages.inHand(c).first(HeaderName.USER_AGENT).toString());
        three("au", "the user name of the credentials", Credentials::userName);
        three("body", "the body", c -> Messages.inHand(c).body().toString());
        table.get(
                        "get_bodylen",
                        "Length of the body in octets.",
                        c -> Messages.inHand(c).body().length())
                .get("get_method", "The method; of a reply that of its CSeq.", KxModule::method)
                .get(
                        "get_callid",
                        "The Call-ID.",
                        c -> orNull(Messages.inHand(c).first(HeaderName.CALL_ID)))
                .get(
                        "get_status",
                        "The status of a reply, -1 for a request.",
                        c -> c.response().map(SipResponse::status).orElse(NO_STATUS))
                .get(
                        "gets_status",
                        "The status of a reply as text, nil for a request.",
                        c -> c.response()
                                .map(reply -> Integer.toString(reply.status()))
                                .orElse(null))
                .get(
                        "get_msgbuf",
                        "The whole message as it came or was last applied.",
                        c -> Messages.inHand(c).octets().toString())
                .get(
                        "get_msglen",
                        "Length of the message in octets.",
                        c -> Messages.inHand(c).octets().length())
                .get(
                        "get_msgtype",
                        "1 for a request, 2 for a reply.",
                        c -> c.response().isPresent() ? 2 : 1)
                .get("get_timestamp", "Time of arrival in seconds since 1970.", c -> c.receivedAt() / 1000);
    }

    private void environment() {
        table.add(
                        "get_env",
                        "s",
                        "An environment variable of the server, an empty text if it is not set.",
                        (c, a) -> environment(Arguments.text(a, 0)))
                .add(
                        "get_envn",
                        "s",
                        "An environment variable of the server as a number, 0 if it is none.",
                        (c, a) -> Arguments.number(new Object[] {environment(Arguments.text(a, 0))}, 0))
                .add("get_def", "s", "A definition of the native script, of which there is none here.", (c, a) -> "")
                .add(
                        "get_defn",
                        "s",
                        "A numeric definition of the native script, of which there is none here.",
                        (c, a) -> 0)
                .add("ifdef", "s", "Whether the native script defines a name: it never does.", (c, a) -> false)
                .add("ifndef", "s", "Whether the native script does not define a name.", (c, a) -> true);
    }

    // get_, gete_ and getw_ differ in what they give for nothing
    private void three(String name, String what, Part value) {
        table.get("get_" + name, "Gives " + what + ", nil if there is none.", c -> or(value.of(c), null))
                .get("gete_" + name, "Gives " + what + ", an empty text if there is none.", value::of)
                .get(
                        "getw_" + name,
                        "Gives " + what + ", <null> if there is none.",
                        c -> or(value.of(c), Variables.NULL));
    }

    private static Object or(String value, Object nothing) {
        return value.isEmpty() ? nothing : value;
    }

    private static Object orNull(Octets value) {
        return value.isEmpty() ? null : value.toString();
    }

    private static String environment(String name) {
        String value = System.getenv(name);
        return value == null ? "" : value;
    }

    // A Request-URI that a script spoilt has no value.
    private static Object readable(String uri) {
        return uri.indexOf(':') > 0 ? uri : null;
    }

    private static Octets uri(SipContext context, HeaderName header) {
        return Messages.uri(Messages.inHand(context).first(header));
    }

    private static String user(Octets uri) {
        return SipUri.parse(uri).map(parts -> parts.user().toString()).orElse("");
    }

    private static String host(Octets uri) {
        return SipUri.parse(uri).map(parts -> parts.host().toString()).orElse("");
    }

    private static String method(SipContext context) {
        if (context.response().isEmpty()) {
            return context.request().methodText().toString();
        }
        Octets cseq = context.response().get().first(HeaderName.CSEQ);
        return cseq.from(Math.max(0, cseq.indexOf(' ', 0))).trim().toString();
    }

    private static String contact(SipContext context) {
        Octets contacts = Messages.inHand(context).first(HeaderName.CONTACT);
        Octets last = Messages.last(contacts);
        return last.contentEquals("*") ? "" : Messages.uri(last).toString();
    }
}
