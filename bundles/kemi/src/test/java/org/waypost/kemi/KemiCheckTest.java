package org.waypost.kemi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.waypost.sip.ParameterCheck.Refusal;

class KemiCheckTest {

    @Test
    void refusesTextsThatCannotBeRead() {
        assertThat(KemiCheck.check("waypost.htable", Map.of("htable", "a b")))
                .contains(new Refusal("htable", "name=>attribute=value;… in the place of a b"));
        assertThat(KemiCheck.check(
                        "waypost.nathelper", nathelper(Map.of("received_avp", "$fu", "alias_name", "alias"))))
                .contains(new Refusal("received_avp", "$avp(name)"));
        assertThat(KemiCheck.check("waypost.nathelper", nathelper(Map.of("received_avp", "", "alias_name", "a b"))))
                .contains(new Refusal("alias_name", "1 to 64 letters, digits, '.', '_' or '-'"));
        assertThat(KemiCheck.check("waypost.nathelper", nathelper(Map.of("nortpproxy_str", "nortpproxy"))))
                .contains(new Refusal("nortpproxy_str", "a line of SDP such as a=name:value"));
        assertThat(KemiCheck.check("waypost.nathelper", nathelper(Map.of("force_socket", "127.0.0.1"))))
                .contains(new Refusal("force_socket", "udp:address:port"));
        assertThat(KemiCheck.check("waypost.nathelper", nathelper(Map.of("sipping_from", "sip:a@b>"))))
                .contains(new Refusal("sipping_from", "a SIP URI"));
        assertThat(KemiCheck.check("waypost.nathelper", nathelper(Map.of("sipping_method", "A B"))))
                .contains(new Refusal("sipping_method", "the name of a method"));
        assertThat(KemiCheck.check("waypost.permissions", Map.of("address_file", "\0", "peer_tag_avp", "")))
                .contains(new Refusal("address_file", "the path of a file"));
    }

    @Test
    void takesTheDefaultsAndWhatCanBeRead() {
        assertThat(KemiCheck.check("waypost.htable", Map.of("htable", ""))).isEmpty();
        assertThat(KemiCheck.check("waypost.htable", Map.of("htable", "ban=>size=8;autoexpire=300")))
                .isEmpty();
        assertThat(KemiCheck.check(
                        "waypost.nathelper", nathelper(Map.of("received_avp", "$avp(rcv)", "alias_name", "alias"))))
                .isEmpty();
        assertThat(KemiCheck.check("waypost.permissions", Map.of("address_file", "trusted.txt", "peer_tag_avp", "")))
                .isEmpty();
    }

    /** These, and for all others what they are by default. */
    private static Map<String, String> nathelper(Map<String, String> some) {
        Map<String, String> all = new HashMap<>(Map.of(
                "received_avp", "",
                "alias_name", "alias",
                "nortpproxy_str", "a=nortpproxy:yes\\r\\n",
                "force_socket", "",
                "sipping_from", "",
                "sipping_method", "OPTIONS"));
        all.putAll(some);
        return all;
    }
}
