package org.waypost.registrar.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose reg-id counts, and 439. The expectations were seen on Kamailio 5.6.3. */
class RegIdTest {

    private static final String REFUSED =
            "439 First Hop Lacks Outbound Support\nP-Registrar-Error: No support for Outbound on edge proxy";
    private static final String OUTBOUND = "Supported: path, outbound";
    private static final String NOT_OUTBOUND = "Subject: x";
    private static final String OB = "Path: <sip:p;lr;ob>";
    private static final String NO_OB = "Path: <sip:p;lr>";
    private static final String I = ";+sip.instance=\"<i>\"";
    private static final String FLOW = "Contact: <sip:a@h>" + I + ";reg-id=1";

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void countsIfTheDeviceSentTheRequestItself(int mode) {
        Outbound outbound = new Outbound("outbound_mode", mode);
        for (String header : new String[] {OUTBOUND, NOT_OUTBOUND, NO_OB, "Path: garbage"}) {
            assertThat(outbound.register(header, FLOW))
                    .startsWith("200 OK\nContact: <sip:a@h>;expires=3600" + I + ";reg-id=1");
            assertThat(outbound.stored()).isEqualTo("sip:a@h 1");
            outbound.register("Contact: *", "Expires: 0");
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "0, 1", "1, 1", "2, 1"})
    void countsWhateverTheWayInMode0OrIfAnyShall(int mode, int regIdMode) {
        Outbound outbound = new Outbound("outbound_mode", mode, "regid_mode", regIdMode);
        for (String header : new String[] {OUTBOUND, NOT_OUTBOUND, OUTBOUND + "\r\n" + NO_OB}) {
            assertThat(outbound.registerByProxy(header, FLOW)).startsWith("200 OK\nContact: ");
            assertThat(outbound.stored()).isEqualTo("sip:a@h 1");
            outbound.register("Contact: *", "Expires: 0");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void countsIfTheProxySupportsOutbound(int mode) {
        Outbound outbound = new Outbound("outbound_mode", mode);
        for (String header : new String[] {OUTBOUND, NOT_OUTBOUND, "Require: outbound"}) {
            assertThat(outbound.registerByProxy(header, OB, NO_OB, FLOW)).startsWith("200 OK\nContact: ");
            assertThat(outbound.stored()).isEqualTo("sip:a@h 1");
            outbound.register("Contact: *", "Expires: 0");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "0", "x", "\"\"", "4294967296"})
    void isPassedOverIfTheProxyDoesNotSupportOutbound(String regId) {
        Outbound outbound = new Outbound("outbound_mode", 1);
        String contact = "Contact: <sip:a@h>" + I + ";reg-id=" + regId;
        for (String header :
                new String[] {NOT_OUTBOUND, NO_OB, NO_OB + "\r\n" + OB, "Require: outbound", "Supported: path"}) {
            assertThat(outbound.registerByProxy(header, contact))
                    .startsWith("200 OK\nContact: <sip:a@h>;expires=3600" + I + "\n");
            assertThat(outbound.stored()).isEqualTo("sip:a@h 0");
            outbound.register("Contact: *", "Expires: 0");
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1, ''", "2, 0", "2, x"})
    void isRefusedIfTheDeviceSupportsOutboundAndTheProxyDoesNot(int mode, String regId) {
        Outbound outbound = new Outbound("outbound_mode", mode, "flow_timer", 25);
        for (String instance : new String[] {"", I}) {
            String contact = "<sip:a@h>" + instance + ";reg-id=" + regId;
            assertThat(outbound.registerByProxy(OUTBOUND, "Contact: " + contact))
                    .isEqualTo(REFUSED);
            assertThat(outbound.registerByProxy(OUTBOUND, NO_OB, "Expires: 0", "Contact: <sip:b@h>, " + contact))
                    .as("the last of a header comes first")
                    .isEqualTo(REFUSED);
        }
        assertThat(outbound.stored()).isEmpty();
    }

    @Test
    void isRefusedIfTwoViasShareALine() {
        Outbound outbound = new Outbound("outbound_mode", 1);
        String request = Outbound.byProxy(1, OUTBOUND, FLOW)
                .replace("\r\nVia: SIP/2.0/UDP 192.0.2.10", ", SIP/2.0/UDP 192.0.2.10");
        assertThat(outbound.harness.save(0, "", request)).isEqualTo(REFUSED);
    }

    @Test
    void isOfNoConcernWithoutARegIdInTheFirstContact() {
        Outbound outbound = new Outbound("outbound_mode", 1);
        assertThat(outbound.registerByProxy(OUTBOUND)).startsWith("200 OK\n");
        assertThat(outbound.registerByProxy(OUTBOUND, "Contact: <sip:a@h>" + I)).startsWith("200 OK\n");
        assertThat(outbound.registerByProxy(OUTBOUND, "Contact: <sip:b@h>;+sip.instance=\"<j>\";reg-id=1, <sip:c@h>"))
                .startsWith("200 OK\n");
        assertThat(outbound.stored()).isEqualTo("sip:a@h 0, sip:c@h 0, sip:b@h 0");
    }

    @ParameterizedTest
    @CsvSource({"1, 0, kamailio, 1", "2, 1, kamailio, 1", "0, 0, kamailio, 0", "1, 0, rfc, 0"})
    void isLookedForInAStarThatCameByProxyAndThenNothingIsRemoved(int mode, int regIdMode, String compat, int left) {
        Outbound outbound = new Outbound("outbound_mode", mode, "regid_mode", regIdMode);
        outbound.harness.set("compat", compat);
        outbound.register(OUTBOUND, FLOW);
        assertThat(outbound.registerByProxy(OUTBOUND, OB, "Contact: *", "Expires: 0"))
                .startsWith("200 OK")
                .doesNotContain("Contact");
        assertThat(outbound.harness.stored("alice")).hasSize(left);
        outbound.register(OUTBOUND, "Contact: *", "Expires: 0");
        assertThat(outbound.stored()).isEmpty();
    }

    @Test
    void isRefusedByTheRfcForAnyContactWithAnInstance() {
        Outbound outbound = new Outbound("outbound_mode", 1);
        outbound.harness.set("compat", "rfc");
        assertThat(outbound.registerByProxy(OUTBOUND, FLOW + ", <sip:b@h>")).startsWith(REFUSED);
        assertThat(outbound.stored()).isEmpty();
        assertThat(outbound.registerByProxy(OUTBOUND, "Contact: <sip:a@h>;reg-id=1"))
                .startsWith("200 OK\n");
    }

    @ParameterizedTest
    @CsvSource({"0, ''", "x, ''", "0, outbound"})
    void isRefusedByTheRfcIfItIsInvalid(String regId, String supported) {
        Outbound outbound = new Outbound("outbound_mode", 1);
        outbound.harness.set("compat", "rfc");
        assertThat(outbound.register("Supported: " + supported, "Contact: <sip:a@h>" + I + ";reg-id=" + regId))
                .startsWith("400 Bad Request\nP-Registrar-Error: Invalid Reg-Id number");
    }

    @ParameterizedTest
    @CsvSource({"'" + OUTBOUND + "', 0", "'" + OUTBOUND + "', 1", NOT_OUTBOUND + ", 0", NOT_OUTBOUND + ", 1"})
    void storesNothingIfThePathOfAProxyCannotBeRead(String header, int regIdMode) {
        Outbound outbound = new Outbound("outbound_mode", 1, "regid_mode", regIdMode);
        outbound.register("Contact: <sip:b@h>");
        String asked = header.equals(OUTBOUND) ? "\nRequire: outbound" : "";
        for (String contacts :
                new String[] {"Contact: <sip:a@h>", "Contact: <sip:b@h>;expires=0", "Contact: *\r\nExpires: 0"}) {
            assertThat(outbound.registerByProxy(header, "Path: garbage", contacts))
                    .isEqualTo("200 OK\nSupported: outbound" + asked);
            assertThat(outbound.harness.code).isEqualTo(-1);
        }
        assertThat(outbound.stored()).isEqualTo("sip:b@h 0");
        assertThat(outbound.registerByProxy(header, "Path: garbage"))
                .as("a query")
                .isEqualTo("200 OK\nContact: <sip:b@h>;expires=3600\nSupported: outbound" + asked);
    }

    @Test
    void doesNotReadThePathInMode0() {
        Outbound outbound = new Outbound();
        outbound.registerByProxy("Path: garbage", FLOW);
        assertThat(outbound.stored()).isEqualTo("sip:a@h 1");
    }

    @Test
    void refusesAPathThatCannotBeReadByTheRfc() {
        Outbound outbound = new Outbound("outbound_mode", 1);
        outbound.harness.set("compat", "rfc");
        assertThat(outbound.registerByProxy(OUTBOUND, "Path: garbage", FLOW))
                .startsWith("400 Bad Request\nP-Registrar-Error: Path parse error");
    }

    @Test
    void tellsTheFlowsOfAnInstanceApart() {
        Outbound outbound = new Outbound("outbound_mode", 2);
        outbound.registerByProxy(OUTBOUND, OB, FLOW);
        outbound.registerByProxy(OUTBOUND, OB, "Contact: <sip:b@h>" + I + ";reg-id=2");
        outbound.registerByProxy(OUTBOUND, OB, "Contact: <sip:c@h>" + I + ";reg-id=1");
        assertThat(outbound.stored()).isEqualTo("sip:c@h 1, sip:b@h 2");
    }
}
