package org.waypost.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.waypost.auth.guard.Guard;
import org.waypost.sip.SipContext;
import org.waypost.sip.auth.DigestAlgorithm;
import org.waypost.sip.auth.DigestCheck;
import org.waypost.sip.auth.UserStore;

/** What becomes of requests with good, wrong, used and other people's credentials. */
class AuthenticationTest {

    private static final String REALM = "example.com";
    private static final String HASHED = DigestAlgorithm.MD5.hash("carol", REALM, "geheim");

    @TempDir
    Path directory;

    private final Map<String, Object> parameters = new HashMap<>();
    private final Client client = new Client("198.51.100.7");
    private Authentication authentication;

    @BeforeEach
    void start() throws IOException {
        Files.writeString(
                directory.resolve("users"),
                "alice@example.com:secret\nbob@example.com:word\ncarol@EXAMPLE.com:{HA1-MD5}" + HASHED + "\n");
        BundleContext bundle = (BundleContext) Proxy.newProxyInstance(
                BundleContext.class.getClassLoader(),
                new Class<?>[] {BundleContext.class},
                (proxy, method, arguments) -> method.getName().equals("getProperty") ? directory.toString() : null);
        authentication = new Authentication(bundle);
        configure();
    }

    @AfterEach
    void stop() {
        authentication.stop();
    }

    private void configure() {
        AuthParameters now = (AuthParameters) Proxy.newProxyInstance(
                AuthParameters.class.getClassLoader(),
                new Class<?>[] {AuthParameters.class},
                (proxy, method, arguments) ->
                        parameters.getOrDefault(method.getName().replace("__", "_"), method.getDefaultValue()));
        authentication.configure(now, parameters);
    }

    private boolean admits(SipContext context) {
        return authentication.admits(context, REALM);
    }

    private String challenge() {
        assertThat(admits(client.request("REGISTER"))).isFalse();
        return client.nonce();
    }

    @Test
    void challengesARegisterWithoutCredentials() {
        challenge();

        assertThat(client.answer())
                .startsWith("SIP/2.0 401 Unauthorized\r\n")
                .contains("WWW-Authenticate: Digest realm=\"example.com\", nonce=\"")
                .contains("\", qop=\"auth\"\r\n");
    }

    @Test
    void challengesACallWithoutCredentials() {
        assertThat(admits(client.request("INVITE"))).isFalse();

        assertThat(client.answer())
                .startsWith("SIP/2.0 407 Proxy Authentication Required\r\n")
                .contains("Proxy-Authenticate: Digest ");
    }

    @Test
    void admitsTheRightPassword() {
        String nonce = challenge();

        assertThat(admits(client.request("REGISTER", Client.register("alice", "secret", nonce, 1))))
                .isTrue();
        assertThat(client.answers()).isEqualTo(1);
    }

    @Test
    void admitsAHashedPassword() {
        String nonce = challenge();

        assertThat(admits(client.requestOf("REGISTER", "carol", Client.register("carol", "geheim", nonce, 1))))
                .isTrue();
    }

    @Test
    void takesTheCredentialsOutOfACall() {
        admits(client.request("INVITE"));
        String line =
                Client.line("Proxy-Authorization", "INVITE", "alice", "secret", client.nonce(), 1, DigestAlgorithm.MD5);
        SipContext invite = client.request("INVITE", line);

        assertThat(admits(invite)).isTrue();
        assertThat(new String(invite.edits().result())).doesNotContain("Authorization");
    }

    @Test
    void challengesAWrongPasswordAndAnUnknownUserAlike() {
        String nonce = challenge();

        assertThat(admits(client.request("REGISTER", Client.register("alice", "wrong", nonce, 1))))
                .isFalse();
        String wrong = client.answer().replaceAll("nonce=\"[^\"]+\"|(From|To|Via|Call-ID):.*|tag=.*", "");
        assertThat(admits(client.requestOf("REGISTER", "nobody", Client.register("nobody", "secret", nonce, 2))))
                .isFalse();

        assertThat(wrong).startsWith("SIP/2.0 401").doesNotContain("stale");
        assertThat(client.answer().replaceAll("nonce=\"[^\"]+\"|(From|To|Via|Call-ID):.*|tag=.*", ""))
                .isEqualTo(wrong);
    }

