package org.waypost.registrar.core;

import java.util.List;
import org.waypost.sip.PseudoVariable;
import org.waypost.sip.SipContext;
import org.waypost.sip.SipTransport;
import org.waypost.sip.Value;
import org.waypost.sip.Xavps;
import org.waypost.usrloc.ContactAttribute;

/**
 * Gathers the {@link SaveOptions} of a request: the fields of xavp_cfg, received_avp or what stands in for it, the socket that sock_hdr_name or
 * xavp_cfg names, set_q_override() and usrloc's xavp_contact. A field of the wrong type counts as unset, as in Kamailio.
 */
final class SaveOptionsReader {

    private final SipContext context;
    private final Settings settings;
    private final ScriptSettings scripts;

    SaveOptionsReader(SipContext context, Settings settings) {
        this.context = context;
        this.settings = settings;
        this.scripts = settings.scripts();
    }

    /**
     * @param received reads received_avp; null if it cannot be read
     * @param overriding whether any request was ever given a q or an address in Java
     * @param contactXavp usrloc's parameter xavp_contact
     * @param transport null if there is none
     */
    SaveOptions read(PseudoVariable received, boolean overriding, String contactXavp, SipTransport transport) {
        Value expires = setting("expires");
        Value maxContacts = setting("max_contacts");
        Value connection = setting("tcpconn_id");
        return new SaveOptions(
                expires.isNumber() && expires.number() >= 0 ? expires.number() : ExpiryRules.ABSENT,
                q(overriding),
                maxContacts.isNumber() ? (int) Math.max(maxContacts.number(), -1) : SaveOptions.NOT_GIVEN,
                received(received, overriding),
                Sockets.stored(transport, socket(), settings),
                connection.isNumber() ? (int) Math.max(connection.number(), 0) : 0,
                contactXavp.isEmpty() ? List.of() : ContactAttribute.of(context.xavps(), contactXavp));
    }

    private String received(PseudoVariable avp, boolean overriding) {
        String given = avp == null ? "" : text(avp.get(context));
        return given.isEmpty() && overriding
                ? context.attachment(ReceivedFrom.class, ReceivedFrom::new).uri()
                : given;
    }

    private int q(boolean overriding) {
        int given =
                overriding ? context.attachment(QOverride.class, QOverride::new).q() : Quality.UNSPECIFIED;
        Value q = setting("q");
        if (given != Quality.UNSPECIFIED || !q.isNumber()) {
            return given;
        }
        return q.number() >= 0 && q.number() <= 1000 ? (int) q.number() : Quality.INVALID;
    }

    private String socket() {
        if ((context.flags() & scripts.socketFlag()) == 0) {
            return "";
        }
        return scripts.socketHeader().isEmpty()
                ? text(setting("socket"))
                : Sockets.header(Registering.message(context), scripts.socketHeader());
    }

    private Value setting(String field) {
        return setting(context.xavps(), scripts, field);
    }

    /** Field {@code field} of xavp_cfg; {@link Value#NULL} if it or the parameter is not set. */
    static Value setting(Xavps xavps, ScriptSettings scripts, String field) {
        return scripts.config().isEmpty() ? Value.NULL : xavps.setting(scripts.config(), field);
    }

    private static String text(Value value) {
        return value.isText() ? value.text() : "";
    }
}
