package org.waypost.registrar.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Contacts with a +sip.instance and a reg-id. The expectations were seen on Kamailio 5.6.3. */
class InstanceTest {

    private static final String I = ";+sip.instance=\"<i>\"";

    private final Harness harness = new Harness();

    @Test
    void replacesTheUriOfAnInstanceWhateverTheCSeq() {
        harness.register(5, "Contact: <sip:a@h>" + I);
        assertThat(harness.register(4, "Contact: <sip:b@h>" + I))
                .isEqualTo("200 OK\nContact: <sip:b@h>;expires=3600" + I);
        assertThat(harness.code).isEqualTo(2);
    }

    @Test
    void keepsTheFlowsOfAnInstanceApart() {
        harness.register(1, "Contact: <sip:a@h>" + I + ";reg-id=1");
        assertThat(harness.register(2, "Contact: <sip:a@h>" + I + ";reg-id=2"))
                .isEqualTo("200 OK\nContact: <sip:a@h>;expires=3600" + I + ";reg-id=1, <sip:a@h>;expires=3600" + I
                        + ";reg-id=2");
    }

    @Test
    void removesTheOtherFlowsOfADeviceThatStartsAnew() {
        harness.register(1, "Contact: <sip:a@h>" + I + ";reg-id=1");
        harness.register(2, "Contact: <sip:b@h>" + I + ";reg-id=2");
        harness.register(3, "Contact: <sip:p@h>" + I);
        harness.register(4, "Contact: <sip:j@h>;+sip.instance=\"<j>\";reg-id=1");
        String anew = Harness.register(
                "<sip:alice@example.org>", "new", 1, "Contact: <sip:c@h>" + I + ";reg-id=1", "Contact: <sip:x@h>");
        assertThat(harness.save(0, "", anew))
                .as("the rest of the request is left out")
                .isEqualTo("200 OK\nContact: <sip:c@h>;expires=3600" + I
                        + ";reg-id=1, <sip:j@h>;expires=3600;+sip.instance=\"<j>\";reg-id=1");
    }

    @Test
    void ignoresARegIdWithoutInstance() {
        assertThat(harness.register(1, "Contact: <sip:a@h>;reg-id=2")).endsWith(";expires=3600");
        assertThat(harness.register(2, "Contact: <sip:a@h>;reg-id=0")).endsWith(";expires=3600");
    }

    @Test
    void takesRegIdsUpTo32Bits() {
        assertThat(harness.register(1, "Contact: <sip:a@h>" + I + ";reg-id=4294967295"))
                .endsWith(";reg-id=4294967295");
        assertThat(harness.register(2, "Contact: <sip:a@h>" + I + ";reg-id=\"3\""))
                .endsWith(";reg-id=3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "x", "-1", "4294967296", "99999999999", "\" 1\""})
    void storesNothingIfTheFirstContactHasABadRegId(String regId) {
        assertThat(harness.register(1, "Contact: <sip:a@h>" + I + ";reg-id=" + regId, "Contact: <sip:b@h>"))
                .isEqualTo("200 OK");
        assertThat(harness.stored("alice")).isEmpty();
        assertThat(harness.register(2, "Contact: <sip:b@h>", "Contact: <sip:a@h>" + I + ";reg-id=" + regId))
                .isEqualTo("400 Bad Request\nP-Registrar-Error: Invalid Reg-Id number");
    }

    @Test
    void refusesABadRegIdByTheRfc() {
        harness.set("compat", "rfc");
        assertThat(harness.register(1, "Contact: <sip:a@h>" + I + ";reg-id=0"))
                .startsWith("400 Bad Request\nP-Registrar-Error: Invalid Reg-Id number");
    }
}
