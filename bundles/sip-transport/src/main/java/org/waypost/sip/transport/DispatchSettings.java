package org.waypost.sip.transport;

import org.waypost.sip.transport.wire.ReplyWriter;
import org.waypost.sip.transport.wire.ScanLimits;

/**
 * What the parameters say about the handling of messages.
 *
 * @param limits how much of a message is looked at
 * @param contactsPerRequest most contacts of a REGISTER; more are answered 413
 * @param workers number of lanes for requests that may block
 * @param queueLength requests that may wait in each lane
 * @param replyWriter writes the replies
 */
public record DispatchSettings(
        ScanLimits limits, int contactsPerRequest, int workers, int queueLength, ReplyWriter replyWriter) {}
