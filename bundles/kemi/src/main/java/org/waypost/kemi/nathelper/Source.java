package org.waypost.kemi.nathelper;

import org.waypost.kemi.net.IpAddress;
import org.waypost.sip.Flow;
import org.waypost.sip.SipContext;
import org.waypost.sip.SipMessage;

/** The message being processed, request or reply, and where it came from. */
final class Source {

    private Source() {}

    static SipMessage message(SipContext context) {
        return context.response().<SipMessage>map(response -> response).orElseGet(context::request);
    }

    /** The URI that leads back to the source, as a registrar stores it. */
    static String uri(Flow flow) {
        return alias(flow).uri(false);
    }

    static Alias alias(Flow flow) {
        return Alias.of(flow.remote().getAddress(), flow.remote().getPort(), flow.transport());
    }

    static String hostPort(Flow flow) {
        return IpAddress.inUri(flow.remote().getAddress()) + ":" + flow.remote().getPort();
    }
}
