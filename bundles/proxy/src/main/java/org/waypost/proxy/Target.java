package org.waypost.proxy;

import gov.nist.javax.sip.message.SIPRequest;
import java.util.Optional;
import org.waypost.proxy.rr.RecordRouting;
import org.waypost.sip.Branch;
import org.waypost.sip.SendOptions;
import org.waypost.sip.SipContext;

/**
 * Where a request is sent, and what of it.
 *
 * @param branch the target itself
 * @param request with the edits for this target
 * @param recordRouting the Record-Route headers to be added
 * @param loopMark what its branch ends in
 * @param breadth its share
 * @param options how it is sent
 * @param context of the request with this as its only target, if a script takes part
 */
record Target(
        Branch branch,
        SIPRequest request,
        RecordRouting recordRouting,
        String loopMark,
        Breadth breadth,
        SendOptions options,
        Optional<SipContext> context) {}
