package org.waypost.registrar.core;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.waypost.sip.ByteSink;
import org.waypost.usrloc.Compat;
import org.waypost.usrloc.Contact;

/**
 * Writes the header lines that a REGISTER is answered with, in Kamailio's order: Contact, those of the extensions, the
 * errors.
 */
final class ReplyHeaders {

    /**
     * Seconds after which a client is asked to try again when the location table is away, unless retry_after says
     * otherwise.
     */
    private static final int OUTAGE_RETRY = 5;

    private static final DateTimeFormatter SIP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private ReplyHeaders() {}

    static void write(SaveResult result, Settings settings, SaveExtensions extensions, long receivedAt, ByteSink out) {
        Answer answer = result.answer();
        contacts(result, settings, extensions, out);
        out.put(answer.headers());
        extensions.replyHeaders(answer.status(), out);
        if (answer == Answer.TOO_BRIEF) {
            out.put("Min-Expires: ").putNumber(settings.minExpires()).put("\r\n");
        }
        if (!answer.error().isEmpty()) {
            out.put("P-Registrar-Error: ").put(answer.error()).put("\r\n");
        }
        int retryAfter = settings.retryAfter() == 0 && answer.outage() ? OUTAGE_RETRY : settings.retryAfter();
        if (retryAfter > 0 && answer.status() >= 500 && answer.status() < 600) {
            out.put("Retry-After: ").putNumber(retryAfter).put("\r\n");
        }
        if (settings.compat() == Compat.RFC) {
            // RFC 3261 10.3 step 8
            out.put("Date: ")
                    .put(SIP_DATE.format(Instant.ofEpochMilli(receivedAt)))
                    .put("\r\n");
        }
    }

    private static void contacts(SaveResult result, Settings settings, SaveExtensions extensions, ByteSink out) {
        List<Contact> contacts = result.contacts();
        boolean any = false;
        for (int i = 0; i < contacts.size(); i++) {
            Contact contact = contacts.get(i);
            if (contact.isValid(result.now())) {
                out.put(any ? ", <" : "Contact: <");
                contact(contact, result.now(), settings, extensions, out);
                any = true;
            }
        }
        if (any) {
            out.put("\r\n");
        }
    }

    private static void contact(Contact contact, long now, Settings settings, SaveExtensions extensions, ByteSink out) {
        out.put(contact.uri()).put('>');
        if (contact.q() >= 0) {
            Quality.write(contact.q(), out.put(";q="));
        }
        out.put(";expires=").putNumber(contact.expires() == Contact.PERMANENT ? 0 : contact.expires() - now);
        if (!contact.received().isEmpty() && !settings.receivedParameter().isEmpty()) {
            out.put(';')
                    .put(settings.receivedParameter())
                    .put("=\"")
                    .put(contact.received())
                    .put('"');
        }
        extensions.contactParameters(contact, out);
        if (!contact.instance().isEmpty()) {
            out.put(";+sip.instance=\"").put(contact.instance()).put('"');
        }
        if (contact.regId() != 0) {
            out.put(";reg-id=").putNumber(Integer.toUnsignedLong(contact.regId()));
        }
    }
}
