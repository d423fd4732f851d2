package org.waypost.sip.auth;

import java.util.Optional;
import org.waypost.sip.SipContext;

/** Asks who sends a request to prove who they are (RFC 3261 22): what a Java route calls before it does anything for them. */
public interface Authenticator {

    /**
     * Whether the request proves that it comes from the user it names: that of To for a REGISTER, else that of From. If not it has been
     * answered, or will be when those who guess passwords have waited long enough, and nothing more is to be done with it. The
     * credentials of a request that is passed on are taken out of it.
     *
     * @param realm of the credentials, and of the challenge where there are none
     */
    boolean admits(SipContext context, String realm);

    /** The user name in those credentials of the request that a script has found to be good; empty if there are none. */
    default Optional<String> provenUser(SipContext context) {
        return Optional.empty();
    }

    /** Whether {@link #admits} may wait for a database with this request. */
    boolean mayBlock(SipContext context, String realm);
}
