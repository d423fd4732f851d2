package org.waypost.kemi.core;

import java.util.function.Consumer;
import org.waypost.kemi.Arguments;
import org.waypost.kemi.Codes;
import org.waypost.kemi.Functions;
import org.waypost.sip.ScriptEnd;
import org.waypost.sip.SendOptions;
import org.waypost.sip.SipContext;

/** How replies and requests are sent. */
final class SendFunctions {

    private SendFunctions() {}

    static void add(Functions core) {
        core.get("force_rport", "Sends the reply to the port the request came from (RFC 3581).", c -> {
                    c.forceRport();
                    return true;
                })
                .get(
                        "add_local_rport",
                        "Adds rport to the Via of the forwarded request (RFC 3581).",
                        c -> option(c, SendOptions::askForRport))
                // replies never open connections
                .get(
                        "set_reply_no_connect",
                        "Opens no connection to send the reply; this server never does.",
                        c -> true)
                .get("set_reply_close", "Closes the connection after the reply of the script.", c -> {
                    c.closeAfterReply();
                    return true;
                })
                .get(
                        "set_forward_no_connect",
                        "Forwards the request on an open connection only.",
                        c -> option(c, SendOptions::connectNowhere))
                .get(
                        "set_forward_close",
                        "Closes the connection when the request has been forwarded on it.",
                        c -> option(c, SendOptions::closeAfter))
                .add(
                        "set_advertised_address",
                        "s",
                        "Sets the address in the Via of the forwarded request.",
                        (c, a) -> address(c, Arguments.text(a, 0)))
                .add(
                        "set_advertised_port",
                        "s",
                        "Sets the port in the Via of the forwarded request; -1 if it is none.",
                        (c, a) -> port(c, Arguments.text(a, 0)))
                .add(
                        "add_tcp_alias",
                        "i",
                        "Takes the connection for one to that port of its peer, too (RFC 5923); 0 if it cannot.",
                        (c, a) -> TcpAlias.add(c, Arguments.number(a, 0)))
                .get(
                        "add_tcp_alias_via",
                        "Takes the connection for one to the port of the Via, too (RFC 5923); 0 if it cannot.",
                        TcpAlias::ofVia)
                .get(
                        "set_drop",
                        "Drops the message when the script ends: a reply is not passed on.",
                        c -> ScriptEnd.DROP_AT_END);
    }

    private static boolean option(SipContext context, Consumer<SendOptions> change) {
        change.accept(context.attachment(SendOptions.class, SendOptions::new));
        return true;
    }

    private static int address(SipContext context, String host) {
        boolean good = host.matches("[A-Za-z0-9.-]+|\\[[0-9A-Fa-f:.]+]");
        return Codes.of(good && option(context, options -> options.advertiseHost(host)));
    }

    private static int port(SipContext context, String text) {
        boolean good = text.matches("[0-9]{1,5}") && Integer.parseInt(text) > 0 && Integer.parseInt(text) < 65536;
        return Codes.of(good && option(context, options -> options.advertisePort(Integer.parseInt(text))));
    }
}
