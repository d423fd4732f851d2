package org.waypost.kemi.corex;

import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.waypost.kemi.Arguments;
import org.waypost.kemi.Codes;
import org.waypost.kemi.Functions;
import org.waypost.kemi.Messages;
import org.waypost.kemi.TargetUri;
import org.waypost.sip.Branch;
import org.waypost.sip.HeaderName;
import org.waypost.sip.ScriptModule;
import org.waypost.sip.SipContext;
import org.waypost.sip.SipTransport;

/** {@code KSR.corex}: branches, sockets, extended flags. */
@Component
public final class CorexModule implements ScriptModule {

    private static final int MOST_FLAG = 63;
    private static final int MOST_Q = 1000;

    private final SipTransport sockets;
    private final Map<String, Signature> functions;

    @Activate
    public CorexModule(@Reference SipTransport sockets) {
        this.sockets = sockets;
        functions = new Functions("corex")
                .get(
                        "append_branch",
                        "Adds the Request-URI, as it stands now, as a branch.",
                        c -> Codes.of(c.addBranch(c.target())))
                .add("append_branch_uri", "s", "Adds a URI as a branch.", (c, a) -> append(c, Arguments.text(a, 0), -1))
                .add("append_branch_uri_q", "ss", "Adds a URI as a branch with a q such as 0.5.", (c, a) -> {
                    int q = q(Arguments.text(a, 1));
                    return q < 0 ? Codes.FALSE : append(c, Arguments.text(a, 0), q);
                })
                .get(
                        "has_ruri_user",
                        "Whether the Request-URI has a user.",
                        c -> Codes.of(TargetUri.parse(c)
                                .filter(uri -> !uri.user().isEmpty())
                                .isPresent()))
                .get(
                        "has_user_agent",
                        "Whether the message names its User-Agent.",
                        c -> Codes.of(
                                !Messages.inHand(c).first(HeaderName.USER_AGENT).isEmpty()))
                .add("set_send_socket", "s", "Chooses the socket to send from, as proto:address:port.", this::sendFrom)
                .inert("set_send_socket_name", "s", "Chooses the socket to send from by its name.", Codes.TRUE)
                .inert("set_recv_socket", "s", "Takes the message for one that came to another socket.", Codes.TRUE)
                .inert(
                        "set_recv_socket_name",
                        "s",
                        "Takes the message for one that came to a named socket.",
                        Codes.TRUE)
                .inert(
                        "set_source_address",
                        "s",
                        "Takes the message for one that came from another address.",
                        Codes.TRUE)
                .add(
                        "is_socket_name",
                        "s",
                        "Whether a socket has that name; sockets have none here.",
                        (c, a) -> Codes.FALSE)
                .get(
                        "is_faked_msg",
                        "Whether the message was made up for an event.",
                        c -> Codes.of(!c.flow().isOpen()))
                .add("setxflag", "i", "Sets an extended flag, 0 to 63.", (c, a) -> change(c, a, true))
                .add("resetxflag", "i", "Clears an extended flag, 0 to 63.", (c, a) -> change(c, a, false))
                .add("isxflagset", "i", "Whether an extended flag, 0 to 63, is set.", CorexModule::isSet)
                .inert("send_data", "ss", "Sends octets to an address.", Codes.FALSE)
                .inert("sendx", "sss", "Sends octets to an address from a socket.", Codes.FALSE)
                .inert("file_read", "s", "Reads a file.", "")
                .inert("file_write", "ss", "Writes a file.", Codes.FALSE)
                .inert("via_add_srvid", "i", "Adds the server's number to its Via.", Codes.TRUE)
                .inert("via_add_xavp_params", "i", "Adds parameters from an XAVP to the server's Via.", Codes.TRUE)
                .inert("via_use_xavp_fields", "i", "Takes the address of the server's Via from an XAVP.", Codes.TRUE)
                .table();
    }

    @Override
    public String name() {
        return "corex";
    }

    @Override
    public Map<String, Signature> functions() {
        return functions;
    }

    private static int append(SipContext context, String uri, int q) {
        if (uri.isEmpty()) {
            return Codes.of(context.addBranch(context.target()));
        }
        return Codes.of(context.addBranch(new Branch(uri, "", "", "", -1, 0, q, "", 0, "", "")));
    }

    // RFC 3261 20.10: at most 1, at most three digits after the point
    private static int q(String text) {
        try {
            int q = (int) Math.round(Double.parseDouble(text) * MOST_Q);
            return q < 0 || q > MOST_Q ? -1 : q;
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    // A socket this server does not have is passed over, as in Kamailio.
    private Object sendFrom(SipContext context, Object[] arguments) {
        sockets.listenPoint(Arguments.text(arguments, 0)).ifPresent(point -> {
            Branch now = context.target();
            context.target(new Branch(
                    now.uri(),
                    now.destination(),
                    now.path(),
                    point.description(),
                    now.flow(),
                    now.flags(),
                    now.q(),
                    now.instance(),
                    now.regId(),
                    now.ruid(),
                    now.userAgent()));
        });
        return Codes.TRUE;
    }

    private static Object change(SipContext context, Object[] arguments, boolean set) {
        long flag = Arguments.number(arguments, 0);
        if (flag < 0 || flag > MOST_FLAG) {
            return Codes.FALSE;
        }
        long flags = context.extendedFlags();
        context.extendedFlags(set ? flags | 1L << flag : flags & ~(1L << flag));
        return Codes.TRUE;
    }

    private static Object isSet(SipContext context, Object[] arguments) {
        long flag = Arguments.number(arguments, 0);
        return Codes.of(flag >= 0 && flag <= MOST_FLAG && (context.extendedFlags() & 1L << flag) != 0);
    }
}
