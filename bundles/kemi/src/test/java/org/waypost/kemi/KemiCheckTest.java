package org.waypost.kemi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.waypost.sip.ParameterCheck.Refusal;

class KemiCheckTest {

    @Test
    void refusesTextsThatCannotBeRead() {
        assertThat(KemiCheck.check("waypost.htable", Map.of("htable", "a b")))
                .contains(new Refusal("htable", "name=>attribute=value;… in the place of a b"));
        assertThat(KemiCheck.check("waypost.nathelper", Map.of("received_avp", "$fu", "alias_name", "alias")))
                .contains(new Refusal("received_avp", "$avp(name)"));
        assertThat(KemiCheck.check("waypost.nathelper", Map.of("received_avp", "", "alias_name", "a b")))
                .contains(new Refusal("alias_name", "1 to 64 letters, digits, '.', '_' or '-'"));
        assertThat(KemiCheck.check("waypost.permissions", Map.of("address_file", "\0", "peer_tag_avp", "")))
                .contains(new Refusal("address_file", "the path of a file"));
    }

    @Test
    void takesTheDefaultsAndWhatCanBeRead() {
        assertThat(KemiCheck.check("waypost.htable", Map.of("htable", ""))).isEmpty();
        assertThat(KemiCheck.check("waypost.htable", Map.of("htable", "ban=>size=8;autoexpire=300")))
                .isEmpty();
        assertThat(KemiCheck.check("waypost.nathelper", Map.of("received_avp", "$avp(rcv)", "alias_name", "alias")))
                .isEmpty();
        assertThat(KemiCheck.check("waypost.permissions", Map.of("address_file", "trusted.txt", "peer_tag_avp", "")))
                .isEmpty();
    }
}
