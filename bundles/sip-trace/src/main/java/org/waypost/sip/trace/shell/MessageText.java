package org.waypost.sip.trace.shell;

import java.net.InetSocketAddress;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.waypost.shell.text.TerminalText;
import org.waypost.sip.AddressPrefix;
import org.waypost.sip.Octets;
import org.waypost.sip.trace.capture.CapturedMessage;
import org.waypost.sip.trace.capture.Glance;

/** A traced message as a terminal shows it: on one line, as a whole, or as JSON. */
final class MessageText {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneId.systemDefault());

    private MessageText() {}

    /** When, which way, with whom, what. */
    static String line(CapturedMessage message) {
        return head(message) + " " + summary(message) + dropped(message, "  ! ");
    }

    /** The message itself, below a line of when and between whom. */
    static String whole(CapturedMessage message) {
        StringBuilder text = new StringBuilder(head(message))
                .append(message.incoming() ? " to " : " from ")
                .append(address(message.local()))
                .append(", ")
                .append(message.octets().length())
                .append(" octets")
                .append(dropped(message, message.incoming() ? ", refused: " : ", not sent: "))
                .append("\n\n");
        String octets = message.octets().toString().stripTrailing();
        for (String line : octets.split("\n", -1)) {
            text.append(TerminalText.shown(line.endsWith("\r") ? line.substring(0, line.length() - 1) : line))
                    .append('\n');
        }
        return text.toString();
    }

    /** Key and value, for JSON. */
    static Map<String, Object> object(CapturedMessage message, boolean verbose) {
        Glance glance = Glance.at(message.octets());
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("time", message.time());
        object.put("direction", message.incoming() ? "in" : "out");
        object.put("proto", message.transport().token());
        object.put("local", address(message.local()));
        object.put("remote", address(message.remote()));
        object.put("flow", message.flow() > 0 ? Optional.of(message.flow()) : Optional.empty());
        object.put("octets", message.octets().length());
        object.put("method", text(glance.method()));
        object.put("request_uri", text(glance.requestUri()));
        object.put("status", glance.isResponse() ? Optional.of(glance.status()) : Optional.empty());
        object.put("reason", text(glance.reason()));
        object.put("from", text(glance.from()));
        object.put("to", text(glance.to()));
        object.put("call_id", text(glance.callId()));
        object.put("dropped", Optional.of(message.dropped()).filter(cause -> !cause.isEmpty()));
        if (verbose) {
            object.put("message", TerminalText.decoded(message.octets().toString()));
        }
        return object;
    }

    /** {@code host:port}, an IPv6 host in brackets. */
    static String address(InetSocketAddress address) {
        String host = AddressPrefix.text(address.getAddress());
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + address.getPort();
    }

    private static String head(CapturedMessage message) {
        return TIME.format(message.time()) + (message.incoming() ? " <- " : " -> ")
                + message.transport().token() + ":" + address(message.remote());
    }

    private static String summary(CapturedMessage message) {
        Glance glance = Glance.at(message.octets());
        if (!glance.isSip()) {
            return glance.firstLine().isEmpty()
                    ? "keepalive"
                    : TerminalText.shown(glance.firstLine().toString());
        }
        String from = Glance.address(glance.from()).toString();
        String to = Glance.address(glance.to()).toString();
        String parties = from.equals(to) ? from : from + " to " + to;
        String what = glance.isResponse()
                ? glance.status() + " " + glance.reason() + " (" + glance.method() + ")"
                : glance.method().toString();
        return TerminalText.shown(what
                + (parties.isEmpty() ? "" : " " + parties)
                + (glance.callId().isEmpty() ? "" : "  " + glance.callId()));
    }

    private static String dropped(CapturedMessage message, String before) {
        return message.dropped().isEmpty() ? "" : before + TerminalText.clean(message.dropped());
    }

    private static Optional<String> text(Octets octets) {
        return octets.isEmpty() ? Optional.empty() : Optional.of(TerminalText.decoded(octets.toString()));
    }
}
