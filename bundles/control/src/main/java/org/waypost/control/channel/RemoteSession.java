package org.waypost.control.channel;

import org.apache.felix.service.command.CommandProcessor;
import org.waypost.control.client.Frame;

/** What runs for a client of the control socket. */
interface RemoteSession {

    /** Runs to its end and returns the exit code; whatever fails is told to the client. */
    int run(CommandProcessor processor);

    /** Takes what the client says meanwhile. */
    void receive(Frame frame);

    /** The client has gone. */
    void interrupt();

    /** Ends as soon as no command runs. */
    void endWhenIdle();
}
