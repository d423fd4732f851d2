package org.waypost.pv.standard;

import org.waypost.sip.HeaderName;
import org.waypost.sip.Method;
import org.waypost.sip.Octets;
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
                        "rb",
                        "Body of the message",
                        context -> Values.orNull(Values.message(context).body()))
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
                .read("cs", "Number of the CSeq", MessageVariables::cseq)
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
        return number(cseq.sub(0, end));
    }

    private static Value number(Octets digits) {
        long number = digits.number();
        return number < 0 ? Value.NULL : Value.of(number);
    }
}
