package org.waypost.sip.transport.stack;

import java.security.SecureRandom;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Branches of outgoing requests (RFC 3261 8.1.1.7): a secret of this run and a number, so that a response made up by a stranger is
 * known by a look at its Via.
 */
final class BranchIds {

    private static final String COOKIE = "z9hG4bK";

    private final String prefix =
            COOKIE + Long.toString(new SecureRandom().nextLong() & Long.MAX_VALUE, Character.MAX_RADIX) + ".";
    private final String ownPrefix = prefix.toLowerCase(Locale.ROOT);
    private final AtomicLong count = new AtomicLong();

    String next() {
        return prefix + Long.toString(count.incrementAndGet(), Character.MAX_RADIX);
    }

    /** The branch of a request whose sender wrote {@code written}: nothing, what the branch is to end in, or a branch. */
    String complete(String written) {
        if (written == null) {
            return next();
        }
        return written.startsWith(COOKIE) ? written : next() + written;
    }

    boolean isOwn(String branch) {
        return branch.regionMatches(true, 0, ownPrefix, 0, ownPrefix.length());
    }
}
