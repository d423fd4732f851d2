package org.example.route;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.waypost.registrar.Registrar;
import org.waypost.sip.PseudoVariable;
import org.waypost.sip.PseudoVariables;
import org.waypost.sip.PseudoVariables.Template;
import org.waypost.sip.RequestRoute;
import org.waypost.sip.SipContext;

/**
 * A route in Java that calls the function of the registrar which the request names in its header X-Function, and answers with what it
 * returned. Its ranking is above that of the built-in route and of routes in Lua, so it takes over as soon as its bundle starts.
 */
@Component(property = "service.ranking:Integer=10000")
public final class EveryFunction implements RequestRoute {

    private final Registrar registrar;
    private final PseudoVariable function;
    private final PseudoVariable address;
    private final Template user;

    @Activate
    public EveryFunction(@Reference Registrar registrar, @Reference PseudoVariables variables) {
        this.registrar = registrar;
        function = variables.variable("$hdr(X-Function)");
        address = variables.variable("$ulc(callee=>addr)");
        user = variables.template("sip:$tU@$td");
    }

    @Override
    public void route(SipContext context) {
        int code = call(function.get(context).text(), context);
        if (context.repliedStatus() == 0) {
            context.replyHeaders().put("X-Result: " + code + " " + address.get(context).text() + "\r\n");
            context.reply(200, "OK");
        }
    }

    private int call(String name, SipContext context) {
        return switch (name) {
            case "save" -> registrar.save(context, "location", Registrar.NO_REPLY | Registrar.NO_RANGE, "");
            case "save_uri" -> registrar.save(context, "location", Registrar.NO_REPLY, user);
            case "lookup" -> registrar.lookup(context, "location", "");
            case "lookup_uri" -> registrar.lookup(context, "location", user);
            case "lookup_to_dset" -> registrar.lookupToDset(context, "location", user);
            case "lookup_branches" -> registrar.lookupBranches(context, "location");
            case "lookup_xavp" -> registrar.lookupXavp(context, "location", user, "rul", "cul");
            case "registered" -> registrar.registered(context, "location", "", 0, 0);
            case "registered_uri" -> registrar.registered(context, "location", user, 0, 0);
            case "registered_flags" -> registrar.registered(context, "location", user, Registrar.MATCH_CALL_ID, 0);
            case "registered_action" -> registrar.registered(context, "location", user, 0, Registrar.RESTORE_XAVPS);
            case "add_sock_hdr" -> registrar.addSockHeader(context, "Sock-Info");
            case "unregister" -> registrar.unregister("location", user.evaluate(context), "");
            case "unregister_ruid" -> registrar.unregister("location", user.evaluate(context), "uloc-1-2-3");
            case "reg_fetch_contacts" -> registrar.fetchContacts(context, "location", user, "callee");
            case "reg_free_contacts" -> registrar.freeContacts(context, "callee");
            case "reg_send_reply" -> registrar.save(context, "location", Registrar.NO_REPLY, "") + registrar.sendReply(context);
            case "reg_from_user" -> registrar.fromUser(context, "location", user, Registrar.MATCH_PORT);
            case "set_q_override" -> registrar.overrideQ(context, "0.5");
            default -> registrar.save(context, "location", 0, "");
        };
    }
}
