package org.waypost.management.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CfgMethodsTest {

    private static final String DONE = "{}";

    private final FakeCatalogue catalogue = new FakeCatalogue();
    private final Rpc rpc = new Rpc(new CfgMethods(catalogue));

    @Test
    void listsKamailiosVariablesFirstUnderTheirNames() {
        assertThat(rpc.call("cfg.list", "registrar"))
                .isEqualTo("[\"registrar: realm_pref\",\"registrar: default_expires\",\"registrar: min_expires\","
                        + "\"registrar: compat\"]");
        assertThat(rpc.call("cfg.list")).contains("\"http: token\"", "\"tcp: max_connections\"");
        assertThat(rpc.call("cfg.list", "nothing")).isEqualTo("[]");
    }

    @Test
    void showsNumbersTextsAndWhatIsNotSet() {
        assertThat(rpc.call("cfg.get", "registrar", "default_expires")).isEqualTo("3600");
        assertThat(rpc.call("cfg.get", "registrar", "compat")).isEqualTo("\"kamailio\"");
        assertThat(rpc.call("cfg.get", "registrar", "realm_pref")).isEqualTo("null");
        assertThat(rpc.call("cfg.get", "registrar", "realm_prefix")).isEqualTo("null");
        assertThat(rpc.call("cfg.get", "transport", "server_signature")).isEqualTo("1");
        assertThat(rpc.call("cfg.get", "tcp", "max_connections")).isEqualTo("16384");
    }

    @Test
    void showsAGroupByName() {
        assertThat(rpc.call("cfg.get", "registrar"))
                .isEqualTo("{\"realm_pref\":null,\"default_expires\":3600,\"min_expires\":60,\"compat\":\"kamailio\"}");
        assertThat(rpc.call("cfg.get", "tcp")).isEqualTo("{\"max_connections\":16384}");
        assertThat(rpc.call("cfg.get", "nothing")).isEqualTo("{}");
    }

    @Test
    void neverShowsAPassword() {
        assertThat(rpc.call("cfg.sets", "http", "token", "open-sesame")).isEqualTo(DONE);
        assertThat(rpc.call("cfg.get", "http", "token")).isEqualTo("\"********\"");
        assertThat(rpc.call("cfg.set_delayed_string", "http", "token", "other-sesame"))
                .isEqualTo(DONE);
        assertThat(rpc.call("cfg.diff")).doesNotContain("sesame").contains("********");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cfg.set_now_int", "cfg.seti", "cfg.set", "cfg.set_now_string", "cfg.sets"})
    void setsANumberWrittenAsNumberOrText(String method) {
        assertThat(rpc.call(method, "registrar", "default_expires", 1800)).isEqualTo(DONE);
        assertThat(rpc.call("cfg.get", "registrar", "default_expires")).isEqualTo("1800");
        assertThat(rpc.call(method, "registrar", "default_expires", "1801")).isEqualTo(DONE);
        assertThat(rpc.call("cfg.get", "registrar", "default_expires")).isEqualTo("1801");
        assertThat(catalogue.authors()).containsOnly("http 127.0.0.1");
    }

    @Test
    void explainsWhatIsRefused() {
        assertThat(rpc.call("cfg.set_now_int", "registrar", "min_expires", 1001))
                .isEqualTo(
                        "{\"code\":400,\"message\":\"Failed to set the variable\",\"data\":\"registrar.min_expires: '1001'"
                                + " is refused; an integer of 0..1000 is wanted\"}");
        assertThat(rpc.call("cfg.set_now_int", "registrar", "min_expires", "soon"))
                .contains("'soon' is refused");
        assertThat(rpc.call("cfg.set_now_int", "registrar", "min_expires", 1.5)).contains("'1.5' is refused");
        assertThat(rpc.call("cfg.set_now_int", "registrar", "min_expire", 1)).contains("no parameter 'min_expire'");
        assertThat(rpc.call("cfg.set_now_int", "registrar", "min_expires")).contains("\"code\":400");
        assertThat(catalogue.authors()).isEmpty();
    }

    @Test
    void tellsWhatMayNotBeMeant() {
        assertThat(rpc.call("cfg.seti", "registrar", "default_expires", 30))
                .isEqualTo("{\"notices\":[\"min_expires 60 raises default_expires 30\"]}");
    }

    @Test
    void makesDelayedChangesTogether() {
        assertThat(rpc.call("cfg.diff")).isEqualTo("{}");
        rpc.call("cfg.set_delayed_int", "registrar", "min_expires", 10);
        assertThat(rpc.call("cfg.diff"))
                .isEqualTo(
                        "{\"group name\":\"registrar\",\"variable name\":\"min_expires\",\"old value\":60,\"new value\":10}");
        rpc.call("cfg.set_delayed_string", "registrar", "realm_pref", "sip.");
        assertThat(rpc.call("cfg.diff"))
                .startsWith("[")
                .endsWith("{\"group name\":\"registrar\",\"variable name\":\"realm_pref\",\"old value\":null,"
                        + "\"new value\":\"sip.\"}]");
        assertThat(rpc.call("cfg.get", "registrar", "min_expires")).isEqualTo("60");
        assertThat(rpc.call("cfg.commit")).isEqualTo(DONE);
        assertThat(rpc.call("cfg.get", "registrar", "min_expires")).isEqualTo("10");
        assertThat(rpc.call("cfg.get", "registrar", "realm_pref")).isEqualTo("\"sip.\"");
        assertThat(rpc.call("cfg.diff")).isEqualTo("{}");
        assertThat(catalogue.authors()).hasSize(1);
    }

    @Test
    void forgetsDelayedChanges() {
        rpc.call("cfg.set_delayed_int", "registrar", "min_expires", 10);
        assertThat(rpc.call("cfg.rollback")).isEqualTo(DONE);
        assertThat(rpc.call("cfg.commit")).isEqualTo(DONE);
        assertThat(rpc.call("cfg.get", "registrar", "min_expires")).isEqualTo("60");
        assertThat(rpc.call("cfg.set_delayed_int", "registrar", "min_expires", 1001))
                .contains("'1001' is refused");
        assertThat(rpc.call("cfg.diff")).isEqualTo("{}");
    }

    @Test
    void resetsAParameterOrAGroup() {
        rpc.call("cfg.seti", "registrar", "min_expires", 10);
        rpc.call("cfg.seti", "registrar", "default_expires", 20);
        rpc.call("cfg.sets", "http", "token", "x");
        assertThat(rpc.call("cfg.reset", "registrar", "min_expires")).isEqualTo(DONE);
        assertThat(rpc.call("cfg.get", "registrar", "min_expires")).isEqualTo("60");
        assertThat(rpc.call("cfg.get", "registrar", "default_expires")).isEqualTo("20");
        assertThat(rpc.call("cfg.reset", "registrar")).isEqualTo(DONE);
        assertThat(rpc.call("cfg.get", "registrar", "default_expires")).isEqualTo("3600");
        assertThat(rpc.call("cfg.get", "http", "token")).isEqualTo("\"********\"");
        assertThat(rpc.call("cfg.reset", "nothing")).contains("\"code\":400");
    }

    @Test
    void helps() {
        assertThat(rpc.call("cfg.help", "registrar", "min_expires"))
                .isEqualTo(
                        "\"What min_expires is for; an integer of 0..1000, default 60 (parameter type is integer)\"");
        assertThat(rpc.call("cfg.help", "registrar", "realm_pref"))
                .endsWith("default \\\"\\\" (parameter type is string)\"");
    }
}