    @Test
    void refusesTheCredentialsOfAnotherUser() {
        String nonce = challenge();

        assertThat(admits(client.requestOf("REGISTER", "bob", Client.register("alice", "secret", nonce, 1))))
                .isFalse();

        assertThat(client.answer()).startsWith("SIP/2.0 403 Forbidden auth ID\r\n");
    }

    @Test
    void refusesCredentialsThatWereUsed() {
        String line = Client.register("alice", "secret", challenge(), 1);

        assertThat(admits(client.request("REGISTER", line))).isTrue();
        assertThat(admits(client.request("REGISTER", line))).isFalse();

        assertThat(client.answer()).startsWith("SIP/2.0 401").contains("stale=true");
    }

    @Test
    void refusesUsedCredentialsWithoutACount() {
        String line = Client.register("alice", "secret", challenge(), 0);

        assertThat(admits(client.request("REGISTER", line))).isTrue();
        assertThat(admits(client.request("REGISTER", line))).isFalse();
    }

    @Test
    void admitsARequestThatIsSentAgainUntilANewerOneCame() {
        String nonce = challenge();
        String first = client.text("REGISTER", "alice", Client.register("alice", "secret", nonce, 1));

        assertThat(admits(client.context(first))).isTrue();
        assertThat(admits(client.context(first))).isTrue();
        assertThat(admits(client.request("REGISTER", Client.register("alice", "secret", nonce, 2))))
                .isTrue();
        assertThat(admits(client.context(first))).isFalse();
    }

    @Test
    void refusesANonceThatWasSentToAnotherAddress() {
        String nonce = challenge();
        Client elsewhere = new Client("203.0.113.9");

        assertThat(admits(elsewhere.request("REGISTER", Client.register("alice", "secret", nonce, 1))))
                .isFalse();

        assertThat(elsewhere.answer()).contains("stale=true");
    }

    @Test
    void refusesANonceOfAnotherSecret() {
        String nonce = challenge();
        parameters.put("secret", "of a cluster");
        configure();

        assertThat(admits(client.request("REGISTER", Client.register("alice", "secret", nonce, 1))))
                .isFalse();
        assertThat(client.answer()).contains("stale=true");
    }

    @Test
    void sendsAChallengeForEachAlgorithmTheStrongestFirst() {
        parameters.put("algorithm", "MD5, SHA-256,SHA-512-256");
        configure();
        String nonce = challenge();

        assertThat(client.answer()).containsSubsequence("algorithm=SHA-512-256", "algorithm=SHA-256", "algorithm=MD5");
        for (DigestAlgorithm algorithm : DigestAlgorithm.values()) {
            String line = Client.line(
                    "Authorization", "REGISTER", "alice", "secret", nonce, algorithm.ordinal() + 1, algorithm);
            assertThat(admits(client.request("REGISTER", line)))
                    .as(algorithm.token())
                    .isTrue();
        }
    }

    @Test
    void takesNoAlgorithmThatWasNotOffered() {
        parameters.put("algorithm", "SHA-256");
        configure();

        assertThat(admits(client.request("REGISTER", Client.register("alice", "secret", challenge(), 1))))
                .isFalse();
    }

    @Test
    void holdsAnswersBackAndThenBlocksWhoGuessesButNobodyElse() {
        parameters.put("slow_after", 2);
        parameters.put("block_after", 4);
        configure();
        String nonce = challenge();

        for (int i = 1; i <= 4; i++) {
            assertThat(admits(client.request("REGISTER", Client.register("alice", "guess" + i, nonce, i))))
                    .isFalse();
        }
        Map<String, Long> counts = new HashMap<>();
        authentication.collect(counts::put);
        assertThat(counts).containsEntry("wrong_password", 4L).containsEntry("delayed", 2L);

        assertThat(admits(client.request("REGISTER", Client.register("alice", "secret", nonce, 5))))
                .isFalse();
        assertThat(client.wasAnswered("SIP/2.0 403 Forbidden\r\n", "Retry-After: "))
                .isTrue();
        Client other = new Client("203.0.113.9");
        admits(other.request("REGISTER"));
        assertThat(admits(other.request("REGISTER", Client.register("alice", "secret", other.nonce(), 1))))
                .isTrue();
    }

