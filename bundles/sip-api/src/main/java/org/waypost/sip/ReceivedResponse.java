package org.waypost.sip;

/**
 * A response and the way it came: what the transaction layer hands on with a response in another form.
 *
 * @param flow it came on
 * @param response valid as long as it is being processed
 */
public record ReceivedResponse(Flow flow, SipResponse response) {}
