package org.waypost.kemi.nathelper;

import static org.waypost.kemi.Arguments.integer;
import static org.waypost.kemi.Arguments.text;

import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.kemi.Functions;
import org.waypost.kemi.net.IpAddress;
import org.waypost.sip.NatTraversal;
import org.waypost.sip.PseudoVariables;
import org.waypost.sip.ScriptModule;
import org.waypost.sip.SipContext;
import org.waypost.sip.Value;

/**
 * {@code KSR.nathelper}: finds clients behind NAT and mends what they send, with the return codes of Kamailio 5.6. Unlike there, a second
 * {@code add_contact_alias} is refused as a second {@code set_contact_alias} is, an alias is put before the headers of a URI, and an alias
 * that cannot be used stays as it was written.
 */
@Component(configurationPid = "waypost.nathelper")
@Designate(ocd = NathelperParameters.class)
public final class NathelperModule implements ScriptModule, NatTraversal {

    private static final Logger LOG = LoggerFactory.getLogger(NathelperModule.class);

    private static final int FAILED = -1;
    private static final int NOTHING_DONE = 2;

    private volatile NathelperSettings settings = NathelperSettings.DEFAULTS;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile PseudoVariables variables;

    private final Map<String, Signature> functions = functionTable();

    private Map<String, Signature> functionTable() {
        Functions all = new Functions("nathelper");
        addContactFunctions(all);
        return all.add(
                        "nat_uac_test",
                        "i",
                        "Looks for signs of NAT: private address in Contact (1), Via (4), SDP (8) or source (32), source other"
                                + " than Via (2 host, 16 port), WebSocket (64), source other than Contact's port (128) or SDP"
                                + " (256).",
                        (c, a) -> isNatted(c, integer(a, 0)) ? 1 : FAILED)
                .add(
                        "fix_nated_register",
                        "",
                        "Keeps the source of a REGISTER in received_avp, for the registrar.",
                        (c, a) -> register(c))
                .add(
                        "is_rfc1918",
                        "s",
                        "Tells whether an address is private.",
                        (c, a) -> IpAddress.parse(text(a, 0))
                                        .filter(IpAddress::isPrivate)
                                        .isPresent()
                                ? 1
                                : FAILED)
                .add(
                        "handle_ruri_alias",
                        "",
                        "Takes the alias off the Request-URI and sends the request there; 2 if there is none.",
                        (c, a) -> takeAlias(c, false))
                .add(
                        "handle_ruri_alias_mode",
                        "i",
                        "As handle_ruri_alias, with the last alias instead of the first unless the mode is 0.",
                        (c, a) -> takeAlias(c, integer(a, 0) != 0))
                .add(
                        "fix_nated_sdp",
                        "i",
                        "Adds to the SDP a=direction:active (1) or the line of nortpproxy_str (4), puts the source in its c= (2) and o= (8).",
                        (c, a) ->
                                SdpEdits.fix(c, integer(a, 0), c.flow().remote().getAddress(), settings))
                .add(
                        "fix_nated_sdp_ip",
                        "is",
                        "As fix_nated_sdp, with an address of its own.",
                        (c, a) -> IpAddress.parse(text(a, 1))
                                .map(ip -> SdpEdits.fix(c, integer(a, 0), ip, settings))
                                .orElse(FAILED))
                .table();
    }

    private void addContactFunctions(Functions all) {
        all.add(
                        "fix_nated_contact",
                        "",
                        "Puts the source in the place of the host and port of the Contact.",
                        (c, a) -> ContactEdits.toSource(c))
                .add(
                        "set_contact_alias",
                        "",
                        "Adds the source as an alias behind the parameters of the Contact's URI.",
                        (c, a) -> ContactEdits.setAlias(c, settings.aliasName(), false))
                .add(
                        "set_contact_alias_trim",
                        "",
                        "As set_contact_alias, in the place of any alias the URI has.",
                        (c, a) -> ContactEdits.setAlias(c, settings.aliasName(), true))
                .add(
                        "add_contact_alias",
                        "",
                        "Adds the source as an alias in front of the parameters of the Contact's URI; 2 without Contact.",
                        (c, a) -> ContactEdits.addAlias(c, settings.aliasName(), Optional.of(Source.alias(c.flow()))))
                .add(
                        "add_contact_alias_addr",
                        "sss",
                        "As add_contact_alias, with an address, port and protocol of its own.",
                        (c, a) -> ContactEdits.addAlias(
                                c, settings.aliasName(), Alias.of(text(a, 0), text(a, 1), text(a, 2))))
                .add(
                        "set_alias_to_pv",
                        "s",
                        "Sets a pseudo-variable to the URI that the alias of the Contact stands for.",
                        (c, a) -> aliasTo(c, text(a, 0)))
                .add(
                        "add_rcv_param",
                        "i",
                        "Adds the source as received to every Contact: behind it (0) or in its URI (other).",
                        (c, a) -> ContactEdits.addReceived(c, integer(a, 0) != 0));
    }

    @Activate
    @Modified
    void configure(NathelperParameters parameters, Map<String, Object> raw) {
        settings = NathelperSettings.of(parameters, raw, settings, LOG::warn);
    }

    @Override
    public String name() {
        return "nathelper";
    }

    @Override
    public Map<String, Signature> functions() {
        return functions;
    }

    @Override
    public boolean isNatted(SipContext context, int tests) {
        return NatTest.any(tests, Source.message(context), context.flow());
    }

    @Override
    public boolean isElsewhere(SipContext context) {
        return NatTest.isElsewhere(Source.message(context), context.flow());
    }

    @Override
    public void addAlias(SipContext context) {
        ContactEdits.setAlias(context, settings.aliasName(), true);
    }

    @Override
    public boolean followAlias(SipContext context) {
        return takeAlias(context, false) == 1;
    }

    @Override
    public String source(SipContext context) {
        return Source.uri(context.flow());
    }

    private int register(SipContext context) {
        String avp = settings.receivedAvp();
        if (!avp.isEmpty()) {
            context.avps().add(avp, Value.of(Source.uri(context.flow())));
        }
        return 1;
    }

    private int takeAlias(SipContext context, boolean last) {
        String uri = context.target().uri();
        Optional<UriText.Parameter> parameter = UriText.find(uri, settings.aliasName(), last)
                .filter(it -> !it.value().isEmpty());
        if (parameter.isEmpty()) {
            return NOTHING_DONE;
        }
        Optional<Alias> alias = Alias.parse(parameter.get().value());
        alias.ifPresent(it -> context.target(context.target()
                .withUri(uri.substring(0, parameter.get().start())
                        + uri.substring(parameter.get().end()))
                .withDestination(it.uri(false))));
        return alias.isPresent() ? 1 : FAILED;
    }

    private int aliasTo(SipContext context, String variable) {
        PseudoVariables engine = variables;
        Optional<Alias> alias = ContactEdits.alias(context, settings.aliasName());
        boolean done = engine != null
                && alias.isPresent()
                && engine.variable(variable).set(context, Value.of(alias.get().uri(true)));
        return done ? 1 : FAILED;
    }
}
