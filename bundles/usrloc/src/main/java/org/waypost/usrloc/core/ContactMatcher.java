package org.waypost.usrloc.core;

import java.util.List;
import java.util.Optional;
import org.waypost.usrloc.Compat;
import org.waypost.usrloc.Contact;
import org.waypost.usrloc.Match;

/**
 * Finds the stored contact that a contact of a REGISTER means. One with an instance is the same only as one with that instance and
 * reg-id, whatever its URI, Call-ID and CSeq; one without is compared as {@code matching_mode} says, whether the stored one has an
 * instance or not.
 */
final class ContactMatcher {

    private ContactMatcher() {}

    static Match match(List<Contact> stored, Contact candidate, UsrlocSettings settings, Compat compat, long now) {
        boolean byInstance = !candidate.instance().isEmpty();
        for (int i = 0; i < stored.size(); i++) {
            Contact contact = stored.get(i);
            if (byInstance) {
                if (sameFlow(contact, candidate)) {
                    return new Match(Match.Kind.FOUND, Optional.of(contact), Match.By.INSTANCE);
                }
            } else if (same(contact, candidate, settings.matchingMode(), compat)) {
                return new Match(
                        sequence(contact, candidate, settings, now), Optional.of(contact), by(settings.matchingMode()));
            }
        }
        return Match.NONE;
    }

    /** Whether both are the same flow of the same instance (RFC 5626 6). */
    static boolean sameFlow(Contact stored, Contact candidate) {
        return stored.regId() == candidate.regId() && sameInstance(stored.instance(), candidate.instance());
    }

    private static boolean same(Contact stored, Contact candidate, MatchingMode mode, Compat compat) {
        return switch (mode) {
            case CONTACT -> sameUri(stored, candidate, compat);
            case CONTACT_AND_CALL_ID ->
                stored.callId().equals(candidate.callId()) && sameUri(stored, candidate, compat);
            case CONTACT_AND_PATH ->
                (candidate.path().isEmpty() || stored.path().equals(candidate.path()))
                        && sameUri(stored, candidate, compat);
            case CALL_ID -> stored.callId().equals(candidate.callId());
        };
    }

    private static boolean sameUri(Contact stored, Contact candidate, Compat compat) {
        return stored.uri().equals(candidate.uri())
                || compat == Compat.RFC && UriComparison.areEquivalent(stored.uri(), candidate.uri());
    }

    private static Match.By by(MatchingMode mode) {
        return switch (mode) {
            case CONTACT -> Match.By.CONTACT;
            case CONTACT_AND_CALL_ID -> Match.By.CONTACT_AND_CALL_ID;
            case CONTACT_AND_PATH -> Match.By.CONTACT_AND_PATH;
            case CALL_ID -> Match.By.CALL_ID;
        };
    }

    // RFC 3261 10.3 step 7, with Kamailio's allowance for retransmissions.
    private static Match.Kind sequence(Contact stored, Contact candidate, UsrlocSettings settings, long now) {
        if (candidate.cseq() > stored.cseq() || !stored.callId().equals(candidate.callId())) {
            return Match.Kind.FOUND;
        }
        if (candidate.cseq() == stored.cseq() && stored.lastModified() + settings.cseqDelay() > now) {
            return Match.Kind.RETRANSMISSION;
        }
        return Match.Kind.STALE;
    }

    /** Compares instances without the pair of angle brackets around them. */
    private static boolean sameInstance(String a, String b) {
        int startA = isBracketed(a) ? 1 : 0;
        int startB = isBracketed(b) ? 1 : 0;
        int length = a.length() - 2 * startA;
        return !a.isEmpty() && length == b.length() - 2 * startB && a.regionMatches(startA, b, startB, length);
    }

    private static boolean isBracketed(String instance) {
        return instance.length() > 1 && instance.startsWith("<") && instance.endsWith(">");
    }
}
