package org.waypost.proxy;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import javax.sip.message.Response;

/** Makes the answers the proxy gives in its own name (RFC 3261 8.2.6), with the headers in the order of all other replies. */
final class OwnResponse {

    private OwnResponse() {}

    /** An answer without a body; its To has a tag, unless it is a 100. */
    static Response to(SIPRequest request, int status, String reason) {
        SIPResponse response = request.createResponse(status, reason);
        if (status > Response.TRYING && response.getToTag() == null) {
            response.setToTag(ForkTools.newTag());
        }
        return response;
    }
}
