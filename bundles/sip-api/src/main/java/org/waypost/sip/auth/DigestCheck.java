package org.waypost.sip.auth;

import java.util.Optional;
import org.waypost.sip.SipContext;

/** Checks the credentials of a request against a store of users: what functions of scripts call. */
public interface DigestCheck {

    /** Flag of {@link #check}: the user of the credentials must be that of To in a REGISTER, else that of From. */
    int SAME_USER = 1;

    int PASSED = 1;
    int ERROR = -1;
    int WRONG_PASSWORD = -2;
    int UNKNOWN_USER = -3;
    int EXPIRED_NONCE = -4;
    int NO_CREDENTIALS = -5;
    int REUSED_NONCE = -6;
    int OTHER_USER = -8;

    /**
     * Whether the request carries good credentials for {@code realm}, with the return codes of Kamailio's {@code auth_check}: in
     * Authorization if it is a REGISTER, else in Proxy-Authorization.
     */
    int check(SipContext context, String realm, UserStore users, int flags);

    /**
     * As {@link #check}, with the credentials in Authorization ({@code www}) or in Proxy-Authorization whatever the method is.
     *
     * @param method that the credentials are to be made for, if it is not that of the request
     */
    int check(SipContext context, String realm, UserStore users, int flags, boolean www, Optional<String> method);

    /** The users of all stores that are services, one after the other. */
    UserStore allUsers();

    /** Whether what scripts call here may wait for a database. */
    boolean mayBlock();
}
