package org.waypost.kemi.textops;

import org.waypost.kemi.Arguments;
import org.waypost.kemi.Codes;
import org.waypost.kemi.Functions;
import org.waypost.kemi.Messages;
import org.waypost.sip.HeaderName;
import org.waypost.sip.Octets;
import org.waypost.sip.SipContext;
import org.waypost.sip.SipMessage;

/** Tests and sets the body. */
final class BodyFunctions {

    private static final int NO_BODY = -1;

    private BodyFunctions() {}

    static void add(Functions table) {
        table.get("has_body", "Whether the message has a body.", c -> hasBody(c, ""))
                .add(
                        "has_body_type",
                        "s",
                        "Whether the message has a body of a type.",
                        (c, a) -> hasBody(c, Arguments.text(a, 0)))
                .add("set_body", "ss", "Replaces the body and its type.", (c, a) -> {
                    if (Arguments.text(a, 0).isEmpty() || Arguments.text(a, 1).isEmpty()) {
                        return Codes.FALSE;
                    }
                    c.edits().body(Arguments.text(a, 0), Arguments.text(a, 1));
                    return Codes.TRUE;
                })
                .get(
                        "is_audio_on_hold",
                        "Whether an audio stream of an SDP is on hold (RFC 3264 8.4).",
                        c -> Codes.of(isOnHold(Messages.inHand(c).body().toString())))
                .inert("set_reply_body", "ss", "Gives the reply a body.", Codes.TRUE)
                .inert("append_body_part", "ss", "Adds a part to a body of several.", Codes.FALSE)
                .inert(
                        "append_body_part_cd",
                        "sss",
                        "Adds a part with a disposition to a body of several.",
                        Codes.FALSE)
                .inert(
                        "append_body_part_hex",
                        "ss",
                        "Adds a part, written in hexadecimal, to a body of several.",
                        Codes.FALSE)
                .inert(
                        "append_body_part_hex_cd",
                        "sss",
                        "Adds a part with a disposition, written in hexadecimal, to a body of several.",
                        Codes.FALSE)
                .inert("filter_body", "s", "Keeps only the parts of a type in a body of several.", Codes.FALSE)
                .inert("remove_body_part", "s", "Removes the parts of a type from a body of several.", Codes.FALSE)
                .inert(
                        "get_body_part",
                        "ss",
                        "Sets a variable to the part of a type of a body of several.",
                        Codes.FALSE)
                .inert("get_body_part_raw", "ss", "As get_body_part, with the headers of the part.", Codes.FALSE)
                .inert("set_body_multipart", "sss", "Makes the body one of several parts.", Codes.FALSE)
                .inert(
                        "set_body_multipart_boundary",
                        "s",
                        "Makes the body one of several parts with a boundary.",
                        Codes.FALSE)
                .inert(
                        "set_body_multipart_content",
                        "ss",
                        "Makes the body one of several parts, with a first one.",
                        Codes.FALSE)
                .inert("set_body_multipart_mode", "", "Makes the body one of several parts.", Codes.FALSE);
    }

    private static int hasBody(SipContext context, String type) {
        SipMessage message = Messages.inHand(context);
        if (message.body().isEmpty()) {
            return NO_BODY;
        }
        Octets value = message.first(HeaderName.CONTENT_TYPE);
        int end = value.indexOf(';', 0);
        return Codes.of(
                type.isEmpty() || (end < 0 ? value : value.sub(0, end)).trim().equalsIgnoreCase(type));
    }

    private static boolean isOnHold(String sdp) {
        boolean session = false;
        boolean audio = false;
        boolean anyMedia = false;
        for (String line : sdp.split("\r?\n")) {
            if (line.startsWith("m=")) {
                anyMedia = true;
                audio = line.startsWith("m=audio");
            }
            boolean held = line.equals("a=sendonly") || line.equals("a=inactive") || line.equals("c=IN IP4 0.0.0.0");
            if (held && audio) {
                return true;
            }
            session |= held && !anyMedia;
            if (session && audio) {
                return true;
            }
        }
        return false;
    }
}
