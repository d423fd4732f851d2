package org.waypost.kemi.nathelper;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.waypost.sip.HeaderEdits;
import org.waypost.sip.HeaderName;
import org.waypost.sip.SipContext;
import org.waypost.sip.SipMessage;
import org.waypost.sip.SipUri;

/** Changes to the contact of a message: the last one of its first Contact header, as the original takes it. */
final class ContactEdits {

    private static final int FAILED = -1;
    private static final int NO_CONTACT = 2;

    private ContactEdits() {}

    /** Puts the source of the message in the place of host and port. */
    static int toSource(SipContext context) {
        return change(context, FAILED, contact -> {
            SipUri uri = contact.parsed().orElseThrow();
            String text = contact.uri();
            int host = uri.host().offset() - uri.text().offset();
            String changed =
                    text.substring(0, host) + Source.hostPort(context.flow()) + text.substring(UriText.hostEnd(text));
            return contact.withUri(changed, false);
        });
    }

    /** Adds the source behind the parameters of the URI. */
    static int setAlias(SipContext context, String name, boolean trim) {
        return change(context, FAILED, contact -> {
            String uri = trim ? UriText.without(contact.uri(), name) : contact.uri();
            String alias = parameter(name, Source.alias(context.flow()));
            return contact.withUri(UriText.insert(uri, UriText.parametersEnd(uri), alias), true);
        });
    }

    /** Adds an alias in front of the parameters of the URI; 2 if there is no contact. */
    static int addAlias(SipContext context, String name, Optional<Alias> alias) {
        return change(context, NO_CONTACT, contact -> {
            String uri = contact.uri();
            return alias.map(it -> UriText.insert(uri, UriText.hostEnd(uri), parameter(name, it)))
                    .map(changed -> contact.withUri(changed, true))
                    .orElse("");
        });
    }

    /** Adds the source to every contact, as a parameter of the contact or of its URI. */
    static int addReceived(SipContext context, boolean toUri) {
        SipMessage message = Source.message(context);
        String uri = Source.uri(context.flow());
        String parameter = toUri ? ";received=" + uri : ";received=\"" + uri + "\"";
        for (int i = message.indexOf(HeaderName.CONTACT, 0); i >= 0; i = message.indexOf(HeaderName.CONTACT, i + 1)) {
            String header = message.headerValue(i).toString();
            StringBuilder changed = new StringBuilder();
            int done = 0;
            for (ContactText contact : ContactText.all(header)) {
                int place = toUri ? contact.uriEnd() : contact.end();
                changed.append(header, done, place).append(parameter);
                done = place;
            }
            if (done > 0 && !context.edits().isRemoved(i)) {
                changed.append(header, done, header.length());
                exchange(context.edits(), i, changed);
            }
        }
        return 1;
    }

    /** The alias in the contact; without brackets the parameters behind its URI may be meant for it, as in the original. */
    static Optional<Alias> alias(SipContext context, String name) {
        SipMessage message = Source.message(context);
        int index = message.indexOf(HeaderName.CONTACT, 0);
        return index < 0
                ? Optional.empty()
                : contact(message, index)
                        .flatMap(contact -> UriText.find(contact.uriWithParameters(), name, false))
                        .flatMap(parameter -> Alias.parse(parameter.value()));
    }

    // Taken out and put in, not replaced: so it shows later that this header was changed.
    private static void exchange(HeaderEdits edits, int index, CharSequence value) {
        edits.insert(index, "Contact: " + value + "\r\n");
        edits.remove(index);
    }

    private static String parameter(String name, Alias alias) {
        return ";" + name + "=" + alias.value();
    }

    /** @param edit gives the new value of the header, empty if there can be none */
    private static int change(SipContext context, int withoutContact, Function<ContactText, String> edit) {
        SipMessage message = Source.message(context);
        int index = message.indexOf(HeaderName.CONTACT, 0);
        if (index < 0) {
            return withoutContact;
        }
        Optional<ContactText> contact = contact(message, index);
        // A header that was changed, or taken out, is not what it was: a second change would undo the first.
        if (contact.isEmpty() || context.edits().isRemoved(index)) {
            return FAILED;
        }
        String changed = edit.apply(contact.get());
        if (changed.isEmpty()) {
            return FAILED;
        }
        exchange(context.edits(), index, changed);
        return 1;
    }

    private static Optional<ContactText> contact(SipMessage message, int index) {
        List<ContactText> all = ContactText.all(message.headerValue(index).toString());
        return all.isEmpty()
                ? Optional.empty()
                : Optional.of(all.get(all.size() - 1))
                        .filter(contact -> contact.parsed().isPresent());
    }
}
