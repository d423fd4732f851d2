package org.waypost.kemi.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.waypost.kemi.support.RecordedApi;
import org.waypost.kemi.support.Requests;
import org.waypost.kemi.support.Script;
import org.waypost.sip.ScriptModule;
import org.waypost.sip.SipContext;

class AuthModulesTest {

    private static final String CREDENTIALS =
            "Authorization: Digest username=\"a, realm=x\", realm=\"example.com\", nonce=\"1\", uri=\"sip:x\", response=\"0\"\n";

    private final List<ScriptModule> present = new ArrayList<>();
    private final AuthModules modules = new AuthModules(module -> {
        present.add(module);
        return () -> present.remove(module);
    });

    @Test
    void hasTheFunctionsOfKamailio() throws Exception {
        assertThat(RecordedApi.of(modules.auth())).isEqualTo(RecordedApi.of("auth"));
        assertThat(RecordedApi.of(modules.authDb())).isEqualTo(RecordedApi.of("auth_db"));
    }

    @Test
    void isThereOnlyIfAskedFor() {
        configure(Map.of());
        assertThat(present).isEmpty();
        configure(Map.of("auth_modules", 1));
        assertThat(present).extracting(ScriptModule::name).containsExactly("auth", "auth_db");
        configure(Map.of("auth_modules", 2));
        assertThat(present).as("a value that is refused changes nothing").hasSize(2);
        configure(Map.of("auth_modules", 0));
        assertThat(present).isEmpty();
    }

    @Test
    void authenticatesNobody() {
        SipContext without = request("");
        assertThat(authDb(without).call("auth_check", "example.com", "subscriber", 1))
                .isEqualTo(-5);
        assertThat(auth(without).call("pv_auth_check", "example.com", "secret", 0, 0))
                .isEqualTo(-5);
        SipContext with = request(CREDENTIALS);
        assertThat(authDb(with).call("auth_check", "example.com", "subscriber", 1))
                .isEqualTo(-1);
        assertThat(auth(with).call("pv_auth_check", "example.com", "secret", 0, 0))
                .isEqualTo(-1);
        assertThat(auth(with).call("consume_credentials")).isEqualTo(-1);
        assertThat(authDb(with).call("is_subscriber", "sip:a@example.com", "subscriber", 0))
                .isEqualTo(-1);
    }

    @Test
    void answersWhereAChallengeIsMissing() {
        SipContext context = request("");
        assertThat(auth(context).call("auth_challenge", "example.com", 4)).isEqualTo(-1);
        assertThat(context.repliedStatus()).isZero();
        assertThat(auth(context).call("auth_challenge", "example.com", 0)).isEqualTo(-1);
        assertThat(context.repliedStatus()).isEqualTo(500);
    }

    @Test
    void findsCredentialsByRealm() {
        assertThat(auth(request("")).call("has_credentials", "example.com")).isEqualTo(-1);
        assertThat(auth(request(CREDENTIALS)).call("has_credentials", "example.com"))
                .isEqualTo(1);
        assertThat(auth(request(CREDENTIALS)).call("has_credentials", "x")).isEqualTo(-1);
        assertThat(auth(request(CREDENTIALS.replace("Auth", "Proxy-Auth"))).call("has_credentials", "example.com"))
                .isEqualTo(1);
        assertThat(auth(request("Authorization: Basic realm=\"example.com\"\n")).call("has_credentials", "example.com"))
                .isEqualTo(-1);
        assertThat(auth(request("Authorization: Digest realm=\"example.com\n")).call("has_credentials", "example.com"))
                .isEqualTo(-1);
    }

    private Script auth(SipContext context) {
        return new Script(modules.auth(), context);
    }

    private Script authDb(SipContext context) {
        return new Script(modules.authDb(), context);
    }

    private static SipContext request(String lines) {
        return Requests.invite("sip:bob@example.com", "127.0.0.1", lines, "", new InetSocketAddress("127.0.0.1", 5070));
    }

    private void configure(Map<String, Object> values) {
        modules.configure(Script.parameters(AuthParameters.class, values), values);
    }
}
