package org.waypost.kemi.sanity;

/**
 * A check that failed.
 *
 * @param status to answer with, 0 to answer nothing
 * @param reason phrase of the answer
 * @param unsupported the option tag for the Unsupported header, empty for none
 */
record Failure(int status, String reason, String unsupported) {

    /** A malformed request. */
    static Failure bad(String reason) {
        return new Failure(400, reason, "");
    }

    /** One that is answered by nobody. */
    static Failure silent() {
        return new Failure(0, "", "");
    }

    /** RFC 3261 16.3 step 5. */
    static Failure extension(String tag) {
        return new Failure(420, "Bad Proxy Require Extension", tag);
    }
}
