package org.waypost.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waypost.auth.users.FileUsers;
import org.waypost.sip.PseudoVariable;
import org.waypost.sip.PseudoVariables;
import org.waypost.sip.ScriptModule;
import org.waypost.sip.SipContext;
import org.waypost.sip.Value;
import org.waypost.sip.auth.DigestAlgorithm;

/** What {@code KSR.auth} and {@code KSR.auth_db} give back; the codes are those that Kamailio 5.6 gave for the same requests. */
class ScriptsTest {

    private static final String REALM = "example.com";
    private static final String PLAIN_TABLE = "subscriber";

    @TempDir
    Path directory;

    private final Client client = new Client("198.51.100.7");
    private final Examiner examiner = new Examiner(new AuthCounters());
    private final UserStores stores = new UserStores();
    private final Map<String, String> variables = new HashMap<>();
    private ScriptModule auth;
    private ScriptModule authDb;

    @BeforeEach
    void start() throws IOException {
        Path file = Files.writeString(directory.resolve("users"), "alice@example.com:secret\nbob@example.com:word\n");
        FileUsers users = new FileUsers();
        users.use(Optional.of(file));
        ScriptChecks checks = new ScriptChecks(examiner, new AllUsers(users, stores::now), stores);
        auth = new AuthModule(checks, examiner, () -> Optional.of(settable()));
        authDb = new AuthDbModule(checks);
    }

    @Test
    void givesTheCodesOfKamailio() {
        String nonce = challenge(0);

        assertThat(check(client.request("REGISTER"))).as("no credentials").isEqualTo(-5);
        String good = Client.register("alice", "secret", nonce, 0);
        assertThat(check(client.request("REGISTER", good))).isEqualTo(1);
        assertThat(check(client.request("REGISTER", good)))
                .as("without qop a nonce may be used again")
                .isEqualTo(1);
        assertThat(check(client.requestOf("REGISTER", "bob", good)))
                .as("other user")
                .isEqualTo(-8);
        assertThat(check(client.request("REGISTER", Client.register("alice", "no", nonce, 0))))
                .as("wrong password")
                .isEqualTo(-2);
        assertThat(check(client.request("REGISTER", Client.register("zed", "no", nonce, 0))))
                .as("unknown user")
                .isEqualTo(-3);
        assertThat(check(client.request("REGISTER", Client.register("alice", "secret", "bogus", 0))))
                .as("no nonce of ours")
                .isEqualTo(-1);
        assertThat(check(client.request("REGISTER", good.replace("realm=\"example", "realm=\"EXAMPLE"))))
                .as("realms in any case")
                .isEqualTo(1);
        assertThat(call(authDb, "auth_check", client.request("REGISTER", good), "", PLAIN_TABLE, 1L))
                .as("no realm")
                .isEqualTo(-1);
        assertThat(check(client.request("CANCEL"))).isEqualTo(1);
    }

    @Test
    void givesTheCodesOfKamailioForUsedNonces() {
        String counted = challenge(1);
        String line = Client.register("alice", "secret", counted, 1);
        assertThat(check(client.request("REGISTER", line))).isEqualTo(1);
        assertThat(check(client.request("REGISTER", line))).as("nonce_count").isEqualTo(-4);

        examiner.use(settings(Map.of("one_time_nonce", 1)));
        line = Client.register("alice", "secret", challenge(0), 0);
        assertThat(check(client.request("REGISTER", line))).isEqualTo(1);
        assertThat(check(client.request("REGISTER", line))).as("one_time_nonce").isEqualTo(-6);
    }

