package org.waypost.route.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.waypost.registrar.Registrar;
import org.waypost.sip.Branch;
import org.waypost.sip.NatTraversal;
import org.waypost.sip.SipContext;
import org.waypost.sip.SipTransport;
import org.waypost.sip.Transport;
import org.waypost.sip.transport.TestFlow;
import org.waypost.sip.transport.wire.MessageScanner;
import org.waypost.sip.transport.wire.ScanLimits;

/** When the built-in route mends what comes from behind NAT, and what it does then. */
class NatMendingTest {

    private static final String SOURCE = "sip:198.51.100.7:40312";
    private static final int FLAG = 1 << 6;
    private static final Branch BEHIND = Branch.to("sip:bob@10.0.0.5:5060").withDestination(SOURCE);

    private final Signs nat = new Signs();
    private Optional<NatTraversal> traversal = Optional.of(nat);
    private final NatMending mending = new NatMending(() -> traversal.orElse(null), sockets());
    private final List<String> registered = new ArrayList<>();

    /** Finds what the test wants it to, and notes what it is asked to do. */
    private static final class Signs implements NatTraversal {

        private boolean natted = true;
        private boolean elsewhere = true;
        private final List<String> done = new ArrayList<>();

        @Override
        public boolean isNatted(SipContext context, int tests) {
            assertThat(tests).isEqualTo(CONTACT + RECEIVED + PORT + WEBSOCKET);
            return natted;
        }

        @Override
        public boolean isElsewhere(SipContext context) {
            return elsewhere;
        }

        @Override
        public void addAlias(SipContext context) {
            done.add("alias");
        }

        @Override
        public boolean followAlias(SipContext context) {
            done.add("follow");
            return true;
        }

        @Override
        public String source(SipContext context) {
            return SOURCE;
        }
    }

    @Test
    void storesWhereARegisterCameFromWithTheFlagOfNat() {
        Exchange register = new Exchange("REGISTER", "sip:192.0.2.1");
        mending.register(register.context, registrar(), FLAG);

        assertThat(registered).containsExactly(SOURCE);
        assertThat(register.context.branchFlags()).isEqualTo(FLAG);
        register.context.reply(200, "OK");
        assertThat(register.full()).contains(";rport=5060").contains(";received=127.0.0.1");
    }

    @Test
    void leavesARegisterAloneThatShowsNoSign() {
        nat.natted = false;
        Exchange register = new Exchange("REGISTER", "sip:192.0.2.1");
        mending.register(register.context, registrar(), FLAG);

        assertThat(registered).isEmpty();
        assertThat(register.context.branchFlags()).isZero();
        register.context.reply(200, "OK");
        assertThat(register.full()).doesNotContain("rport");
    }

    @Test
    void givesTheContactOfTheFirstHopAnAlias() {
        mending.request(new Exchange("INVITE", "sip:bob@192.0.2.1").context);
        assertThat(nat.done).containsExactly("alias");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Via: SIP/2.0/UDP 192.0.2.8;branch=z9hG4bK0", "v: SIP/2.0/UDP 192.0.2.8;branch=z9hG4bK0"})
    void leavesTheContactAloneThatCameThroughAnotherProxy(String via) {
        Exchange invite = new Exchange("INVITE", "sip:bob@192.0.2.1", via);
        mending.request(invite.context);

        assertThat(nat.done).isEmpty();
        invite.context.reply(200, "OK");
        assertThat(invite.full()).as("replies go back all the same").contains(";rport=5060");
    }

    @Test
    void doesNothingWhileNobodyCan() {
        traversal = Optional.empty();
        Exchange register = new Exchange("REGISTER", "sip:192.0.2.1");
        mending.register(register.context, registrar(), FLAG);
        mending.request(register.context);
        mending.followAlias(register.context);
        SipContext reply = reply(BEHIND, 200, "");

        assertThat(mending.reply(reply)).isTrue();
        assertThat(mending.concerns(reply)).isFalse();
        assertThat(registered).isEmpty();
        assertThat(nat.done).isEmpty();
    }

    @Test
    void concernsTargetsThatAreReachedElsewhere() {
        SipContext context = new Exchange("INVITE", "sip:bob@192.0.2.1").context;
        assertThat(mending.concerns(context)).isFalse();
        context.addBranch(BEHIND.withPath("<sip:192.0.2.3;lr>"));
        assertThat(mending.concerns(context))
                .as("along a path, which leads there")
                .isFalse();
        context.addBranch(Branch.to("sip:bob@10.0.0.6").withFlow(7));
        assertThat(mending.concerns(context)).isTrue();
        context.clearBranches();
        context.target(BEHIND);
        assertThat(mending.concerns(context)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"100, 0", "180, 1", "200, 1", "299, 1", "300, 0", "486, 0"})
    void mendsTheRepliesThatTheContactOfACallComesFrom(int status, int aliases) {
        assertThat(mending.reply(reply(BEHIND, status, ""))).isTrue();
        assertThat(nat.done).hasSize(aliases);
    }

    @Test
    void leavesTheReplyAloneOfATargetThatIsWhereItSays() {
        mending.reply(reply(Branch.to("sip:bob@192.0.2.7"), 200, ""));
        nat.elsewhere = false;
        mending.reply(reply(BEHIND, 200, ""));
        assertThat(nat.done).isEmpty();
    }

    @Test
    void mendsAReplyOfTheDeviceOnlyAndNotThatOfAProxyInFrontOfIt() {
        mending.reply(reply(BEHIND, 200, "Record-Route: <sip:192.0.2.3;lr>\r\n"));
        mending.reply(reply(BEHIND, 200, "Record-Route: sip:192.0.2.1\r\n"));
        assertThat(nat.done).isEmpty();
        mending.reply(reply(BEHIND, 200, "Record-Route: <sip:192.0.2.1;lr>,<sip:192.0.2.3;lr>\r\n"));
        assertThat(nat.done).containsExactly("alias");
    }

    private static SipContext reply(Branch target, int status, String lines) {
        SipContext context = new Exchange("INVITE", "sip:bob@192.0.2.1").context;
        context.target(target);
        String text = "SIP/2.0 " + status + " Any\r\nVia: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK2\r\n" + lines
                + "From: <sip:alice@192.0.2.9>;tag=f\r\nTo: <sip:bob@192.0.2.1>;tag=t\r\nCall-ID: c\r\n"
                + "CSeq: 1 INVITE\r\nContact: <sip:bob@10.0.0.5:5060>\r\nContent-Length: 0\r\n\r\n";
        TestFlow from = new TestFlow(
                TestFlow.point(Transport.UDP, "192.0.2.1", 5060), new InetSocketAddress("198.51.100.7", 40312));
        byte[] octets = text.getBytes(StandardCharsets.ISO_8859_1);
        MessageScanner scanner = new MessageScanner();
        scanner.scan(octets, 0, octets.length, new ScanLimits(200, 65535));
        return context.ofReply(from, scanner.response());
    }

    /** Notes where a contact was received. */
    private Registrar registrar() {
        return (Registrar) Proxy.newProxyInstance(
                Registrar.class.getClassLoader(), new Class<?>[] {Registrar.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("received")) {
                        registered.add(arguments[1].toString());
                    }
                    return null;
                });
    }

    /** Those of 192.0.2.1. */
    private static SipTransport sockets() {
        return (SipTransport) Proxy.newProxyInstance(
                SipTransport.class.getClassLoader(),
                new Class<?>[] {SipTransport.class},
                (proxy, method, arguments) -> arguments[0].equals("192.0.2.1"));
    }
}
