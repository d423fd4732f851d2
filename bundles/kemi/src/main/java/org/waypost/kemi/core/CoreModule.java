package org.waypost.kemi.core;

import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.waypost.kemi.Functions;
import org.waypost.sip.RequestRelay;
import org.waypost.sip.ScriptModule;
import org.waypost.sip.SipTransport;

/** The functions right below {@code KSR}: tests of the request and where it came from, flags, the target, log lines. */
@Component
public final class CoreModule implements ScriptModule {

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile RequestRelay relay;

    private final Map<String, Signature> functions;

    @Activate
    public CoreModule(@Reference SipTransport transport) {
        Functions core = new Functions("");
        MethodTests.add(core);
        ArrivalTests.add(core);
        new OwnAddress(transport).add(core);
        FlagFunctions.add(core);
        new TargetFunctions(() -> relay).add(core);
        LogFunctions.add(core);
        SendFunctions.add(core);
        functions = core.table();
    }

    @Override
    public String name() {
        return "";
    }

    @Override
    public Map<String, Signature> functions() {
        return functions;
    }
}
