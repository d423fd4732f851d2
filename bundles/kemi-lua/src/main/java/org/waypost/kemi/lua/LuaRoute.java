package org.waypost.kemi.lua;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.waypost.sip.RequestRoute;
import org.waypost.sip.ScriptCallback.Outcome;
import org.waypost.sip.SipContext;

/**
 * Lets the script handle requests. What it fails on is answered 500, unless it was forwarded before, and so is everything while there is no good version of it: a request
 * that the script might refuse must not find its way through another route.
 */
final class LuaRoute implements RequestRoute {

    private static final String RETRY_AFTER = "Retry-After: 5\r\n";

    private static final Object[] NOTHING = {};

    private final ScriptHolder script;
    private final BooleanSupplier started;
    private final Predicate<SipContext> mayBlock;
    private final BooleanSupplier answersMalformed;

    private volatile boolean open;

    /**
     * @param started whether all bundles that begin with the container have been started
     * @param mayBlock whether the location table or a store of users may keep a request waiting
     * @param answersMalformed whether requests that cannot be read are refused, which Kamailio drops
     */
    LuaRoute(
            ScriptHolder script,
            BooleanSupplier started,
            Predicate<SipContext> mayBlock,
            BooleanSupplier answersMalformed) {
        this.script = script;
        this.started = started;
        this.mayBlock = mayBlock;
        this.answersMalformed = answersMalformed;
    }

    @Override
    public void route(SipContext context) {
        Optional<Program> program = script.current();
        if (!isOpen()) {
            context.replyHeaders().put(RETRY_AFTER);
            context.reply(503, "Service Unavailable");
        } else if (program.isEmpty()) {
            script.log().error("There is no good script, a request is answered 500: " + script.refused());
            fail(context);
        } else if (program.get().call(Program.REQUEST_ROUTE, context, NOTHING) == Outcome.FAILED) {
            fail(context);
        }
    }

    // A script that asks whether KSR.auth is there is not run before the bundles have had their chance to offer it.
    private boolean isOpen() {
        if (!open) {
            open = started.getAsBoolean();
        }
        return open;
    }

    private static void fail(SipContext context) {
        if (!context.isHandedOver()) {
            context.replyHeaders().truncate(0);
            context.reply(500, "Server Internal Error");
        }
    }

    // RFC 3261 8.1.1 and 16.3 step 1
    @Override
    public void malformed(SipContext context, int status, String reason) {
        if (answersMalformed.getAsBoolean()) {
            context.reply(status, reason);
        }
    }

    @Override
    public boolean mayBlock(SipContext context) {
        return mayBlock.test(context);
    }
}
