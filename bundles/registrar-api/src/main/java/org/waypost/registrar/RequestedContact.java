package org.waypost.registrar;

import org.waypost.sip.Octets;

/** A contact as a REGISTER names it. A parameter that is not there or has no value is empty; quotes around values are taken off. */
public interface RequestedContact {

    /** The URI, without angle brackets. */
    Octets uri();

    /** Whether there is a parameter {@code +sip.instance}, if only an empty one. */
    boolean hasInstance();

    /** Parameter {@code +sip.instance}. */
    Octets instance();

    /** Whether there is a parameter {@code reg-id}, if only an empty one. */
    boolean hasRegId();

    /** Parameter {@code reg-id}. */
    Octets regId();
}
