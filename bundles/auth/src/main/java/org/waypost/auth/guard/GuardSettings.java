package org.waypost.auth.guard;

/**
 * When those who guess are slowed down.
 *
 * @param slowAfter failures after which answers are held back
 * @param blockAfter failures after which nothing is checked any more
 * @param blockSeconds for how long
 * @param longestDelayMillis of an answer
 * @param mostKept sources and users that are watched at a time
 */
public record GuardSettings(int slowAfter, int blockAfter, int blockSeconds, int longestDelayMillis, int mostKept) {

    public static final GuardSettings DEFAULTS = new GuardSettings(5, 20, 60, 8000, 65536);
}
