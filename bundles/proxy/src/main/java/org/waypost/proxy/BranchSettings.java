package org.waypost.proxy;

import static org.waypost.proxy.ProxySettings.inRange;
import static org.waypost.proxy.ProxySettings.isOn;

/**
 * The parameters of transactions, those of Kamailio's {@code tm}. Times are in milliseconds.
 *
 * @param answerMillis fr_timer
 * @param ringingMillis fr_inv_timer: timer C
 * @param eachReplyCounts whether every provisional answer starts timer C again
 * @param inviteLifeMillis max_inv_lifetime
 * @param otherLifeMillis max_noninv_lifetime
 * @param firstRepeatMillis retr_timer1
 * @param mostRepeatMillis retr_timer2
 * @param trying whether an INVITE is answered 100
 * @param sixHundredEnds whether a 6xx ends the other targets
 * @param failureReplyMode which answers are forgotten when a failure route goes on
 * @param mergesChallenges whether the challenges of all targets are passed on
 * @param hides503 whether a 503 becomes a 500
 * @param cancelMethod what happens to a target that is cancelled before it gave any answer
 * @param cancelReason whether a CANCEL says why
 * @param passReason whether the caller's Reason is passed on
 */
record BranchSettings(
        int answerMillis,
        int ringingMillis,
        boolean eachReplyCounts,
        int inviteLifeMillis,
        int otherLifeMillis,
        int firstRepeatMillis,
        int mostRepeatMillis,
        boolean trying,
        boolean sixHundredEnds,
        int failureReplyMode,
        boolean mergesChallenges,
        boolean hides503,
        int cancelMethod,
        boolean cancelReason,
        boolean passReason) {

    /** Milliseconds of the longest time. */
    private static final int HOUR = 3_600_000;

    private static final int DAY = 24 * HOUR;
    private static final int MINUTE = 60_000;

    BranchSettings {
        inRange("fr_timer", answerMillis, 100, HOUR);
        inRange("fr_inv_timer", ringingMillis, 1000, HOUR);
        inRange("max_inv_lifetime", inviteLifeMillis, 1000, DAY);
        inRange("max_noninv_lifetime", otherLifeMillis, 1000, DAY);
        inRange("retr_timer1", firstRepeatMillis, 10, MINUTE);
        inRange("retr_timer2", mostRepeatMillis, 10, MINUTE);
        inRange("failure_reply_mode", failureReplyMode, 0, 3);
        inRange("cancel_b_method", cancelMethod, 0, 2);
    }

    static BranchSettings of(ProxyParameters parameters) {
        return new BranchSettings(
                parameters.fr__timer(),
                parameters.fr__inv__timer(),
                isOn("restart_fr_on_each_reply", parameters.restart__fr__on__each__reply()),
                parameters.max__inv__lifetime(),
                parameters.max__noninv__lifetime(),
                parameters.retr__timer1(),
                parameters.retr__timer2(),
                isOn("auto_inv_100", parameters.auto__inv__100()),
                !isOn("disable_6xx_block", parameters.disable__6xx__block()),
                parameters.failure__reply__mode(),
                isOn("aggregate_challenges", parameters.aggregate__challenges()),
                isOn("remap_503_500", parameters.remap__503__500()),
                parameters.cancel__b__method(),
                isOn("local_cancel_reason", parameters.local__cancel__reason()),
                isOn("e2e_cancel_reason", parameters.e2e__cancel__reason()));
    }
}
