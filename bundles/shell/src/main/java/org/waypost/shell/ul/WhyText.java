package org.waypost.shell.ul;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.waypost.registrar.RegistrationReport;
import org.waypost.registrar.RegistrationReport.Change;
import org.waypost.registrar.RegistrationReport.Kind;
import org.waypost.shell.text.Paragraph;
import org.waypost.shell.text.TerminalText;
import org.waypost.usrloc.Contact;
import org.waypost.usrloc.Match;

/** Tells what became of a REGISTER, for people and as JSON. */
final class WhyText {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS");
    private static final String INDENT = "    ";
    private static final int LISTED = 4;

    /** What to look at, by the text of P-Registrar-Error. */
    private static final Map<String, String> HINTS = Map.of(
            "Invalid CSeq number",
            "lower than that of the stored contact, whose Call-ID is the same, or as high after cseq_delay",
            "Too many registered contacts",
            "max_contacts",
            "Interval too brief",
            "less than min_expires, with min_expires_mode 1",
            "Contact/received too long",
            "contact_max_size",
            "No support for found Path indicated",
            "path_mode",
            "usrloc_record_get failed",
            "the store cannot be read; store:list says why",
            "usrloc not available",
            "the bundle usrloc is not active");

    private WhyText() {}

    static List<String> lines(RegistrationReport report) {
        List<String> lines = new ArrayList<>();
        lines.add(TIME.format(Instant.ofEpochMilli(report.at()).atZone(ZoneId.systemDefault())) + "  "
                + report.transport().token() + " " + address(report.source()) + "  "
                + (report.aor().isEmpty() ? "-" : TerminalText.shown(report.aor())) + "  " + report.status()
                + (report.error().isEmpty() ? "" : " " + report.error()));
        lines.addAll(Paragraph.labelled(INDENT, TerminalText.clean(why(report))));
        return lines;
    }

    private static String why(RegistrationReport report) {
        List<String> parts = new ArrayList<>();
        if (report.status() != 200) {
            String hint = HINTS.get(report.error());
            if (hint != null) {
                parts.add(hint);
            }
        }
        if (!report.asked().isEmpty()) {
            parts.add("asked for "
                    + report.asked().stream().map(TerminalText::decoded).collect(Collectors.joining(", ")));
        }
        for (Change change : report.changes()) {
            parts.add(sentence(change));
        }
        int more = report.changed() - report.changes().size();
        if (more > 0) {
            parts.add(more + " more changes");
        }
        if (report.changes().isEmpty() && report.status() == 200) {
            parts.add(report.returned() == LISTED ? "only asks what is registered" : "nothing to be done");
        }
        parts.add("Call-ID " + TerminalText.decoded(report.callId()) + ", CSeq " + report.cseq());
        parts.add(report.listed() + (report.listed() == 1 ? " contact" : " contacts") + " listed");
        return String.join("; ", parts);
    }

    private static String sentence(Change change) {
        String uri = TerminalText.decoded(change.contact().uri());
        return switch (change.kind()) {
            case INSERTED -> "inserted " + uri + granted(change.contact());
            case UPDATED -> "updated " + uri + granted(change.contact()) + found(change.by());
            case DELETED -> "deleted " + uri + found(change.by());
            case DISPLACED -> "deleted " + uri + ", which gave way";
            case RETRANSMITTED -> "left " + uri + " as it was: a retransmission within cseq_delay";
        };
    }

    private static String granted(Contact contact) {
        return contact.expires() == Contact.PERMANENT ? " for ever" : " for " + seconds(contact) + " s";
    }

    // from when it was saved: the report's own time may be of the second before
    private static long seconds(Contact contact) {
        return contact.expires() - contact.lastModified();
    }

    private static String found(Match.By by) {
        return switch (by) {
            case NOTHING -> "";
            case INSTANCE -> " (found by instance and reg-id)";
            case CONTACT -> " (found by contact)";
            case CONTACT_AND_CALL_ID -> " (found by contact and Call-ID)";
            case CONTACT_AND_PATH -> " (found by contact and path)";
            case CALL_ID -> " (found by Call-ID)";
        };
    }

    static Map<String, Object> object(RegistrationReport report) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("time", Instant.ofEpochMilli(report.at()));
        object.put("transport", report.transport().token());
        object.put("source", address(report.source()));
        object.put("table", report.table());
        object.put("aor", TerminalText.decoded(report.aor()));
        object.put("call_id", TerminalText.decoded(report.callId()));
        object.put("cseq", report.cseq());
        object.put("asked", report.asked().stream().map(TerminalText::decoded).toList());
        object.put("status", report.status());
        object.put("error", report.error());
        object.put("returned", report.returned());
        object.put("listed", report.listed());
        object.put("changed", report.changed());
        object.put("changes", report.changes().stream().map(WhyText::object).toList());
        return object;
    }

    private static Map<String, Object> object(Change change) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("change", change.kind().name().toLowerCase(Locale.ROOT));
        object.put("by", change.by().name().toLowerCase(Locale.ROOT));
        object.put("contact", TerminalText.decoded(change.contact().uri()));
        object.put("ruid", change.contact().ruid().toString());
        if ((change.kind() == Kind.INSERTED || change.kind() == Kind.UPDATED)
                && change.contact().expires() != Contact.PERMANENT) {
            object.put("expires", seconds(change.contact()));
        }
        return object;
    }

    private static String address(InetSocketAddress source) {
        String host = source.getAddress().getHostAddress();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + source.getPort();
    }
}
