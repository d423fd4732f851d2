package org.waypost.itest.live;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.waypost.itest.kit.SipMessage;

/** Picks what a probe looks at out of a reply; what is not there is an empty text. */
final class Seen {

    private Seen() {}

    static String status(SipMessage reply) {
        return String.valueOf(reply.status());
    }

    static String header(SipMessage reply, String name) {
        return reply.header(name).orElse("");
    }

    /** A parameter of the first contact, without quotes. */
    static String contactParameter(SipMessage reply, String name) {
        Pattern form = Pattern.compile(";" + Pattern.quote(name) + "=(?:\"([^\"]*)\"|([^;]*))");
        String contact = reply.contacts().stream().findFirst().orElse("");
        Matcher found = form.matcher(contact);
        return !found.find() ? "" : found.group(1) == null ? found.group(2) : found.group(1);
    }

    /** The times granted to the contacts, each once. */
    static String granted(SipMessage reply) {
        return reply.contacts().stream()
                .map(contact -> contact.replaceAll(".*;expires=(\\d+).*", "$1"))
                .distinct()
                .toList()
                .toString();
    }

    /** The value of the last expression that was run for this reply. */
    static String last(SipMessage reply) {
        List<String> values = reply.all("X-Got");
        String value = values.get(values.size() - 1);
        return value.substring(value.lastIndexOf(" -> ") + 4);
    }
}
