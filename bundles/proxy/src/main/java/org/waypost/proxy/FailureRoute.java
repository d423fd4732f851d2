package org.waypost.proxy;

import java.util.Optional;
import org.waypost.sip.SipContext;

/** The function a script has set for the failure of its transaction, which may answer or try further targets. Each is run once. */
final class FailureRoute {

    private final Scripts scripts;
    private final Optional<SipContext> context;

    /** @param context of the transaction; empty if no script takes part */
    FailureRoute(Scripts scripts, Optional<SipContext> context) {
        this.scripts = scripts;
        this.context = context;
    }

    Optional<SipContext> context() {
        return context;
    }

    boolean isSet() {
        return context.filter(own -> !CallPlan.of(own).onFailure.isEmpty()).isPresent();
    }

    /** Runs the function and returns the status it has answered, or 0. Only if {@link #isSet}. */
    int run() {
        SipContext own = context.orElseThrow();
        CallPlan plan = CallPlan.of(own);
        String function = plan.onFailure;
        plan.onFailure = "";
        own.clearBranches();
        scripts.call(function, own);
        return own.repliedStatus();
    }
}
