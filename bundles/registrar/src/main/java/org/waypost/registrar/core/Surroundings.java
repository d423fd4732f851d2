package org.waypost.registrar.core;

import org.waypost.registrar.RegistrarExtension;
import org.waypost.sip.SipTransport;
import org.waypost.usrloc.UserLocation;

/**
 * What one call of a function works with, the same from its begin to its end.
 *
 * @param location null if there is no location service
 * @param transport null if there is no transport
 * @param now epoch seconds
 */
record Surroundings(
        Settings settings, UserLocation location, SipTransport transport, RegistrarExtension[] extensions, long now) {

    /** Whether there is a location table of that name. */
    boolean has(String table) {
        return location != null && location.tables().contains(table);
    }

    ScriptSettings scripts() {
        return settings.scripts();
    }
}
