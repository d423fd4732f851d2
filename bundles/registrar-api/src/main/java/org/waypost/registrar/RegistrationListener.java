package org.waypost.registrar;

/** A whiteboard service that is told of each REGISTER the registrar has answered. While there is none, a REGISTER costs nothing more. */
public interface RegistrationListener {

    /** Must be quick and must not throw: it runs on the thread of the request, after the reply was sent. */
    void answered(RegistrationReport report);
}
