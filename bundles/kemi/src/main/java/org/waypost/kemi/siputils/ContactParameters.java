package org.waypost.kemi.siputils;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Consumer;
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

/** Changes the URIs in Contact: takes parameters out, or hides the whole URI in a parameter or the user of another. */
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
        addHidden(table);
    }

    private static void addHidden(Functions table) {
        table.add(
                        "encode_contact",
                        "ss",
                        "Hides the URIs of the first Contact in the user of others: prefix*user*password*host*port*transport"
                                + " at the address given; -1 without Contact, -509 if one is no sip: URI.",
                        (c, a) -> hide(c, Arguments.text(a, 0), Arguments.text(a, 1)))
                .get(
                        "decode_contact",
                        "Makes the URI that encode_contact has hidden the Request-URI; negative if there is none.",
                        c -> TargetUri.parse(c)
                                .map(uri -> show(uri, shown -> TargetUri.set(c, shown)))
                                .orElse(HiddenContact.NO_USER))
                .get(
                        "decode_contact_header",
                        "Puts the URIs that encode_contact has hidden back into the first Contact.",
                        c -> editFirst(c, ContactParameters::show));
    }

    private static int hide(SipContext context, String prefix, String address) {
        return editFirst(
                context,
                (uri, hidden) -> HiddenContact.hide(uri, prefix, address)
                        .map(text -> {
                            hidden.accept(text);
                            return Codes.TRUE;
                        })
                        .orElse(HiddenContact.NOT_SIP));
    }

    private static int show(SipUri uri, Consumer<String> shown) {
        int code = HiddenContact.check(uri);
        if (code > 0) {
            shown.accept(HiddenContact.show(uri));
        }
        return code;
    }

    /** Gives another URI for one, or says by a negative number why there is none. */
    @FunctionalInterface
    private interface Exchange {
        int of(SipUri uri, Consumer<String> other);
    }

    /** Changes all URIs of the first Contact, or none if one cannot be. */
    private static int editFirst(SipContext context, Exchange exchange) {
        SipMessage message = Messages.inHand(context);
        int index = message.indexOf(HeaderName.CONTACT, 0);
        if (index < 0) {
            return Codes.FALSE;
        }
        int[] worst = {Codes.TRUE};
        String value = changed(message.headerValue(index), uri -> {
            String[] other = new String[1];
            worst[0] = Math.min(
                    worst[0],
                    SipUri.parse(uri)
                            .map(parsed -> exchange.of(parsed, text -> other[0] = text))
                            .orElse(HiddenContact.NO_HOST));
            return Optional.ofNullable(other[0]);
        });
        if (worst[0] > 0) {
            replace(context, message, index, value);
        }
        return worst[0];
    }

    private static void replace(SipContext context, SipMessage message, int index, String value) {
        if (!message.headerValue(index).contentEquals(value)) {
            context.edits().replace(index, message.headerText(index) + ": " + value + "\r\n");
        }
    }

    private static int change(SipContext context, Change change) {
        SipMessage message = Messages.inHand(context);
        for (int i = message.indexOf(HeaderName.CONTACT, 0); i >= 0; i = message.indexOf(HeaderName.CONTACT, i + 1)) {
            replace(context, message, i, changed(message.headerValue(i), change));
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

    // RFC 3261 20.10: a URI with parameters stands in brackets, or they would be those of the contact
    private static String with(Octets contact, Octets uri, String other) {
        int start = uri.offset() - contact.offset();
        boolean bare = contact.indexOf('<', 0) < 0 && other.indexOf(';') >= 0;
        String text = bare ? "<" + other + ">" : other;
        return contact.sub(0, start) + text + contact.from(start + uri.length());
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
