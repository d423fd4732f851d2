package org.waypost.sip.transport.stack;

import gov.nist.javax.sip.header.CSeq;
import java.text.ParseException;
import javax.sip.InvalidArgumentException;

/** A CSeq whose method stays as it was written (RFC 3261 7.1: methods are case-sensitive); the stack writes it in capitals. */
final class WrittenCSeq extends CSeq {

    private static final long serialVersionUID = 1;

    WrittenCSeq(long number, String method) throws InvalidArgumentException, ParseException {
        setSeqNumber(number);
        setMethod(method);
    }

    @Override
    public StringBuilder encodeBody(StringBuilder text) {
        return text.append(getSeqNumber()).append(' ').append(getMethod());
    }

    @Override
    public String encodeBody() {
        return encodeBody(new StringBuilder()).toString();
    }
}
