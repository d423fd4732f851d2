package org.waypost.itest.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.waypost.itest.kit.SharedContainer;
import org.waypost.itest.kit.SipClient;
import org.waypost.itest.kit.SipMessage;
import org.waypost.itest.kit.WaypostContainer;
import org.waypost.itest.phone.Call;
import org.waypost.itest.phone.Credentials;
import org.waypost.itest.phone.Phone;

/** Phones that have to prove who they are, through the built-in route. */
@ExtendWith(SharedContainer.class)
class AuthIT {

    private static final String GUESSER = "127.0.0.66";
    private static final int GUESSES = 10_000;
    private static final int WINDOW = 100;

    private final WaypostContainer waypost;

    AuthIT(WaypostContainer waypost) {
        this.waypost = waypost;
    }

    @BeforeEach
    void askEverybody() throws IOException {
        Files.writeString(
                waypost.config().resolve("users"), "authalice:secret\nauthbob@127.0.0.1:word\nauthdave:secret\n");
        waypost.exec("cfg:set auth nonce_expire 301"); // which looks at the file at once
        waypost.exec("cfg:set route auth 2");
    }

    @AfterEach
    void askNobodyOfThisMachine() {
        waypost.exec("cfg:set route auth 1");
        waypost.exec("cfg:set auth nonce_expire 300");
        waypost.exec("cfg:reset auth block_time");
        waypost.exec("auth:unblock all");
    }

    @Test
    void whoKnowsThePasswordRegistersAndCalls() {
        try (Phone alice = phone("authalice", "secret");
                Phone bob = phone("authbob", "word")) {
            alice.register();
            bob.register();
            Call calling = alice.call(bob.user());
            Call called = bob.awaitCall().answer();
            calling.awaitEstablished();
            called.hangUp();
            assertThat(calling.awaitEnd()).isEqualTo("BYE");
        }
    }

    @Test
    void aWrongPasswordStoresNothing() {
        try (Phone phone = phone("authdave", "wrong")) {
            assertThat(phone.ask("REGISTER", server(), "Expires: 600").status()).isEqualTo(401);
        }
        assertThat(contacts()).doesNotContain("authdave");
    }

    @Test
    void noPasswordStoresNothing() {
        try (Phone phone = Phone.at(waypost.udp(), "127.0.0.1:" + waypost.port(), "authcarol")) {
            assertThat(phone.ask("REGISTER", server(), "Expires: 600").status()).isEqualTo(401);
        }
        assertThat(contacts()).doesNotContain("authcarol");
    }

    @Test
    void thePasswordOfAnotherUserStoresNothing() {
        try (SipClient client = waypost.udp()) {
            SipMessage challenge = client.ask(register(client, "authdave", "x", ""));
            String credentials = credentials(challenge, "authalice", "secret");

            assertThat(client.ask(register(client, "authdave", "x", credentials))
                            .startLine())
                    .isEqualTo("SIP/2.0 403 Forbidden auth ID");
        }
        assertThat(contacts()).doesNotContain("authdave");
    }

    @Test
    void anAddressThatCouldBeReadAsAnotherUserStoresNothing() {
        try (SipClient client = waypost.udp()) {
            SipMessage challenge = client.ask(register(client, "authdave", "x", ""));
            String request = register(client, "authdave", "x", credentials(challenge, "authalice", "secret"))
                    .replaceFirst("To: <(sip:authdave@.*)>", "To: $1;x=<sip:authalice@127.0.0.1>");

            assertThat(client.ask(request).startLine()).isEqualTo("SIP/2.0 403 Forbidden auth ID");
        }
        assertThat(contacts()).doesNotContain("authdave");
    }

    @Test
    void overheardCredentialsStoreNothing() {
        try (SipClient client = waypost.udp()) {
            String credentials = credentials(client.ask(register(client, "authalice", "x", "")), "authalice", "secret");
            assertThat(client.ask(register(client, "authalice", "mine", credentials))
                            .status())
                    .isEqualTo(200);

            SipMessage again = client.ask(register(client, "authalice", "stolen", credentials));
            assertThat(again.status()).isEqualTo(401);
            assertThat(again.header("WWW-Authenticate").orElseThrow()).contains("stale=true");
        }
        assertThat(contacts()).contains("sip:mine@").doesNotContain("sip:stolen@");
    }

