package org.waypost.itest.phone;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.waypost.itest.kit.SipMessage;

/** What a phone reads in the headers of a message. */
final class Headers {

    private static final Pattern TAG = Pattern.compile(";\\s*tag=([^;>\\s]+)");
    private static final Pattern BRANCH = Pattern.compile(";\\s*branch=([^;,\\s]+)");
    private static final Pattern COMMA = Pattern.compile(",(?=[^>]*(?:<|$))");

    private Headers() {}

    static String callId(SipMessage message) {
        return message.header("Call-ID").orElse("");
    }

    static Optional<String> toTag(SipMessage message) {
        Matcher tag = TAG.matcher(message.header("To").orElse(""));
        return tag.find() ? Optional.of(tag.group(1)) : Optional.empty();
    }

    /** Tells the transaction of a request and of its replies; the ACK of a refusal is that of its INVITE. */
    static String transaction(SipMessage message) {
        Matcher branch = BRANCH.matcher(message.header("Via").orElse(""));
        String method = message.method();
        return (branch.find() ? branch.group(1) : "") + " " + method;
    }

    /** The values of Record-Route in the order of the message. */
    static List<String> recordRoutes(SipMessage message) {
        return message.all("Record-Route").stream()
                .flatMap(COMMA::splitAsStream)
                .map(String::trim)
                .toList();
    }

    /** The URI of the Contact, or empty if there is none. */
    static Optional<String> target(SipMessage message) {
        return message.header("Contact").map(contact -> {
            int start = contact.indexOf('<');
            return start < 0 ? contact.split(";")[0] : contact.substring(start + 1, contact.indexOf('>', start));
        });
    }
}
