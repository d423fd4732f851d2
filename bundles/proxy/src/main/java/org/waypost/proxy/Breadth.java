package org.waypost.proxy;

import gov.nist.javax.sip.header.ExtensionHeaderImpl;
import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.message.SIPRequest;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.waypost.sip.Branch;
import org.waypost.sip.HeaderName;
import org.waypost.sip.Octets;

/**
 * Max-Breadth (RFC 5393 5): the number of branches a request may have at the same time, here and at all proxies behind. It is split
 * among the targets that are tried at once, so that forking proxies that send to each other come to an end.
 *
 * @param most branches; {@link #UNLIMITED} if nobody counts
 */
record Breadth(int most) {

    static final Breadth UNLIMITED = new Breadth(Integer.MAX_VALUE);

    /** @param usual for a request without Max-Breadth; 0 for no limit */
    static Breadth of(SIPRequest request, int usual) {
        SIPHeader header = (SIPHeader) request.getHeader(HeaderName.MAX_BREADTH.text());
        long number = header == null ? -1 : Octets.of(header.getValue().trim()).number();
        if (number >= 0) {
            return new Breadth((int) Math.min(number, UNLIMITED.most() - 1));
        }
        return usual == 0 ? UNLIMITED : new Breadth(usual);
    }

    /** What each of so many targets may make of it; none if they are too many. */
    Breadth share(int targets) {
        return most == UNLIMITED.most() ? this : new Breadth(most / targets);
    }

    boolean isUsedUp() {
        return most == 0;
    }

    /** Writes it into a request that is sent. */
    void into(SIPRequest request) {
        if (most < UNLIMITED.most()) {
            ExtensionHeaderImpl header = new ExtensionHeaderImpl(HeaderName.MAX_BREADTH.text());
            header.setValue(Integer.toString(most));
            request.setHeader((javax.sip.header.Header) header);
        }
    }

    /** How many of these targets are tried at the same time: of the flows of one device one, if they are tried in turn. */
    static int atOnce(List<Branch> targets, boolean serialFlows) {
        if (!serialFlows || targets.size() < 2) {
            return targets.size();
        }
        Set<String> devices = new HashSet<>();
        int others = 0;
        for (Branch target : targets) {
            if (DeviceFlows.isOne(target)) {
                devices.add(target.instance());
            } else {
                others++;
            }
        }
        return devices.size() + others;
    }
}
