package org.waypost.sip;

/** A whiteboard service that is told when a connection ends. */
public interface FlowListener {

    /** {@code flow} has ended, by either side. Called once for each connection, not on the thread of a message. */
    void closed(Flow flow);
}