    @Test
    void whoGuessesPasswordsDoesNotKeepOthersFromRegistering() throws IOException {
        waypost.exec("cfg:set auth block_time 3600");
        try (Phone alice = phone("authalice", "secret").register();
                DatagramSocket guesser = guesser()) {
            send(guesser, register(guesser.getLocalPort(), "authalice", "guesser", ""));
            String credentials = credentials(SipMessage.parse(receive(guesser)), "authalice", "wrong");
            guesser.setSoTimeout(300);
            int refused = 0;
            for (int sent = 0; sent < GUESSES; sent += WINDOW) {
                for (int i = 0; i < WINDOW; i++) {
                    String guess =
                            credentials.replaceFirst("response=\"........", "response=\"%08x".formatted(sent + i));
                    send(guesser, register(guesser.getLocalPort(), "authalice", "guesser", guess));
                }
                refused += answers(guesser, WINDOW);
                alice.register();
            }
            assertThat(refused).as("answers 403").isPositive();
        }
        assertThat(waypost.exec("auth:blocked")).contains(GUESSER);
        assertThat(waypost.exec("auth:blocked --json")).contains("\"source\":\"" + GUESSER + "\"");
        assertThat(waypost.exec("auth:unblock " + GUESSER)).isEqualTo("1 unblocked\n");
        assertThat(contacts()).doesNotContain("sip:guesser@");
    }

    @Test
    void tellsWhoIsInTheFileAndMakesLinesForIt() {
        assertThat(waypost.exec("auth:users"))
                .containsPattern("authalice +\\(any\\) +a password")
                .doesNotContain("secret");
        assertThat(waypost.exec("auth:users --json"))
                .contains("{\"user\":\"authbob\",\"realm\":\"127.0.0.1\",\"kept\":\"a password\"}")
                .doesNotContain("word\"}]");
        assertThat(waypost.exec("auth:hash bob@example.com word"))
                .isEqualTo("bob@example.com:{HA1-MD5}07b6b2b8095bb8d035be93b27d3f1e2e\n");
        assertThat(waypost.exec("auth:hash bob@example.com word SHA-256"))
                .matches("bob@example\\.com:\\{HA1-SHA-256}[0-9a-f]{64}\n");
        assertThat(waypost.run("auth:hash bob word").output()).contains("'bob' is no user@realm");
        assertThat(waypost.run("auth:unblock 192.0.2.77").output()).contains("nothing of '192.0.2.77' is blocked");
    }

    /** Another host of the loopback network, which Linux has. */
    private static DatagramSocket guesser() throws IOException {
        try {
            DatagramSocket socket = new DatagramSocket(new InetSocketAddress(GUESSER, 0));
            socket.setSoTimeout((int) SipClient.PATIENCE.toMillis());
            return socket;
        } catch (BindException elsewhere) {
            assumeTrue(false, "this system has no address " + GUESSER);
            throw elsewhere;
        }
    }

    private void send(DatagramSocket socket, String text) throws IOException {
        byte[] octets = text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
        socket.send(new DatagramPacket(octets, octets.length, InetAddress.getByName("127.0.0.1"), waypost.port()));
    }

    /** Takes up to so many answers, as long as they come; how many of them are 403. */
    private static int answers(DatagramSocket socket, int most) throws IOException {
        int refused = 0;
        try {
            for (int i = 0; i < most; i++) {
                refused += receive(socket).startsWith("SIP/2.0 403 ") ? 1 : 0;
            }
        } catch (SocketTimeoutException quiet) {
            // the others are held back, or lost
        }
        return refused;
    }

    private static String receive(DatagramSocket socket) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[4096], 4096);
        socket.receive(packet);
        return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
    }

    private String register(SipClient client, String user, String contact, String credentials) {
        return register(client.localPort(), user, contact, credentials);
    }

    private String register(int port, String user, String contact, String credentials) {
        String id = UUID.randomUUID().toString();
        return """
                REGISTER %1$s SIP/2.0
                Via: SIP/2.0/UDP 127.0.0.1:%2$d;branch=z9hG4bK%3$s;rport
                From: <sip:%4$s@127.0.0.1:%5$d>;tag=%3$s
                To: <sip:%4$s@127.0.0.1:%5$d>
                Call-ID: %3$s
                CSeq: 1 REGISTER
                Max-Forwards: 70
                Contact: <sip:%6$s@127.0.0.1:%2$d>
                %7$sContent-Length: 0

                """.formatted(
                server(), port, id, user, waypost.port(), contact, credentials.isEmpty() ? "" : credentials + "\n");
    }

    private String credentials(SipMessage challenge, String user, String password) {
        return Credentials.answer(challenge, user, password, "REGISTER", server());
    }

    private Phone phone(String user, String password) {
        SipClient client = waypost.udp();
        return Phone.at(client, "127.0.0.1:" + waypost.port(), user, password);
    }

    private String server() {
        return "sip:127.0.0.1:" + waypost.port();
    }

    private String contacts() {
        return waypost.exec("ul:dump location");
    }
}
