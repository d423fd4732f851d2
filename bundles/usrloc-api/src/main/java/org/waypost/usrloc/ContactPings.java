package org.waypost.usrloc;

import java.util.Optional;

/** Says which contacts are pinged beside those that the ka_ parameters name: Kamailio's natping. The service of who has those parameters. */
public interface ContactPings {

    /** Whether there may be any; while not, {@link #of} is not asked. */
    boolean isActive();

    /**
     * How a contact is pinged; empty if it is not.
     *
     * @param natFlag mask of the branch flag of contacts behind NAT; 0 if there is none
     * @param serverId of this server
     */
    Optional<Ping> of(Contact contact, int natFlag, int serverId);
}
