package org.waypost.proxy;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.text.ParseException;
import java.util.List;
import javax.sip.header.CSeqHeader;
import javax.sip.header.CallIdHeader;
import javax.sip.header.FromHeader;
import javax.sip.header.Header;
import javax.sip.header.ToHeader;
import javax.sip.header.ViaHeader;
import javax.sip.message.Response;

/** Makes the answers the proxy gives in its own name (RFC 3261 8.2.6), with the headers in the order of all other replies. */
final class OwnResponse {

    private static final List<String> COPIED =
            List.of(ViaHeader.NAME, FromHeader.NAME, ToHeader.NAME, CallIdHeader.NAME, CSeqHeader.NAME);

    private OwnResponse() {}

    /** An answer without a body; its To has a tag, unless it is a 100. */
    static Response to(SIPRequest request, int status, String reason) {
        try {
            SIPResponse response = new SIPResponse();
            response.setStatusCode(status);
            response.setReasonPhrase(reason);
            for (String name : COPIED) {
                Header header = name.equals(ViaHeader.NAME) ? request.getViaHeaders() : request.getHeader(name);
                response.setHeader((Header) header.clone());
            }
            if (status > Response.TRYING && response.getToTag() == null) {
                response.setToTag(ForkTools.newTag());
            }
            return response;
        } catch (ParseException e) {
            throw new IllegalArgumentException("status " + status, e);
        }
    }
}
