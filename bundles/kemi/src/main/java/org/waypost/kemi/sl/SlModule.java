package org.waypost.kemi.sl;

import java.util.Map;
import org.osgi.service.component.annotations.Component;
import org.waypost.kemi.Arguments;
import org.waypost.kemi.Codes;
import org.waypost.kemi.Functions;
import org.waypost.sip.ScriptModule;
import org.waypost.sip.SipContext;

/** {@code KSR.sl}: answers the request, without a transaction or, if it has one, through it. */
@Component
public final class SlModule implements ScriptModule {

    private static final int SERVER_ERROR = 500;
    private static final String SORRY = "I'm terribly sorry, server error occurred (1/SL)";

    private final Map<String, Signature> functions = new Functions("sl")
            .add("sl_send_reply", "is", "Answers with a status and a reason phrase.", SlModule::reply)
            .add(
                    "send_reply",
                    "is",
                    "Answers with a status and a reason phrase, through the transaction if there is one.",
                    SlModule::reply)
            .add("send_reply_mode", "isi", "As send_reply; the mode is not needed here.", SlModule::reply)
            .get("sl_reply_error", "Answers 500 after something went wrong, if nothing was answered yet.", c -> {
                answer(c, SERVER_ERROR, SORRY);
                return Codes.TRUE;
            })
            .inert("sl_forward_reply", "ss", "Passes a reply on with another status.", Codes.FALSE)
            .table();

    @Override
    public String name() {
        return "sl";
    }

    @Override
    public Map<String, Signature> functions() {
        return functions;
    }

    // A status out of range is taken and not sent, as in Kamailio.
    private static Object reply(SipContext context, Object[] arguments) {
        answer(context, Arguments.integer(arguments, 0), Arguments.text(arguments, 1));
        return Codes.TRUE;
    }

    private static void answer(SipContext context, int status, String reason) {
        if (status >= 100 && status <= 699 && context.response().isEmpty()) {
            context.reply(status, clean(reason));
        }
    }

    // A line end in it would end the status line.
    private static String clean(String reason) {
        return reason.indexOf('\r') < 0 && reason.indexOf('\n') < 0
                ? reason
                : reason.replace('\r', ' ').replace('\n', ' ');
    }
}
