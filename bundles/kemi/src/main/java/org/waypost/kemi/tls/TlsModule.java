package org.waypost.kemi.tls;

import java.util.Map;
import org.osgi.service.component.annotations.Activate;
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
import org.waypost.sip.TlsControl;

/** {@code KSR.tls}: the TLS connection a message came on. */
@Component
public final class TlsModule implements ScriptModule {

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile PseudoVariables variables;

    private final TlsControl tls;

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
            .add(
                    "set_connect_server_id",
                    "s",
                    "Opens all connections from now on by the client's section with that server_id; empty: by their address.",
                    (context, arguments) -> connectAs(Arguments.text(arguments, 0)))
            .table();

    @Activate
    public TlsModule(@Reference TlsControl tls) {
        this.tls = tls;
    }

    @Override
    public String name() {
        return "tls";
    }

    @Override
    public Map<String, Signature> functions() {
        return functions;
    }

    private int connectAs(String serverId) {
        tls.connectAs(serverId);
        return Codes.TRUE;
    }

    private Object get(SipContext context, String name) {
        return name.matches("tls_\\w+")
                ? Variables.get(variables, context, "$" + name).text()
                : Variables.EMPTY;
    }
}
