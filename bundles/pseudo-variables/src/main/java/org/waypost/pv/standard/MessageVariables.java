package org.waypost.pv.standard;

import java.nio.charset.StandardCharsets;
import org.waypost.sip.HeaderName;
import org.waypost.sip.Method;
import org.waypost.sip.Octets;
import org.waypost.sip.PseudoVariable;
import org.waypost.sip.SipContext;
import org.waypost.sip.SipMessage;
import org.waypost.sip.SipResponse;
import org.waypost.sip.Value;

/** The first line, the body and the headers of which there is one. */
final class MessageVariables {

    private static final Value[] METHODS = new Value[Method.OTHER.ordinal()];
    private static final Value VERSION = Value.of("SIP/2.0");

    static {
        for (Method method : Method.values()) {
            if (method != Method.OTHER) {
                METHODS[method.ordinal()] = Value.of(method.name());
            }
        }
    }

    private MessageVariables() {}

    static void define(Catalog catalog) {
        catalog.read("rm", "Method of the request; of the CSeq of a reply", MessageVariables::method)
                .read("rv", "Protocol version of the first line", context -> VERSION)
                .read(
                        "mb",
                        "The whole message",
                        context -> Values.of(Values.message(context).octets()))
                .read(
                        "ml",
                        "Length of the message in octets",
                        context -> Value.of(Values.message(context).octets().length()))
                .read(
                        "mbu",
                        "The whole message with the changes made so far",
                        context -> Value.of(new String(context.edits().result(), StandardCharsets.ISO_8859_1)))
                .read(
                        "mts",
                        "Type of the message: rq for a request, rp for a reply",
                        context -> Value.of(context.response().isPresent() ? "rp" : "rq"))
                .read(
                        "rmid",
                        "Number of the method, one bit each",
                        context -> Value.of(
                                Method.of(Octets.of(method(context).text())).bit()))
                .read(
                        "rb",
                        "Body of the message",
                        context -> Values.of(Values.message(context).body()))
                .read(
                        "bs",
                        "Length of the body in octets",
                        context -> Value.of(Values.message(context).body().length()))
                .read(
                        "mt",
                        "Type of the message: 1 for a request, 2 for a reply",
                        context -> Value.of(context.response().isPresent() ? 2 : 1))
                .read(
                        "rs",
                        "Status of the reply being processed",
                        context -> context.response()
                                .map(response -> Value.of(response.status()))
                                .orElse(Value.NULL))
                .read(
                        "rr",
                        "Reason phrase of the reply being processed",
                        context -> context.response()
                                .map(SipResponse::reason)
                                .map(Values::of)
                                .orElse(Value.NULL))
                .read("ci", "Call-ID", context -> header(context, HeaderName.CALL_ID))
                .read("cs", "Number of the CSeq, as it was written", MessageVariables::cseq)
                .read("csb", "CSeq", context -> header(context, HeaderName.CSEQ))
                .define(new Definition(
                        "msg",
                        "len|buf|body|body_len|hdrs|fline|lpart",
                        false,
                        "Part of the message: its length, all of it, body, length of the body, headers, first line, all but that",
                        (inner, index) -> part(inner)))
                .read("ua", "User-Agent", context -> header(context, HeaderName.USER_AGENT))
                .read("cT", "Content-Type", context -> header(context, HeaderName.CONTENT_TYPE))
                .read("ct", "Contact", context -> header(context, HeaderName.CONTACT))
                .read(
                        "cl",
                        "Content-Length",
                        context -> number(Values.message(context).first(HeaderName.CONTENT_LENGTH)));
    }

    static Value header(SipContext context, HeaderName name) {
        SipMessage message = Values.message(context);
        int index = message.indexOf(name, 0);
        return index < 0 ? Value.NULL : Values.of(message.headerValue(index));
    }

    private static Value method(SipContext context) {
        if (context.response().isPresent()) {
            Octets cseq = context.response().get().first(HeaderName.CSEQ);
            int space = cseq.indexOf(' ', 0);
            return space < 0 ? Value.NULL : Values.of(cseq.from(space).trim());
        }
        Method method = context.request().method();
        return method == Method.OTHER ? Values.of(context.request().methodText()) : METHODS[method.ordinal()];
    }

    private static Value cseq(SipContext context) {
        Octets cseq = Values.message(context).first(HeaderName.CSEQ);
        int end = 0;
        while (end < cseq.length() && !Octets.isWhite(cseq.at(end))) {
            end++;
        }
        return Values.orNull(cseq.sub(0, end));
    }

    private static PseudoVariable part(String which) {
        return switch (which) {
            case "len" -> context -> Value.of(Values.message(context).octets().length());
            case "buf" -> context -> Values.of(Values.message(context).octets());
            case "body" -> context -> Values.of(Values.message(context).body());
            case "body_len" ->
                context -> Value.of(Values.message(context).body().length());
            case "fline" -> context -> Values.of(Values.message(context).firstLine());
            case "hdrs" -> context -> Values.of(headers(Values.message(context), true));
            case "lpart" -> context -> Values.of(headers(Values.message(context), false));
            default -> throw new IllegalArgumentException("$msg(" + which + ") is no part of a message");
        };
    }

    private static Octets headers(SipMessage message, boolean only) {
        Octets all = message.octets();
        if (message.headerCount() == 0) {
            return Octets.EMPTY;
        }
        int start = message.headerLine(0).offset() - all.offset();
        Octets last = message.headerLine(message.headerCount() - 1);
        return only
                ? all.sub(start, last.offset() + last.length() - all.offset()).trim()
                : all.from(start);
    }

    private static Value number(Octets digits) {
        long number = digits.number();
        return number < 0 ? Value.NULL : Value.of(number);
    }
}
