package org.waypost.registrar;

import java.util.Optional;
import org.waypost.sip.SipUri;
import org.waypost.usrloc.Compat;
import org.waypost.usrloc.UserLocation;

/**
 * A URI that is looked up, as {@link RegistrarExtension}s see it.
 *
 * @param location where the contacts are
 * @param table to look in
 * @param uri that is looked up
 * @param aor the address of record in it, as it is stored; empty if there is none, such as in one that is too long
 * @param compat the parameter in force for this request
 */
public record LookupRequest(UserLocation location, String table, SipUri uri, Optional<String> aor, Compat compat) {}
