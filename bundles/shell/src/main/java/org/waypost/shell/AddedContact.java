package org.waypost.shell;

import java.math.BigDecimal;
import java.util.Optional;
import org.waypost.shell.text.CommandException;
import org.waypost.shell.text.TerminalText;
import org.waypost.sip.SipUri;
import org.waypost.usrloc.Compat;
import org.waypost.usrloc.Contact;
import org.waypost.usrloc.RecordEdit;
import org.waypost.usrloc.Ruid;

/**
 * A contact that an operator adds.
 *
 * @param seconds until it expires; 0 for never
 * @param q thousandths, or -1
 */
record AddedContact(String uri, long seconds, int q, String path, int flags, int cflags, int methods) {

    private static final String CALL_ID = "ul-add@waypost.shell";
    private static final String USER_AGENT = "Waypost shell";
    private static final String NONE = "0";

    /** The arguments of {@code ul:add}, checked. */
    static AddedContact parse(
            String contact, String expires, String q, String path, String flags, String cflags, String methods) {
        String uri = TerminalText.octets(contact);
        if (SipUri.parse(uri).isEmpty()) {
            throw refused("contact", contact, "a SIP URI such as sip:alice@10.0.0.1:5060");
        }
        int mask = number("methods", methods, -1, Integer.MAX_VALUE);
        return new AddedContact(
                uri,
                number("expires", expires, 0, Integer.MAX_VALUE),
                thousandths(q),
                path.equals(NONE) ? "" : TerminalText.octets(path),
                number("flags", flags, 0, Integer.MAX_VALUE),
                number("cflags", cflags, 0, Integer.MAX_VALUE),
                mask == 0 ? -1 : mask);
    }

    /** Adds it, or puts it in the place of the contact with the same URI. */
    Contact apply(RecordEdit edit, int serverId) {
        Optional<Contact> stored = edit.contacts().stream()
                .filter(contact -> contact.uri().equals(uri))
                .findFirst();
        Contact contact = new Contact(
                stored.map(Contact::ruid).orElse(Ruid.NONE),
                uri,
                "",
                path,
                CALL_ID,
                USER_AGENT,
                "",
                stored.map(Contact::instance).orElse(""),
                seconds == 0 ? Contact.PERMANENT : edit.now() + seconds,
                edit.now(),
                1,
                q,
                flags,
                cflags,
                methods,
                stored.map(Contact::regId).orElse(0),
                serverId,
                -1);
        return stored.isPresent() ? edit.replace(stored.get(), contact, Compat.RFC) : edit.insert(contact);
    }

    private static int thousandths(String text) {
        if (text.matches("-1(\\.0*)?")) {
            return -1;
        }
        if (text.matches("[01](\\.[0-9]{0,3}0*)?|\\.[0-9]{1,3}")) {
            int thousandths = new BigDecimal(text).movePointRight(3).intValueExact();
            if (thousandths <= 1000) {
                return thousandths;
            }
        }
        throw refused("q", text, "0 to 1 with up to three decimals, or -1 for none,");
    }

    private static int number(String name, String text, int min, int max) {
        try {
            int number = Integer.parseInt(text);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // refused below
        }
        throw refused(name, text, "an integer of " + min + ".." + max);
    }

    private static CommandException refused(String name, String value, String wanted) {
        return new CommandException(name + ": '" + value + "' is refused; " + wanted + " is wanted");
    }
}
