package org.waypost.kemi.core;

import org.waypost.kemi.Codes;
import org.waypost.kemi.Functions;

/** How replies and requests are sent; much of it this server does anyway. */
final class SendFunctions {

    private SendFunctions() {}

    static void add(Functions core) {
        core.get("force_rport", "Sends the reply to the port the request came from (RFC 3581).", c -> {
                    c.forceRport();
                    return true;
                })
                .inert("add_local_rport", "", "Adds rport to the Via of the forwarded request.", true)
                // replies and known flows never open connections
                .get(
                        "set_reply_no_connect",
                        "Opens no connection to send the reply; this server never does.",
                        c -> true)
                .inert("set_reply_close", "", "Closes the connection after the reply.", true)
                .inert("set_forward_no_connect", "", "Opens no connection to forward the request.", true)
                .inert("set_forward_close", "", "Closes the connection after forwarding.", true)
                .inert("set_advertised_address", "s", "Sets the address in the Via of this request.", Codes.TRUE)
                .inert("set_advertised_port", "s", "Sets the port in the Via of this request.", Codes.TRUE)
                .inert("add_tcp_alias", "i", "Takes the connection for one to that port too (RFC 5923).", Codes.TRUE)
                .inert(
                        "add_tcp_alias_via",
                        "",
                        "Takes the connection for one to the port of the Via too (RFC 5923).",
                        Codes.TRUE)
                .inert("set_drop", "", "Marks the message to be dropped.", false);
    }
}
