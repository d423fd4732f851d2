package org.waypost.registrar.core;

import java.util.random.RandomGenerator;
import org.waypost.sip.HeaderName;
import org.waypost.sip.Octets;
import org.waypost.sip.SipMessage;
import org.waypost.usrloc.Compat;

/**
 * How long a contact lasts (RFC 3261 10.3 step 6): from its parameter, the Expires header or the default, within the
 * limits.
 */
final class ExpiryRules {

    /** No Expires header. */
    static final long ABSENT = -1;

    /** An Expires header that is no number. */
    static final long MALFORMED = -2;

    /** An Expires header without a value. */
    static final long EMPTY = -3;

    /** Shorter than min_expires, and min_expires_mode is 1. */
    static final long TOO_BRIEF = -4;

    private static final long GREATEST = 0xffff_ffffL;

    private ExpiryRules() {}

    /** Seconds of the first Expires header, or {@link #ABSENT}, {@link #MALFORMED}, {@link #EMPTY}. */
    static long header(SipMessage message, Compat compat) {
        int index = message.indexOf(HeaderName.EXPIRES, 0);
        if (index < 0) {
            return ABSENT;
        }
        Octets value = message.headerValue(index);
        int end = 0;
        while (end < value.length() && !Octets.isWhite(value.at(end))) {
            end++;
        }
        if (end == 0) {
            return EMPTY;
        }
        long seconds = value.sub(0, end).number();
        if (seconds < 0) {
            return MALFORMED;
        }
        if (compat == Compat.RFC) {
            return seconds > GREATEST ? MALFORMED : seconds;
        }
        // Kamailio reads ten digits into a signed number of 32 bits
        int wrapped = (int) seconds;
        return end > 10 || wrapped < 0 ? MALFORMED : wrapped;
    }

    /**
     * Seconds that {@code parameter} and {@code header} ask for, 0 for removal: before randomisation and limits.
     *
     * @return 0..4294967295, or {@link #ABSENT} where the default is to be used
     */
    static long asked(Octets parameter, long header) {
        if (parameter.isEmpty()) {
            return header < 0 ? ABSENT : header;
        }
        boolean signed = parameter.at(0) == '+';
        long seconds = (signed ? parameter.from(1) : parameter).number();
        return seconds < 0 || seconds > GREATEST ? ABSENT : seconds;
    }

    /**
     * Seconds a contact lasts.
     *
     * @param asked as {@link #asked} returned it
     * @return 0 for removal, {@link #TOO_BRIEF}, or up to 4294967295
     */
    static long granted(long asked, boolean randomise, Settings settings, RandomGenerator random) {
        if (asked == 0) {
            return 0;
        }
        long seconds = asked == ABSENT ? settings.defaultExpires() : asked;
        if (seconds < settings.minExpires()) {
            if (settings.refuseBrief()) {
                return TOO_BRIEF;
            }
            seconds = settings.minExpires();
        }
        int range = asked == ABSENT ? settings.defaultExpiresRange() : settings.expiresRange();
        if (range > 0 && randomise) {
            long least = seconds * (100 - range) / 100;
            seconds = Math.max(least + random.nextLong(seconds - least + 1), settings.minExpires());
        }
        if (settings.maxExpires() > 0) {
            seconds = Math.min(seconds, settings.maxExpires());
        }
        return seconds;
    }

    /**
     * When a contact ends that lasts {@code seconds} from {@code now}, epoch seconds; never {@code Contact.PERMANENT}.
     */
    static long end(long now, long seconds, Compat compat) {
        if (compat == Compat.RFC) {
            return now + Math.min(seconds, Integer.MAX_VALUE);
        }
        // Kamailio adds a signed number of 32 bits: times beyond it lie in the past, the contact is over at once
        return Math.max(1, now + (int) seconds);
    }
}
