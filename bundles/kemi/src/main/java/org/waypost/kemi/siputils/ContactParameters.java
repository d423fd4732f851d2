package org.waypost.kemi.siputils;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.waypost.kemi.Arguments;
import org.waypost.kemi.Codes;
import org.waypost.kemi.Functions;
import org.waypost.kemi.Messages;
import org.waypost.kemi.TargetUri;
import org.waypost.sip.HeaderName;
import org.waypost.sip.Octets;
import org.waypost.sip.SipContext;
import org.waypost.sip.SipMessage;
import org.waypost.sip.SipUri;

/** Changes the URIs in Contact: takes parameters out, or hides the whole URI in a parameter of another. */
final class ContactParameters {

    private ContactParameters() {}

    /** Another URI for one in a Contact; empty if it is to stay. */
    @FunctionalInterface
    private interface Change {
        Optional<String> of(Octets uri);
    }

    static void add(Functions table) {
        table.add(
                        "contact_param_rm",
                        "s",
                        "Removes a parameter from the URIs in Contact.",
                        (c, a) -> change(
                                c,
                                uri -> SipUri.parse(uri)
                                        .map(parsed -> TargetUri.withParameters(
                                                parsed,
                                                RequestUriParameters.without(
                                                        parsed.parameters(), Arguments.text(a, 0))))))
                .add(
                        "contact_param_encode",
                        "ss",
                        "Puts a URI into Contact that carries the old one in a parameter.",
                        (c, a) -> change(
                                c,
                                uri -> Optional.of(
                                        Arguments.text(a, 1) + ";" + Arguments.text(a, 0) + "=" + encoded(uri))))
                .add(
                        "contact_param_decode",
                        "s",
                        "Puts the URI that a parameter carries back into Contact.",
                        (c, a) -> change(c, uri -> carried(uri, Arguments.text(a, 0))))
                .add(
                        "contact_param_decode_ruri",
                        "s",
                        "Makes the URI that a parameter carries the Request-URI.",
                        (c, a) -> {
                            carried(Octets.of(TargetUri.of(c)), Arguments.text(a, 0))
                                    .ifPresent(uri -> TargetUri.set(c, uri));
                            return Codes.TRUE;
                        });
    }

    private static int change(SipContext context, Change change) {
        SipMessage message = Messages.inHand(context);
        for (int i = message.indexOf(HeaderName.CONTACT, 0); i >= 0; i = message.indexOf(HeaderName.CONTACT, i + 1)) {
            Octets value = message.headerValue(i);
            String changed = changed(value, change);
            if (!value.contentEquals(changed)) {
                context.edits().replace(i, message.headerText(i) + ": " + changed + "\r\n");
            }
        }
        return Codes.TRUE;
    }

    private static String changed(Octets contacts, Change change) {
        StringBuilder text = new StringBuilder();
        int start = 0;
        while (start < contacts.length()) {
            int end = contacts.elementEnd(start);
            Octets contact = contacts.sub(start, end);
            Octets uri = Messages.uri(contact);
            Optional<String> other = uri.isEmpty() || uri.contentEquals("*") ? Optional.empty() : change.of(uri);
            text.append(other.map(now -> with(contact, uri, now)).orElse(contact.toString()));
            if (end < contacts.length()) {
                text.append(',');
            }
            start = end + 1;
        }
        return text.toString();
    }

    private static String with(Octets contact, Octets uri, String other) {
        int start = uri.offset() - contact.offset();
        return contact.sub(0, start) + other + contact.from(start + uri.length());
    }

    private static String encoded(Octets uri) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(uri.bytes());
    }

    private static Optional<String> carried(Octets uri, String name) {
        Optional<Octets> value = SipUri.parse(uri).flatMap(parsed -> parsed.parameter(name));
        try {
            return value.map(octets ->
                            new String(Base64.getUrlDecoder().decode(octets.bytes()), StandardCharsets.ISO_8859_1))
                    .filter(text -> SipUri.parse(text).isPresent());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
