package org.waypost.auth;

import java.util.Optional;
import org.waypost.sip.HeaderName;

/** Which credentials of a request a script found to be good: those that consume_credentials takes out. */
final class Proven {

    /** Where they are. */
    record Place(HeaderName header, String realm) {}

    private Optional<Place> place = Optional.empty();

    void note(HeaderName header, String realm) {
        place = Optional.of(new Place(header, realm));
    }

    Optional<Place> place() {
        return place;
    }
}
