package org.waypost.sip;

import java.net.InetAddress;

/** Counts the requests of each source: for routes in Java that ignore those that send too many. */
public interface SourceLimit {

    /** Counts a request of that source; false if it has sent more than it may. */
    boolean allows(InetAddress source);
}
