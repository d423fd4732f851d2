package org.waypost.sip.auth;

import java.util.Map;
import java.util.Optional;

/**
 * Where the passwords of users are kept. As a whiteboard service it is asked by the {@link Authenticator}; those of a higher service
 * ranking come first, the first that knows the user decides.
 */
public interface UserStore {

    /**
     * Service property that is set before the service goes for good; one that goes without is expected back, and until then nobody is
     * taken for unknown.
     */
    String LEAVING = "leaving";

    /** Asks for a user of a realm. May wait if {@link #known} was empty; never throws. */
    Answer find(DigestName name, String realm);

    /** What {@link #find} gives if it can be said without waiting. */
    Optional<Answer> known(DigestName name, String realm);

    /**
     * Asks for a user without credentials, as {@code is_subscriber} of scripts does; may wait, never throws.
     *
     * @param exact only a user of that domain counts, whatever the store does else with users of several domains
     */
    default Answer subscriber(String user, String domain, boolean exact) {
        return find(DigestName.of(user), domain);
    }

    /** The users that another table of the same place has; those of this one if it knows no tables. */
    default UserStore inTable(String table) {
        return this;
    }

    /** What a store knows of a user. */
    sealed interface Answer {}

    /**
     * The user is known.
     *
     * @param attributes what else is kept of them, by the name of the AVP that takes it
     */
    record Found(UserSecret secret, Map<String, String> attributes) implements Answer {

        public Found(UserSecret secret) {
            this(secret, Map.of());
        }
    }

    /** There is no such user here. */
    record Unknown() implements Answer {}

    /** Nobody can say now, as when a database is down. */
    record Unavailable() implements Answer {}

    Answer UNKNOWN = new Unknown();

    Answer UNAVAILABLE = new Unavailable();
}
