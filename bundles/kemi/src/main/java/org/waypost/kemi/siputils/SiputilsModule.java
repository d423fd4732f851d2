package org.waypost.kemi.siputils;

import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.waypost.kemi.Arguments;
import org.waypost.kemi.Codes;
import org.waypost.kemi.Functions;
import org.waypost.sip.ScriptModule;
import org.waypost.sip.SipTransport;

/** {@code KSR.siputils}: tests of the message and of URIs, parameters of the Request-URI and of contacts. */
@Component
public final class SiputilsModule implements ScriptModule {

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
                .inert("is_user", "s", "Whether the proven credentials are those of a user.", Codes.FALSE)
                .inert("encode_contact", "ss", "Hides the contact in one with the address given.", Codes.TRUE)
                .inert("decode_contact", "", "Takes the hidden contact out of the Request-URI.", Codes.FALSE)
                .inert("decode_contact_header", "", "Takes the hidden contact out of Contact.", Codes.FALSE);
        functions = table.table();
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
