package org.waypost.kemi.tls;

import java.util.Map;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.waypost.kemi.Arguments;
import org.waypost.kemi.Codes;
import org.waypost.kemi.Functions;
import org.waypost.kemi.Variables;
import org.waypost.sip.FlowSecurity;
import org.waypost.sip.PseudoVariables;
import org.waypost.sip.ScriptModule;
import org.waypost.sip.SipContext;

/** {@code KSR.tls}: the TLS connection a message came on. */
@Component
public final class TlsModule implements ScriptModule {

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile PseudoVariables variables;

    private final Map<String, Signature> functions = new Functions("tls")
            .get(
                    "is_peer_verified",
                    "Whether the peer has shown a certificate that is trusted; -1 without TLS, too.",
                    context -> Codes.of(context.flow()
                            .security()
                            .filter(FlowSecurity::peerVerified)
                            .isPresent()))
            .add(
                    "cget",
                    "s",
                    "Value of a variable $tls_… by its name without $, an empty text if it has none.",
                    (context, arguments) -> get(context, Arguments.text(arguments, 0)))
            .inert(
                    "set_connect_server_id",
                    "s",
                    "Chooses the section of the configuration with that server_id for connections that are opened.",
                    Codes.TRUE)
            .table();

    @Override
    public String name() {
        return "tls";
    }

    @Override
    public Map<String, Signature> functions() {
        return functions;
    }

    private Object get(SipContext context, String name) {
        return name.matches("tls_\\w+")
                ? Variables.get(variables, context, "$" + name).text()
                : Variables.EMPTY;
    }
}
