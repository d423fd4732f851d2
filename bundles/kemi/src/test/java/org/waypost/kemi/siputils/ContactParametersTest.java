package org.waypost.kemi.siputils;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waypost.kemi.support.Requests;
import org.waypost.kemi.support.Script;
import org.waypost.sip.HeaderName;
import org.waypost.sip.SipContext;

/** What the functions make of Contact and Request-URI, as Kamailio 5.6.3 did it. */
class ContactParametersTest {

    private static final String URI = "sip:bob@example.com";

    @ParameterizedTest
    @CsvSource({
        "<sip:alice@10.0.0.5:5070>, <sip:pp*alice**10.0.0.5*5070*@192.0.2.9>",
        "'\"A\" <sip:alice:pw@10.0.0.5;transport=tcp>;q=0.5', '\"A\" <sip:pp*alice*pw*10.0.0.5**tcp@192.0.2.9>;q=0.5'",
        "sip:alice@10.0.0.5, sip:pp*alice**10.0.0.5**@192.0.2.9",
        "<sip:10.0.0.5>, <sip:pp***10.0.0.5**@192.0.2.9>",
        "'<sip:a@b>, <sip:c@[::1]:99>', '<sip:pp*a**b**@192.0.2.9>, <sip:pp*c**[::1]*99*@192.0.2.9>'",
        "*, *"
    })
    void hidesContacts(String contact, String hidden) {
        SipContext context = request(URI, contact);
        assertThat(call(context, "encode_contact", "pp", "192.0.2.9")).isEqualTo(1);
        assertThat(contact(context)).isEqualTo(hidden);
    }

    @Test
    void hidesAllContactsOfAHeaderOrNone() {
        SipContext context = request(URI, "<sip:a@b>, <sips:c@d>");
        assertThat(call(context, "encode_contact", "pp", "192.0.2.9")).isEqualTo(-509);
        assertThat(contact(context)).isEqualTo("<sip:a@b>, <sips:c@d>");
        assertThat(call(Requests.invite(URI, "h", "", "", source()), "encode_contact", "pp", "h"))
                .isEqualTo(-1);
    }

    @ParameterizedTest
    @CsvSource({
        "sip:p*alice*pw*10.0.0.5*5070*udp@h, 1, sip:alice:pw@10.0.0.5:5070;transport=udp",
        "sip:p*alice**10.0.0.5**@h, 1, sip:alice@10.0.0.5",
        "sip:p***10.0.0.5**@h, 1, sip:10.0.0.5",
        "sips:p*alice**10.0.0.5**@h, 1, sips:alice@10.0.0.5",
        "sip:p*alice**10.0.0.5*5070*tcp@h;x=y, 1, sip:alice@10.0.0.5:5070;transport=tcp;x=y",
        "sip:p*a@h, -26, sip:p*a@h",
        "sip:p*a***h**@h, -24, sip:p*a***h**@h",
        "sip:p*a****@h, -2, sip:p*a****@h",
        "sip:p**pw*h**@h, -3, sip:p**pw*h**@h",
        "sip:p*a**h*x*@h, -2, sip:p*a**h*x*@h",
        "sip:h, -23, sip:h"
    })
    void showsWhatWasHidden(String uri, int code, String shown) {
        SipContext request = request(uri, "<" + uri + ">;q=1");
        assertThat(call(request, "decode_contact")).isEqualTo(code);
        assertThat(request.target().uri()).isEqualTo(shown);
        assertThat(call(request, "decode_contact_header")).isEqualTo(code);
        assertThat(contact(request)).isEqualTo("<" + shown + ">;q=1");
    }

    @Test
    void putsAUriWithParametersInBrackets() {
        SipContext context = request(URI, "sip:a@b");
        assertThat(call(context, "contact_param_encode", "enc", "sip:192.0.2.9"))
                .isEqualTo(1);
        assertThat(contact(context)).isEqualTo("<sip:192.0.2.9;enc=c2lwOmFAYg>");
    }

    private static Object call(SipContext context, String function, Object... arguments) {
        return new Script(new SiputilsModule(null), context).call(function, arguments);
    }

    private static String contact(SipContext context) {
        context.edits().apply();
        return context.request().first(HeaderName.CONTACT).toString();
    }

    private static SipContext request(String uri, String contact) {
        return Requests.invite(uri, "h", "Contact: " + contact + "\n", "", source());
    }

    private static InetSocketAddress source() {
        return new InetSocketAddress("192.0.2.1", 5060);
    }
}