    @Test
    void countsGuessesWhateverElseTheySay() {
        parameters.put("block_after", 4);
        configure();
        String nonce = challenge();

        for (int i = 0; i < 4; i++) {
            String guess = Client.register("alice", "guess" + i, nonce, 0);
            String response = guess.replaceFirst("(?s).*response=\"(\\w+)\".*", "$1");
            String filler = withHash((response + nonce).hashCode());
            assertThat((response + nonce + filler).hashCode()).isZero();
            admits(client.request("REGISTER", guess.replace("\r\n", ", nc=" + filler + "\r\n")));
        }

        admits(client.request("REGISTER", Client.register("alice", "secret", nonce, 1)));
        assertThat(client.answer()).startsWith("SIP/2.0 403 Forbidden\r\n");
    }

    // what makes the hash of a text zero that has this one so far: digits of base 31
    private static String withHash(int before) {
        long rest = 0;
        char[] filler = new char[7];
        for (int i = 0; i < filler.length; i++) {
            rest = rest * 31 + 'A';
            before *= 31;
        }
        rest = Integer.toUnsignedLong(-before - (int) rest);
        for (int i = filler.length - 1; i >= 0; i--) {
            filler[i] = (char) ('A' + rest % 31);
            rest /= 31;
        }
        return new String(filler);
    }

    @Test
    void countsGuessesOfAUserHoweverTheDomainIsWritten() {
        parameters.put("block_after", 1);
        configure();
        List<String> realms = List.of("example.com", "Example.com", "EXAMPLE.COM", "exampLe.com", "example.Com");
        for (int i = 0; i < realms.size(); i++) {
            String realm = realms.get(i);
            Client guesser = new Client("203.0.113." + i);
            authentication.admits(guesser.request("REGISTER"), realm);
            String guess = Client.register("alice", "wrong", guesser.nonce(), 1).replace(REALM, realm);
            authentication.admits(guesser.request("REGISTER", guess), realm);
        }

        assertThat(authentication.guard().blockedNow(Guard.now()))
                .anyMatch(each -> each.source().equals("*") && each.user().equals("alice@example.com"));
    }

    @Test
    void takesNoRealmThatIsTooLong() {
        String realm = "r".repeat(300);
        authentication.admits(client.request("REGISTER"), realm);
        String credentials =
                Client.register("alice", "secret", client.nonce(), 1).replace(REALM, realm);

        assertThat(authentication.admits(client.request("REGISTER", credentials), realm))
                .isFalse();
        assertThat(authentication.guard().size()).isZero();
    }

    @Test
    void sparesANeighbourWhoseNameWasProvenBefore() {
        parameters.put("block_after", 3);
        configure();
        String nonce = challenge();
        assertThat(admits(client.requestOf("REGISTER", "bob", Client.register("bob", "word", nonce, 1))))
                .isTrue();

        for (int i = 2; i < 9; i++) {
            admits(client.request("REGISTER", Client.register("alice", "guess" + i, nonce, i)));
        }

        assertThat(admits(client.request("REGISTER", Client.register("alice", "secret", nonce, 9))))
                .isFalse();
        assertThat(admits(client.requestOf("REGISTER", "bob", Client.register("bob", "word", nonce, 10))))
                .isTrue();
    }

    @Test
    void answersTenThousandGuessesOfOneSourceAndKeepsLittle() {
        String nonce = challenge();

        for (int i = 1; i <= 10_000; i++) {
            assertThat(admits(client.request("REGISTER", Client.register("alice", "guess" + i, nonce, i))))
                    .isFalse();
        }

        Map<String, Long> counts = new HashMap<>();
        authentication.collect(counts::put);
        assertThat(counts.get("wrong_password")).isLessThan(100);
        assertThat(counts.get("blocked")).isGreaterThan(9_900);
        assertThat(counts.get("watched")).isLessThan(10);
        assertThat(counts.get("nonces")).isZero();
        Client other = new Client("203.0.113.9");
        admits(other.request("REGISTER"));
        assertThat(admits(other.request("REGISTER", Client.register("alice", "secret", other.nonce(), 1))))
                .isTrue();
    }

