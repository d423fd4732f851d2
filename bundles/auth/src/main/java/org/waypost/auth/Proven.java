package org.waypost.auth;

import java.util.Optional;
import org.waypost.sip.HeaderName;

/** Which credentials of a request a script found to be good: those that consume_credentials takes out, and whose user is_user tells. */
final class Proven {

    /**
     * Where they are.
     *
     * @param user name in them, without a domain
     */
    record Place(HeaderName header, String realm, String user) {}

    private Optional<Place> place = Optional.empty();

    void note(HeaderName header, String realm, String user) {
        place = Optional.of(new Place(header, realm, user));
    }

    Optional<Place> place() {
        return place;
    }
}
