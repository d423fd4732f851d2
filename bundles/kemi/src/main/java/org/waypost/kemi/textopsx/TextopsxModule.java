package org.waypost.kemi.textopsx;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Component;
import org.waypost.kemi.Arguments;
import org.waypost.kemi.Codes;
import org.waypost.kemi.Functions;
import org.waypost.kemi.Messages;
import org.waypost.kemi.textops.Regex;
import org.waypost.sip.HeaderName;
import org.waypost.sip.ScriptModule;
import org.waypost.sip.SipContext;
import org.waypost.sip.SipMessage;

/**
 * {@code KSR.textopsx}: applies changes at once, works on the values of headers, walks through headers and body lines.
 */
@Component
public final class TextopsxModule implements ScriptModule {

    private static final int REFUSED = 0;
    private static final int MATCH = 0;

    private final Map<String, Signature> functions;

    public TextopsxModule() {
        Functions table = new Functions("textopsx");
        table.get(
                        "msg_apply_changes",
                        "Makes the changed message the one in hand; 0 if it would be no proper message.",
                        c -> c.edits().apply() ? Codes.TRUE : REFUSED)
                .inert("msg_set_buffer", "s", "Replaces the message in hand.", REFUSED)
                .get("remove_body", "Removes the body.", c -> {
                    c.edits()
                            .body(
                                    "",
                                    Messages.inHand(c)
                                            .first(HeaderName.CONTENT_TYPE)
                                            .toString());
                    return Codes.TRUE;
                })
                .get("keep_hf", "Removes all headers that a request can do without.", c -> keep(c, Optional.empty()))
                .add(
                        "keep_hf_re",
                        "s",
                        "As keep_hf, but for headers whose name matches.",
                        (c, a) -> keep(c, Regex.compile(Arguments.text(a, 0))))
                .inert("change_reply_status", "is", "Changes status and reason of a reply.", Codes.FALSE)
                .inert("change_reply_status_code", "i", "Changes the status of a reply.", Codes.FALSE)
                .add(
                        "fnmatch",
                        "ss",
                        "Whether a text matches a pattern with * and ?: 0 if so, -1 if not.",
                        (c, a) -> Wildcards.matches(Arguments.text(a, 0), Arguments.text(a, 1)) ? MATCH : Codes.FALSE)
                .add(
                        "fnmatch_ex",
                        "sss",
                        "As fnmatch; the flags are not looked at.",
                        (c, a) -> Wildcards.matches(Arguments.text(a, 0), Arguments.text(a, 1)) ? MATCH : Codes.FALSE);
        HeaderValues.add(table);
        HeaderIterators.add(table);
        LineIterators.add(table);
        functions = table.table();
    }

    @Override
    public String name() {
        return "textopsx";
    }

    @Override
    public Map<String, Signature> functions() {
        return functions;
    }

    // It answers -1 whatever it did, as in Kamailio.
    private static int keep(SipContext context, Optional<Pattern> more) {
        SipMessage message = Messages.inHand(context);
        for (int i = 0; i < message.headerCount(); i++) {
            String name = message.headerText(i).toString();
            if (!isNeeded(message.headerName(i))
                    && !(more.isPresent() && Regex.find(Regex.matcher(more.get(), name)))) {
                context.edits().remove(i);
            }
        }
        return Codes.FALSE;
    }

    private static boolean isNeeded(HeaderName name) {
        return switch (name) {
            case VIA,
                    FROM,
                    TO,
                    CALL_ID,
                    CSEQ,
                    CONTACT,
                    MAX_FORWARDS,
                    ROUTE,
                    RECORD_ROUTE,
                    CONTENT_TYPE,
                    CONTENT_LENGTH -> true;
            default -> false;
        };
    }
}
