package org.waypost.registrar.core;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.waypost.registrar.Registrar;
import org.waypost.registrar.profiles.ContactVariables;
import org.waypost.sip.PseudoVariableProvider.Index;
import org.waypost.sip.ScriptModule;
import org.waypost.sip.SipContext;
import org.waypost.sip.Value;
import org.waypost.usrloc.UserLocation;

/** {@code KSR.registrar}: the functions of {@link Registrar} under the names a script knows them by. */
@Component
public final class RegistrarModule implements ScriptModule {

    /** What an empty URI is to functions that need one: no URI at all. */
    private static final String NO_URI = ":";

    private final Map<String, Signature> functions = new HashMap<>();
    private final ContactVariables profiles = new ContactVariables();

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile UserLocation location;

    @Activate
    public RegistrarModule(@Reference Registrar registrar) {
        saving(registrar);
        lookingUp(registrar);
        asking(registrar);
        reading();
        changing(registrar);
    }

    @Override
    public String name() {
        return "registrar";
    }

    @Override
    public Map<String, Signature> functions() {
        return functions;
    }

    private void saving(Registrar registrar) {
        add(
                "save",
                "s?i",
                "Process a REGISTER and answer it: 1 inserted, 2 updated, 3 deleted, 4 listed, -1 error, -2 too many",
                (context, a) -> registrar.save(context, text(a, 0), number(a, 1), ""));
        add(
                "save_uri",
                "sis",
                "As save, for the AoR of a URI instead of the To header",
                (context, a) -> registrar.save(context, text(a, 0), number(a, 1), uri(a, 2)));
        add(
                "set_q_override",
                "s",
                "Give the contacts of this REGISTER that q: 1, or -1 if it is no q",
                (context, a) -> registrar.overrideQ(context, text(a, 0)));
        add(
                "reg_send_reply",
                "",
                "Send the reply that save with flag 2 did not: 1",
                (context, a) -> registrar.sendReply(context));
        add(
                "add_sock_hdr",
                "s",
                "Add a header of that name with the local socket to the request: 1, or -1 if the name is none",
                (context, a) -> registrar.addSockHeader(context, text(a, 0)));
    }

    private void lookingUp(Registrar registrar) {
        add(
                "lookup",
                "s",
                "Set the targets to the contacts of the Request-URI: 1 found, -1 none, -2 none for the method, -3 error",
                (context, a) -> registrar.lookup(context, text(a, 0), ""));
        add(
                "lookup_uri",
                "ss",
                "As lookup, for the AoR of a URI",
                (context, a) -> registrar.lookup(context, text(a, 0), uri(a, 1)));
        add(
                "lookup_to_dset",
                "s?s",
                "Add the contacts of a URI, or of the Request-URI, as branches; codes as lookup",
                (context, a) -> registrar.lookupToDset(context, text(a, 0), a.length < 2 ? "" : uri(a, 1)));
        add(
                "lookup_to_dset_uri",
                "ss",
                "As lookup_to_dset with a URI",
                (context, a) -> registrar.lookupToDset(context, text(a, 0), uri(a, 1)));
        add(
                "lookup_branches",
                "s",
                "As lookup, for the target and each branch that is only a URI: 1 if any contact was found",
                (context, a) -> registrar.lookupBranches(context, text(a, 0)));
        add(
                "lookup_xavp",
                "ssss",
                "Put the record of a URI and its contacts into two XAVPs: 1 found, -1 none, -3 error",
                (context, a) -> registrar.lookupXavp(context, text(a, 0), uri(a, 1), text(a, 2), text(a, 3)));
    }

    private void asking(Registrar registrar) {
        add(
                "registered",
                "s",
                "Whether the Request-URI (of a reply: the To URI) has a valid contact: 1, or -1",
                (context, a) -> registrar.registered(context, text(a, 0), "", 0, 0));
        add(
                "registered_uri",
                "ss",
                "As registered, for the AoR of a URI",
                (context, a) -> registrar.registered(context, text(a, 0), text(a, 1), 0, 0));
        add(
                "registered_flags",
                "ssi",
                "As registered_uri; the contact must match xavp_cfg: sum of 1 Call-ID, 2 received, 4 contact",
                (context, a) -> registrar.registered(context, text(a, 0), text(a, 1), number(a, 2), 0));
        add(
                "registered_action",
                "ssii",
                "As registered_flags, with an action: sum of 1 restore the XAVPs, 2 leave xavp_rcd alone",
                (context, a) -> registrar.registered(context, text(a, 0), text(a, 1), number(a, 2), number(a, 3)));
        add(
                "reg_from_user",
                "ssi",
                "Whether the message comes from where the user of a URI is registered: 1, or -1; mode 1 port, 2 protocol",
                (context, a) -> registrar.fromUser(context, text(a, 0), uri(a, 1), number(a, 2)));
        add(
                "reg_fetch_contacts",
                "sss",
                "Keep the contacts of a URI for $ulc(profile=>attr): 1, or -1 if there are none",
                (context, a) -> registrar.fetchContacts(context, text(a, 0), uri(a, 1), text(a, 2)));
        add(
                "reg_free_contacts",
                "s",
                "Forget the contacts kept under a profile: 1",
                (context, a) -> registrar.freeContacts(context, text(a, 0)));
    }

    private void reading() {
        add(
                "ulc_rget",
                "ss",
                "Value of an attribute of the record kept under a profile: aor, domain, aorhash, count",
                (context, a) -> value(context, text(a, 0), text(a, 1), 0));
        add(
                "ulc_cget",
                "ssi",
                "Value of an attribute of the contact of that index under a profile, as $ulc(profile=>attr)[i]",
                (context, a) -> value(context, text(a, 0), text(a, 1), number(a, 2)));
    }

    private Object value(SipContext context, String profile, String attribute, int index) {
        Value value = profiles.compile("ulc", profile + "=>" + attribute, new Index(true, false, index))
                .get(context);
        return value.isNull() ? null : value.isNumber() ? (Object) value.number() : value.text();
    }

    private void changing(Registrar registrar) {
        add(
                "unregister",
                "ss",
                "Remove the contacts of a URI: 1, -1 bad URI, -2 error",
                (context, a) -> registrar.unregister(text(a, 0), uri(a, 1), ""));
        add(
                "unregister_ruid",
                "sss",
                "Remove the contact of a URI with that ruid: 1, -1 bad URI, -2 error, -3 no such contact",
                (context, a) -> registrar.unregister(text(a, 0), keyUri(a, 1), text(a, 2)));
    }

    private void add(String name, String parameters, String help, Function function) {
        functions.put(name, new Signature(parameters, help, function));
    }

    private static String text(Object[] arguments, int index) {
        return arguments.length <= index || arguments[index] == null ? "" : String.valueOf(arguments[index]);
    }

    private static String uri(Object[] arguments, int index) {
        return Optional.of(text(arguments, index)).filter(uri -> !uri.isEmpty()).orElse(NO_URI);
    }

    /** As in Kamailio a contact can be named by its ruid alone only if the table is kept nowhere but in a database. */
    private String keyUri(Object[] arguments, int index) {
        UserLocation now = location;
        return now != null && now.readsMayBlock() ? text(arguments, index) : uri(arguments, index);
    }

    private static int number(Object[] arguments, int index) {
        if (arguments.length <= index || arguments[index] == null) {
            return 0;
        }
        if (arguments[index] instanceof Number number) {
            return number.intValue();
        }
        return Integer.decode(arguments[index].toString());
    }
}
