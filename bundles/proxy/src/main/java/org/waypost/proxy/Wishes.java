package org.waypost.proxy;

import java.util.EnumMap;
import java.util.Map;

/**
 * What a route wants for the branches of its transaction, where that is not what the parameters say. Times are in milliseconds, 0 for
 * those of the parameters.
 *
 * @param answerMillis until any answer of a target (fr_timer)
 * @param ringingMillis from one provisional answer to the next (fr_inv_timer)
 * @param inviteLifeMillis of all branches of an INVITE together (max_inv_lifetime)
 * @param otherLifeMillis of those of another request (max_noninv_lifetime)
 * @param firstRepeatMillis until the first retransmission (retr_timer1)
 * @param mostRepeatMillis between retransmissions at most (retr_timer2)
 * @param switches that were set
 */
record Wishes(
        int answerMillis,
        int ringingMillis,
        int inviteLifeMillis,
        int otherLifeMillis,
        int firstRepeatMillis,
        int mostRepeatMillis,
        Map<Switch, Boolean> switches) {

    static final Wishes NONE = new Wishes(0, 0, 0, 0, 0, 0, Map.of());

    Wishes answering(int millis) {
        return new Wishes(
                millis,
                ringingMillis,
                inviteLifeMillis,
                otherLifeMillis,
                firstRepeatMillis,
                mostRepeatMillis,
                switches);
    }

    Wishes ringing(int millis) {
        return new Wishes(
                answerMillis, millis, inviteLifeMillis, otherLifeMillis, firstRepeatMillis, mostRepeatMillis, switches);
    }

    Wishes living(int inviteMillis, int otherMillis) {
        return new Wishes(
                answerMillis, ringingMillis, inviteMillis, otherMillis, firstRepeatMillis, mostRepeatMillis, switches);
    }

    Wishes repeating(int firstMillis, int mostMillis) {
        return new Wishes(
                answerMillis, ringingMillis, inviteLifeMillis, otherLifeMillis, firstMillis, mostMillis, switches);
    }

    Wishes with(Switch which, boolean on) {
        EnumMap<Switch, Boolean> changed = new EnumMap<>(Switch.class);
        changed.putAll(switches);
        changed.put(which, on);
        return new Wishes(
                answerMillis,
                ringingMillis,
                inviteLifeMillis,
                otherLifeMillis,
                firstRepeatMillis,
                mostRepeatMillis,
                Map.copyOf(changed));
    }

    /** Whether something is switched on, where the parameters say {@code usual}. */
    boolean isOn(Switch which, boolean usual) {
        return switches.getOrDefault(which, usual);
    }
}
