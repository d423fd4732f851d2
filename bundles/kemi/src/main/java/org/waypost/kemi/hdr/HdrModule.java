package org.waypost.kemi.hdr;

import java.util.Map;
import org.osgi.service.component.annotations.Component;
import org.waypost.kemi.Arguments;
import org.waypost.kemi.Codes;
import org.waypost.kemi.Functions;
import org.waypost.kemi.Messages;
import org.waypost.kemi.Variables;
import org.waypost.sip.ScriptModule;
import org.waypost.sip.SipContext;
import org.waypost.sip.SipMessage;

/**
 * {@code KSR.hdr}: reads the headers of the message in hand and changes those of the message that is sent on. A change
 * is not seen by the functions that read until {@code KSR.textopsx.msg_apply_changes()}.
 */
@Component
public final class HdrModule implements ScriptModule {

    private final Map<String, Signature> functions = new Functions("hdr")
            .add("append", "s", "Adds a header line, CRLF included, after all others.", (c, a) -> {
                c.edits().append(Arguments.text(a, 0));
                return Codes.TRUE;
            })
            .add("append_after", "ss", "Adds a header line after the first header of a name.", HdrModule::appendAfter)
            .add("append_to_reply", "s", "Adds a header line to the reply this server makes.", HdrModule::appendToReply)
            .add("insert", "s", "Adds a header line before all others.", (c, a) -> {
                c.edits().insert(Arguments.text(a, 0));
                return Codes.TRUE;
            })
            .add("insert_before", "ss", "Adds a header line before the first one of a name.", HdrModule::insertBefore)
            .add("remove", "s", "Takes out all headers of a name.", (c, a) -> {
                remove(c, Arguments.text(a, 0));
                return Codes.TRUE;
            })
            .add("rmappend", "ss", "Takes out all headers of a name and adds a line at the end.", (c, a) -> {
                remove(c, Arguments.text(a, 0));
                c.edits().append(Arguments.text(a, 1));
                return Codes.TRUE;
            })
            .add("rminsert", "ss", "Takes out all headers of a name and adds a line at the beginning.", (c, a) -> {
                remove(c, Arguments.text(a, 0));
                c.edits().insert(Arguments.text(a, 1));
                return Codes.TRUE;
            })
            .add(
                    "is_present",
                    "s",
                    "Whether the message has a header of a name.",
                    (c, a) -> Codes.of(Messages.indexOf(Messages.inHand(c), Arguments.text(a, 0), 0) >= 0))
            .add("get", "s", "Value of the first header of a name, nil if there is none.", (c, a) -> get(c, a, 0, null))
            .add(
                    "gete",
                    "s",
                    "Value of the first header of a name, an empty text if there is none.",
                    (c, a) -> get(c, a, 0, Variables.EMPTY))
            .add(
                    "getw",
                    "s",
                    "Value of the first header of a name, <null> if there is none.",
                    (c, a) -> get(c, a, 0, Variables.NULL))
            .add(
                    "get_idx",
                    "si",
                    "Value of a header by name and place, the last being -1; nil if there is none.",
                    (c, a) -> get(c, a, Arguments.integer(a, 1), null))
            .add(
                    "gete_idx",
                    "si",
                    "As get_idx, with an empty text if there is none.",
                    (c, a) -> get(c, a, Arguments.integer(a, 1), Variables.EMPTY))
            .add(
                    "getw_idx",
                    "si",
                    "As get_idx, with <null> if there is none.",
                    (c, a) -> get(c, a, Arguments.integer(a, 1), Variables.NULL))
            .add(
                    "match_content",
                    "ssss",
                    "Whether headers of a name compare (eq, ne, sw, in) with a text: the first, last, one or all (f, l, o, a).",
                    (c, a) -> HeaderMatch.matches(Messages.inHand(c), a))
            .table();

    @Override
    public String name() {
        return "hdr";
    }

    @Override
    public Map<String, Signature> functions() {
        return functions;
    }

    private static Object get(SipContext context, Object[] arguments, int place, Object nothing) {
        SipMessage message = Messages.inHand(context);
        String name = Arguments.text(arguments, 0);
        int wanted = place < 0 ? place + count(message, name) : place;
        int index = wanted < 0 ? -1 : Messages.indexOf(message, name, 0);
        for (int i = 0; i < wanted && index >= 0; i++) {
            index = Messages.indexOf(message, name, index + 1);
        }
        return index < 0 ? nothing : message.headerValue(index).toString();
    }

    private static int count(SipMessage message, String name) {
        int count = 0;
        for (int i = Messages.indexOf(message, name, 0); i >= 0; i = Messages.indexOf(message, name, i + 1)) {
            count++;
        }
        return count;
    }

    private static void remove(SipContext context, String name) {
        SipMessage message = Messages.inHand(context);
        for (int i = Messages.indexOf(message, name, 0); i >= 0; i = Messages.indexOf(message, name, i + 1)) {
            context.edits().remove(i);
        }
    }

    private static Object appendAfter(SipContext context, Object[] arguments) {
        int index = Messages.indexOf(Messages.inHand(context), Arguments.text(arguments, 1), 0);
        if (index < 0) {
            context.edits().append(Arguments.text(arguments, 0));
        } else {
            context.edits().insert(index + 1, Arguments.text(arguments, 0));
        }
        return Codes.TRUE;
    }

    private static Object insertBefore(SipContext context, Object[] arguments) {
        int index = Messages.indexOf(Messages.inHand(context), Arguments.text(arguments, 1), 0);
        if (index < 0) {
            context.edits().insert(Arguments.text(arguments, 0));
        } else {
            context.edits().insert(index, Arguments.text(arguments, 0));
        }
        return Codes.TRUE;
    }

    private static Object appendToReply(SipContext context, Object[] arguments) {
        String line = Arguments.text(arguments, 0);
        if (line.isEmpty()) {
            return Codes.FALSE;
        }
        context.replyHeaders().put(line);
        return Codes.TRUE;
    }
}
