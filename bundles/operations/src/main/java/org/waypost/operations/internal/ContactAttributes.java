package org.waypost.operations.internal;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.waypost.operations.WireText;
import org.waypost.usrloc.Contact;
import org.waypost.usrloc.Keepalive;
import org.waypost.usrloc.Sync;

/**
 * A contact under the names and with the values that Kamailio's {@code ul.dump} gives.
 *
 * @param now epoch seconds, from which the time left is counted
 */
record ContactAttributes(Contact contact, long now) {

    private static final String NOT_SET = "[not set]";
    private static final double THOUSANDTHS = 1000.0;

    Map<String, Object> named(Sync sync, int natBranchFlag, Optional<Keepalive> keepalive) {
        Map<String, Object> named = new LinkedHashMap<>(64);
        named.put("Address", text(contact.uri()));
        named.put("Expires", expires());
        named.put("Q", q());
        named.put("Call-ID", text(contact.callId()));
        named.put("CSeq", Integer.toUnsignedLong(contact.cseq()));
        named.put("User-Agent", text(contact.userAgent()));
        named.put("Received", text(contact.received()));
        named.put("Path", text(contact.path()));
        named.put("State", "CS_" + sync);
        named.put("Flags", contact.flags());
        named.put("CFlags", contact.cflags());
        named.put("Socket", text(contact.socket()));
        named.put("Methods", Integer.toUnsignedLong(contact.methods()));
        named.put("Ruid", contact.ruid().toString());
        named.put("Instance", text(contact.instance()));
        named.put("Reg-Id", Integer.toUnsignedLong(contact.regId()));
        named.put("Server-Id", contact.serverId());
        named.put("Tcpconn-Id", contact.connectionId());
        // 1 for a contact behind NAT, whether keepalives are sent or not
        named.put("Keepalive", (contact.cflags() & natBranchFlag) == 0 ? 0 : 1);
        named.put("Last-Keepalive", keepalive.map(Keepalive::last).orElse(contact.lastModified()));
        named.put("KA-Roundtrip", keepalive.map(Keepalive::roundTrip).orElse(0));
        named.put("Last-Modified", contact.lastModified());
        return named;
    }

    private static String text(String octets) {
        return octets.isEmpty() ? NOT_SET : WireText.text(octets);
    }

    private Object expires() {
        if (contact.expires() == Contact.PERMANENT) {
            return "permanent";
        }
        return contact.isValid(now) ? contact.expires() - now : "expired";
    }

    private Object q() {
        int thousandths = contact.q();
        if (thousandths < 0) {
            return -1;
        }
        // not as one expression with both, which would make each a double
        if (thousandths % 1000 == 0) {
            return thousandths / 1000;
        }
        return thousandths / THOUSANDTHS;
    }
}
