package org.waypost.shell;

import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import org.waypost.shell.text.Output;
import org.waypost.shell.text.TerminalText;
import org.waypost.usrloc.Contact;
import org.waypost.usrloc.Keepalive;
import org.waypost.usrloc.UserLocation;

/**
 * Writes records of a location table as Kamailio's {@code ul.dump} has them, one line for each attribute of a contact. Gathers some
 * kilobytes before it prints, since each line printed alone is a packet to a client.
 */
final class ContactText {

    private static final int BLOCK = 16_384;

    private static final String BRIEF = "%-24s %9s %5s  %s";
    private static final int AOR_WIDTH = 24;

    private final PrintStream out;
    private final UserLocation location;
    private final long now;
    private final StringBuilder text = new StringBuilder();

    /**
     * @param location where the contacts are from
     * @param now epoch seconds, from which the time left is counted
     */
    ContactText(PrintStream out, UserLocation location, long now) {
        this.out = out;
        this.location = location;
        this.now = now;
    }

    /** One line of other text. */
    void line(String line) {
        text.append(line).append('\n');
    }

    void briefHeading() {
        line(String.format(BRIEF, "AOR", "EXPIRES", "Q", "CONTACT"));
    }

    /** Prints what has been gathered, if it is enough. False if nobody reads it any more. */
    boolean pass() {
        return text.length() < BLOCK || flush();
    }

    /** Prints what has been gathered. False if nobody reads it any more. */
    boolean flush() {
        out.print(text);
        text.setLength(0);
        return !out.checkError();
    }

    /** One line for each contact. */
    void brief(String aor, List<Contact> contacts) {
        for (Contact contact : contacts) {
            String line = String.format(
                    BRIEF,
                    TerminalText.cut(TerminalText.shown(aor), AOR_WIDTH),
                    expires(contact),
                    q(contact.q()),
                    TerminalText.shown(contact.uri()));
            line(TerminalText.cut(line, Output.width()));
        }
    }

    /** All there is to know of each contact. */
    void full(String indent, String aor, List<Contact> contacts) {
        line(indent + "AoR: " + TerminalText.shown(aor));
        for (Contact contact : contacts) {
            line(indent + "  Contact:");
            attributes(indent + "    ", contact);
        }
    }

    private void attributes(String indent, Contact contact) {
        line(indent, "Address", contact.uri());
        line(indent, "Expires", expires(contact));
        line(indent, "Q", q(contact.q()));
        line(indent, "Call-ID", contact.callId());
        line(indent, "CSeq", Integer.toString(contact.cseq()));
        line(indent, "User-Agent", contact.userAgent());
        line(indent, "Received", contact.received());
        line(indent, "Path", contact.path());
        line(indent, "State", contact.isValid(now) ? "valid" : "expired");
        line(indent, "Flags", Integer.toString(contact.flags()));
        line(indent, "CFlags", Integer.toString(contact.cflags()));
        line(indent, "Socket", contact.socket());
        line(indent, "Methods", Integer.toUnsignedString(contact.methods()));
        line(indent, "Ruid", contact.ruid().toString());
        line(indent, "Instance", contact.instance());
        line(indent, "Reg-Id", Integer.toString(contact.regId()));
        line(indent, "Server-Id", Integer.toString(contact.serverId()));
        line(indent, "Tcpconn-Id", Integer.toString(contact.connectionId()));
        Optional<Keepalive> keepalive = location.keepalive(contact.ruid());
        // 1 for a contact behind NAT, whether keepalives are sent or not
        line(indent, "Keepalive", (contact.cflags() & location.natBranchFlag()) == 0 ? "0" : "1");
        line(
                indent,
                "Last-Keepalive",
                Long.toString(keepalive.map(Keepalive::last).orElse(0L)));
        line(
                indent,
                "KA-Roundtrip",
                Integer.toString(keepalive.map(Keepalive::roundTrip).orElse(0)));
        line(indent, "Last-Modified", Long.toString(contact.lastModified()));
    }

    private void line(String indent, String name, String value) {
        line(indent + name + ": " + (value.isEmpty() ? "[not set]" : TerminalText.shown(value)));
    }

    private String expires(Contact contact) {
        if (contact.expires() == Contact.PERMANENT) {
            return "permanent";
        }
        return contact.isValid(now) ? Long.toString(contact.expires() - now) : "expired";
    }

    private static String q(int thousandths) {
        return thousandths < 0 ? "-1" : Double.toString(thousandths / 1000.0).replaceAll("\\.0$", "");
    }
}