    @Test
    void challengesEverythingButAnAck() {
        assertThat(call(auth, "auth_challenge", client.request("INVITE"), REALM, 17L))
                .isEqualTo(1);
        assertThat(client.answer()).startsWith("SIP/2.0 407 ").contains("qop=\"auth\", stale=true");
        int answers = client.answers();

        assertThat(call(auth, "auth_challenge", client.request("ACK"), REALM, 1L))
                .isEqualTo(-3);
        assertThat(client.answers()).isEqualTo(answers);
        assertThatThrownBy(() -> call(auth, "www_challenge", client.request("REGISTER"), "a\"b", 1L))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void writesAChallengeIntoAPseudoVariable() {
        assertThat(call(auth, "auth_get_www_authenticate", client.request("INVITE"), REALM, 1L, "$var(x)"))
                .isEqualTo(1);

        assertThat(client.answers()).isZero();
        assertThat(variables.get("$var(x)"))
                .startsWith("WWW-Authenticate: Digest realm=\"example.com\", nonce=\"")
                .endsWith(", qop=\"auth\"\r\n");
    }

    @Test
    void checksAgainstAPasswordOfTheScript() {
        String nonce = challenge(0);
        String line = Client.register("alice", "pw", nonce, 0);
        String hash = DigestAlgorithm.MD5.hash("alice", REALM, "pw");

        assertThat(call(auth, "pv_auth_check", client.request("REGISTER", line), REALM, "pw", 0L, 1L))
                .isEqualTo(1);
        assertThat(call(auth, "pv_auth_check", client.request("REGISTER", line), REALM, hash, 1L, 1L))
                .isEqualTo(1);
        assertThat(call(auth, "pv_auth_check", client.request("REGISTER", line), REALM, "pw", 1L, 0L))
                .isEqualTo(-2);
        assertThat(call(auth, "pv_auth_check", client.requestOf("REGISTER", "bob", line), REALM, "pw", 0L, 1L))
                .isEqualTo(-8);
        assertThat(call(auth, "pv_www_authenticate", client.request("REGISTER", line), REALM, "pw", 0L))
                .isEqualTo(1);
        assertThat(call(auth, "pv_www_authenticate", client.request("REGISTER", line), REALM, "pw", 0L, "INVITE"))
                .as("made for another method")
                .isEqualTo(-2);
        assertThat(call(auth, "pv_www_authenticate", client.request("INVITE", line), REALM, "pw", 0L, "REGISTER"))
                .isEqualTo(1);
        assertThat(call(auth, "pv_proxy_authenticate", client.request("REGISTER", line), REALM, "pw", 0L))
                .isEqualTo(-5);
    }

    @Test
    void takesOutWhatItHasFoundGood() {
        SipContext request = client.request("REGISTER", Client.register("alice", "secret", challenge(0), 0));

        assertThat(call(auth, "has_credentials", request, REALM)).isEqualTo(1);
        assertThat(call(auth, "has_credentials", request, "other")).isEqualTo(-1);
        assertThat(call(auth, "has_credentials", request, "")).isEqualTo(-1);
        assertThat(call(auth, "consume_credentials", request))
                .as("nothing checked yet")
                .isEqualTo(-1);
        assertThat(check(request)).isEqualTo(1);
        assertThat(call(auth, "consume_credentials", request)).isEqualTo(1);
        assertThat(new String(request.edits().result())).doesNotContain("Authorization");
    }

    @Test
    void asksTheTableThatTheScriptNames() {
        stores.add(Stores.reference(0), Stores.of("dave", "pw"));
        String nonce = challenge(0);
        SipContext dave = client.requestOf("REGISTER", "dave", Client.register("dave", "pw", nonce, 0));
        SipContext dave2 = client.requestOf("REGISTER", "dave2", Client.register("dave2", "pw", nonce, 0));

        assertThat(call(authDb, "auth_check", dave, REALM, PLAIN_TABLE, 1L)).isEqualTo(1);
        assertThat(call(authDb, "auth_check", dave, REALM, "second", 1L)).isEqualTo(-3);
        assertThat(call(authDb, "auth_check", dave2, REALM, "second", "1")).isEqualTo(1);
        assertThat(call(authDb, "www_authenticate", dave, REALM, PLAIN_TABLE)).isEqualTo(1);
        assertThat(call(authDb, "www_authenticate", dave, REALM, PLAIN_TABLE, "INVITE"))
                .isEqualTo(-2);
        assertThat(call(authDb, "proxy_authenticate", dave, REALM, PLAIN_TABLE)).isEqualTo(-5);
        assertThat(dave.avps().get("email", 0)).isEqualTo(Value.of("dave@mail"));
    }

    @Test
    void tellsSubscribersFromOthers() {
        SipContext request = client.request("INVITE");
        assertThat(call(authDb, "is_subscriber", request, "sip:bob@example.com", PLAIN_TABLE, 1L))
                .isEqualTo(1);
        assertThat(call(authDb, "is_subscriber", request, "sip:zed@example.com", PLAIN_TABLE, 1L))
                .isEqualTo(-2);
        assertThat(call(authDb, "is_subscriber", request, "zed@example.com", PLAIN_TABLE, 1L))
                .as("no URI")
                .isEqualTo(-1);

        stores.add(Stores.reference(0), Stores.of("dave", "pw"));
        assertThat(call(authDb, "is_subscriber", request, "sip:dave@example.com", PLAIN_TABLE, 2L))
                .isEqualTo(1);
        assertThat(request.avps().get("email", 0)).isEqualTo(Value.NULL);
        call(authDb, "is_subscriber", request, "sip:dave@example.com", PLAIN_TABLE, 0L);
        assertThat(request.avps().get("email", 0)).isEqualTo(Value.of("dave@mail"));

        stores.add(Stores.reference(1), Stores.away());
        assertThat(call(authDb, "is_subscriber", request, "sip:zed@example.com", PLAIN_TABLE, 0L))
                .as("nobody can say")
                .isEqualTo(-1);
    }

    @Test
    void mayWaitOnlyIfScriptsCanAskADatabase() {
        ScriptChecks checks = new ScriptChecks(examiner, Stores.away(), stores);
        examiner.use(settings(Map.of("auth_modules", 1)));
        assertThat(checks.mayBlock()).as("without a store").isFalse();

        stores.add(Stores.reference(0), Stores.away());
        assertThat(checks.mayBlock()).isTrue();
        examiner.use(settings(Map.of()));
        assertThat(checks.mayBlock()).as("without the modules").isFalse();
    }

    private String challenge(int flags) {
        call(auth, "www_challenge", client.request("REGISTER"), REALM, (long) flags);
        return client.nonce();
    }

    private Object check(SipContext context) {
        return call(authDb, "auth_check", context, REALM, PLAIN_TABLE, 1L);
    }

    private static Object call(ScriptModule module, String function, SipContext context, Object... arguments) {
        return module.functions().get(function).function().call(context, arguments);
    }

    private static AuthSettings settings(Map<String, Object> values) {
        AuthParameters parameters = (AuthParameters) Proxy.newProxyInstance(
                AuthParameters.class.getClassLoader(),
                new Class<?>[] {AuthParameters.class},
                (proxy, method, arguments) ->
                        values.getOrDefault(method.getName().replace("__", "_"), method.getDefaultValue()));
        List<String> refused = new ArrayList<>();
        AuthSettings settings = AuthSettings.of(parameters, values, AuthSettings.DEFAULTS, refused::add);
        assertThat(refused).isEmpty();
        return settings;
    }

    private PseudoVariables settable() {
        return (PseudoVariables) Proxy.newProxyInstance(
                PseudoVariables.class.getClassLoader(),
                new Class<?>[] {PseudoVariables.class},
                (proxy, method, arguments) -> new PseudoVariable() {
                    @Override
                    public Value get(SipContext context) {
                        return Value.NULL;
                    }

                    @Override
                    public boolean set(SipContext context, Value value) {
                        variables.put((String) arguments[0], value.text());
                        return true;
                    }
                });
    }
}