    @Test
    void saysNothingOfAUserWhileAStoreIsAway() {
        authentication.addStore(Stores.reference(0), Stores.away());
        SipContext request = client.requestOf("REGISTER", "dave", Client.register("dave", "x", challenge(), 1));

        assertThat(authentication.mayBlock(request, REALM)).isTrue();
        assertThat(admits(request)).isFalse();
        assertThat(client.answer()).startsWith("SIP/2.0 503 ").contains("Retry-After: ");
    }

    @Test
    void takesAStoreThatHasJustGoneForAway() {
        ServiceReference<UserStore> reference = Stores.reference(0);
        authentication.addStore(reference, Stores.of("dave", "pw"));
        authentication.removeStore(reference);
        String nonce = challenge();

        assertThat(admits(client.requestOf("REGISTER", "dave", Client.register("dave", "pw", nonce, 1))))
                .isFalse();
        assertThat(client.answer()).startsWith("SIP/2.0 503 ");
        assertThat(admits(client.request("REGISTER", Client.register("alice", "secret", nonce, 2))))
                .as("a user of the file")
                .isTrue();

        authentication.addStore(reference, Stores.of("dave", "pw"));
        assertThat(admits(client.requestOf("REGISTER", "dave", Client.register("dave", "pw", nonce, 3))))
                .isTrue();
    }

    @Test
    void expectsNoStoreBackThatHasGoneForGood() {
        ServiceReference<UserStore> reference = Stores.reference(0, Map.of(UserStore.LEAVING, true));
        authentication.addStore(reference, Stores.of("dave", "pw"));
        authentication.removeStore(reference);

        assertThat(admits(client.requestOf("REGISTER", "dave", Client.register("dave", "pw", challenge(), 1))))
                .isFalse();
        assertThat(client.answer()).startsWith("SIP/2.0 401 ");
    }

    @Test
    void tellsWhoseCredentialsAScriptHasFoundToBeGood() {
        String line = Client.register("alice", "secret", challenge(), 1);
        SipContext request = client.request("REGISTER", line);
        assertThat(authentication.provenUser(request)).isEmpty();

        assertThat(authentication
                        .checks()
                        .check(request, REALM, authentication.checks().allUsers(), 0))
                .isEqualTo(DigestCheck.PASSED);
        assertThat(authentication.provenUser(request)).contains("alice");
    }

    @Test
    void asksTheStoreOfTheHigherRankingFirst() {
        authentication.addStore(Stores.reference(1), Stores.of("dave", "first"));
        authentication.addStore(Stores.reference(0), Stores.of("dave", "second"));

        assertThat(admits(client.requestOf("REGISTER", "dave", Client.register("dave", "first", challenge(), 1))))
                .isTrue();
    }

    @Test
    void brokenCredentialsAreRefusedAndBreakNothing() {
        parameters.put("slow_after", 1000);
        parameters.put("block_after", 100_000);
        configure();
        String nonce = challenge();
        Random random = new Random(7);
        for (int i = 1; i <= 3000; i++) {
            String line = Client.register("alice", "wrong", nonce, i);
            char[] broken = line.substring(0, line.length() - 2).toCharArray();
            for (int change = random.nextInt(4); change >= 0; change--) {
                broken["Authorization: ".length() + random.nextInt(broken.length - 15)] =
                        (char) (' ' + random.nextInt(95));
            }
            int cut = random.nextInt(10) == 0 ? 15 + random.nextInt(broken.length - 15) : broken.length;
            SipContext request = client.request("REGISTER", new String(broken, 0, cut) + "\r\n");

            assertThat(admits(request)).as("%s", new String(broken)).isFalse();
            assertThat(request.repliedStatus()).isEqualTo(401);
        }
    }

    @Test
    void readsTheFileAgainAndKeepsTheLastGoodOne() throws IOException {
        Files.writeString(directory.resolve("users"), "erin@example.com:new password\n");
        authentication.fileUsers().check();
        assertThat(authentication.fileUsers().users()).containsOnlyKeys("erin@example.com");

        Files.writeString(directory.resolve("users"), "erin@example.com:x\nno colon here\n");
        authentication.fileUsers().check();
        assertThat(authentication.fileUsers().users()).containsOnlyKeys("erin@example.com");
    }
}
