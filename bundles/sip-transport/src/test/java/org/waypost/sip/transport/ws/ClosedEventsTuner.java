package org.waypost.sip.transport.ws;

import org.waypost.sip.EventRoute;
import org.waypost.sip.ScriptCallback;
import org.waypost.sip.SipTransport;

/** Binds who is told of closed WebSockets as the container would. */
public final class ClosedEventsTuner {

    private final ClosedEvents events;

    public ClosedEventsTuner(SipTransport transport, WebSocketLayer layer) {
        events = new ClosedEvents(transport, layer);
    }

    public ClosedEventsTuner script(ScriptCallback script) {
        events.script = script;
        return this;
    }

    public ClosedEventsTuner route(EventRoute route) {
        events.bindRoute(route);
        return this;
    }
}
