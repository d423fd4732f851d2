package org.waypost.sip;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The TLS configuration in force, for who manages this server. A service. */
public interface TlsControl {

    /**
     * One section of it.
     *
     * @param name {@code server:default}, {@code server:192.0.2.1:5061}, {@code client:any} and the like
     * @param attributes what it says, and what it has from the default one and the parameters, under Kamailio's names
     * @param subject of its own certificate; empty if it has none
     * @param expires when that certificate does, in milliseconds since 1970; 0 without one
     */
    record Profile(String name, Map<String, String> attributes, String subject, long expires) {}

    /** The sections, in the order they are looked at. */
    List<Profile> profiles();

    /** Why what was asked for last is not in force; empty if it is. */
    Optional<String> problem();

    /**
     * Reads all files again, for connections that are opened from then on; what is open stays.
     *
     * @throws IllegalArgumentException if they cannot be used; what was in force stays
     */
    void reload();

    /**
     * Chooses how connections are opened from now on, all of them: by the client's section with that {@code server_id}, if there is one.
     *
     * @param serverId empty to go by the address again
     */
    void connectAs(String serverId);
}
