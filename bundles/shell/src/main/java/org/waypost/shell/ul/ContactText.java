package org.waypost.shell.ul;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.waypost.operations.Locations;
import org.waypost.shell.text.Output;
import org.waypost.shell.text.Pages;
import org.waypost.shell.text.TerminalText;
import org.waypost.usrloc.Contact;

/** Writes records of a location table as Kamailio's {@code ul.dump} has them, one line for each attribute of a contact. */
final class ContactText {

    private static final String BRIEF = "%s %9s %5s  %s";
    private static final int AOR_WIDTH = 24;

    private final Locations locations;
    private final Pages pages;
    private final int width = Output.width();
    private final int aorWidth = width == Output.UNLIMITED ? AOR_WIDTH : Math.max(AOR_WIDTH, width / 3);

    ContactText(Locations locations, Pages pages) {
        this.locations = locations;
        this.pages = pages;
    }

    /** One line of other text. False if nobody wants to read on. */
    boolean line(String line) {
        return pages.line(line);
    }

    void briefHeading() {
        line(String.format(BRIEF, padded("AOR"), "EXPIRES", "Q", "CONTACT"));
    }

    /** One line for each contact. */
    boolean brief(String table, String aor, List<Contact> contacts) {
        for (Contact contact : contacts) {
            Map<String, Object> attributes = locations.attributes(table, aor, contact);
            String line = String.format(
                    BRIEF,
                    padded(TerminalText.shown(aor)),
                    attributes.get("Expires"),
                    attributes.get("Q"),
                    TerminalText.shown(contact.uri()));
            if (!line(TerminalText.cut(line, width))) {
                return false;
            }
        }
        return true;
    }

    /** All there is to know of each contact. */
    boolean full(String indent, String table, String aor, List<Contact> contacts) {
        boolean goesOn = line(indent + "AoR: " + TerminalText.shown(aor));
        for (Contact contact : contacts) {
            goesOn = goesOn && line(indent + "  Contact:");
            for (Map.Entry<String, Object> each :
                    locations.attributes(table, aor, contact).entrySet()) {
                goesOn = goesOn
                        && line(indent + "    " + each.getKey() + ": "
                                + TerminalText.clean(each.getValue().toString()));
            }
        }
        return goesOn;
    }

    /** A contact as a JSON object: table, AoR, and its attributes. */
    static Map<String, Object> object(Locations locations, String table, String aor, Contact contact) {
        Map<String, Object> object = new LinkedHashMap<>(64);
        object.put("Table", table);
        object.put("AoR", TerminalText.decoded(aor));
        object.putAll(locations.attributes(table, aor, contact));
        return object;
    }

    private String padded(String aor) {
        // a pipe gets it whole
        String text = width == Output.UNLIMITED ? aor : TerminalText.cut(aor, aorWidth);
        return text + " ".repeat(Math.max(0, aorWidth - TerminalText.width(text)));
    }
}
