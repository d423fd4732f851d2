package org.waypost.kemi.siputils;

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
import org.waypost.sip.ScriptModule;
import org.waypost.sip.SipContext;
import org.waypost.sip.SipTransport;
import org.waypost.sip.auth.Authenticator;

/** {@code KSR.siputils}: tests of the message and of URIs, parameters of the Request-URI and of contacts. */
@Component
public final class SiputilsModule implements ScriptModule {

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile Authenticator authenticator;

    private final Map<String, Signature> functions;

    @Activate
    public SiputilsModule(@Reference SipTransport sockets) {
        Functions table = new Functions("siputils");
        new MessageTests(sockets).add(table);
        TextTests.add(table);
        RequestUriParameters.add(table);
        ContactParameters.add(table);
        table.add(
                        "cmp_uri",
                        "ss",
                        "Whether two URIs are equal (RFC 3261 19.1.4); -2 if one cannot be read.",
                        (c, a) -> UriComparison.uris(Arguments.text(a, 0), Arguments.text(a, 1)))
                .add(
                        "cmp_aor",
                        "ss",
                        "Whether two URIs name the same user at the same host; -2 if one cannot be read.",
                        (c, a) -> UriComparison.aors(Arguments.text(a, 0), Arguments.text(a, 1)))
                .add(
                        "is_user",
                        "s",
                        "Whether the credentials that were found to be good are those of a user.",
                        (c, a) -> isUser(c, Arguments.text(a, 0)));
        functions = table.table();
    }

    private int isUser(SipContext context, String user) {
        Authenticator knows = authenticator;
        return Codes.of(
                knows != null && knows.provenUser(context).filter(user::equals).isPresent());
    }

    @Override
    public String name() {
        return "siputils";
    }

    @Override
    public Map<String, Signature> functions() {
        return functions;
    }
}
