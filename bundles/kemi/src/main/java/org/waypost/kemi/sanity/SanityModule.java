package org.waypost.kemi.sanity;

import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;
import org.waypost.kemi.Arguments;
import org.waypost.kemi.Codes;
import org.waypost.kemi.Functions;
import org.waypost.sip.ScriptModule;
import org.waypost.sip.SipContext;

/** {@code KSR.sanity}: checks the message in hand and answers a request that fails, as Kamailio does. */
@Component
public final class SanityModule implements ScriptModule {

    private static final int DEFAULT_CHECKS = 999;
    private static final int DEFAULT_URIS = 7;

    private final Map<String, Signature> functions = new Functions("sanity")
            .add(
                    "sanity_check",
                    "ii",
                    "Makes the checks whose bits are set, of the URIs whose bits are set, and answers 400 if"
                            + " one fails.",
                    (c, a) -> check(c, Arguments.integer(a, 0), Arguments.integer(a, 1)))
            .get(
                    "sanity_check_defaults",
                    "Makes the usual checks of the URIs in the request line, From and To.",
                    c -> check(c, DEFAULT_CHECKS, DEFAULT_URIS))
            .get("sanity_reply", "Answers as the last failed check would; each does so itself.", c -> Codes.TRUE)
            .table();

    @Override
    public String name() {
        return "sanity";
    }

    @Override
    public Map<String, Signature> functions() {
        return functions;
    }

    private static int check(SipContext context, int checks, int uris) {
        Optional<Failure> failure = Checks.run(context, checks, uris);
        failure.filter(found -> found.status() != 0).ifPresent(found -> answer(context, found));
        return Codes.of(failure.isEmpty());
    }

    private static void answer(SipContext context, Failure failure) {
        if (context.response().isEmpty()) {
            if (!failure.unsupported().isEmpty()) {
                context.replyHeaders()
                        .put("Unsupported: ")
                        .put(failure.unsupported())
                        .put("\r\n");
            }
            context.reply(failure.status(), failure.reason());
        }
    }
}
