package org.waypost.registrar.core;

import org.waypost.registrar.RequestedContact;
import org.waypost.sip.Octets;

/**
 * One contact of a REGISTER, as it was written. A parameter that is not there or has no value is empty; quotes around
 * values are taken off.
 *
 * @param uri without angle brackets
 * @param q parameter {@code q}
 * @param expires parameter {@code expires}
 * @param received parameter {@code received}
 * @param instance parameter {@code +sip.instance}
 * @param hasInstance whether there is a parameter {@code +sip.instance}, if only an empty one
 * @param regId parameter {@code reg-id}
 * @param hasRegId whether there is a parameter {@code reg-id}, if only an empty one
 * @param methods parameter {@code methods}
 * @param hasMethods whether there is a parameter {@code methods}, if only an empty one
 * @param receivedSize octets of the parameter {@code received}, its name and quotes included
 */
record ContactValue(
        Octets uri,
        Octets q,
        Octets expires,
        Octets received,
        Octets instance,
        boolean hasInstance,
        Octets regId,
        boolean hasRegId,
        Octets methods,
        boolean hasMethods,
        int receivedSize)
        implements RequestedContact {

    /** The same parameters on another URI. */
    ContactValue withUri(Octets newUri) {
        return new ContactValue(
                newUri,
                q,
                expires,
                received,
                instance,
                hasInstance,
                regId,
                hasRegId,
                methods,
                hasMethods,
                receivedSize);
    }
}
