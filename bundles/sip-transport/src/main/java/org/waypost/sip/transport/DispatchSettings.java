package org.waypost.sip.transport;

import org.waypost.sip.transport.wire.ReplyWriter;
import org.waypost.sip.transport.wire.ScanLimits;

/**
 * What the parameters say about the handling of messages.
 *
 * @param limits how much of a message is looked at
 * @param contactsPerRequest most contacts of a REGISTER; more are answered 413
 * @param workers most threads for requests that may block
 * @param queueLength most requests that wait for such a thread or for others of their Call-ID
 * @param mostBranches most targets of a request, the first one included
 * @param replyWriter writes the replies
 */
public record DispatchSettings(
        ScanLimits limits,
        int contactsPerRequest,
        int workers,
        int queueLength,
        int mostBranches,
        ReplyWriter replyWriter) {

    /** Kamailio's default of its core parameter max_branches. */
    public static final int MOST_BRANCHES = 12;

    /** With as many targets as Kamailio allows by default. */
    public DispatchSettings(
            ScanLimits limits, int contactsPerRequest, int workers, int queueLength, ReplyWriter replyWriter) {
        this(limits, contactsPerRequest, workers, queueLength, MOST_BRANCHES, replyWriter);
    }
}
