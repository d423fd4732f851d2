package org.waypost.route.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.waypost.registrar.Registrar;
import org.waypost.sip.Branch;
import org.waypost.sip.DialogRouting;
import org.waypost.sip.KeptKey;
import org.waypost.sip.SipContext;
import org.waypost.sip.SipTransport;
import org.waypost.usrloc.Compat;
import org.waypost.usrloc.UserLocation;

class DefaultRouteTest {

    private static final String HOME = "sip.example.com";
    private static final InetSocketAddress ELSEWHERE = new InetSocketAddress("198.51.100.7", 5060);

    private final AtomicReference<String> called = new AtomicReference<>("");
    private final DefaultRoute route = new DefaultRoute(
            fake(SipTransport.class, (name, arguments) -> switch (name) {
                case "isLocal" -> arguments[0].equals(HOME);
                case "listenPoints" -> List.of();
                default -> throw new UnsupportedOperationException(name);
            }),
            new byte[KeptKey.LENGTH]);
    private List<Branch> contacts = List.of();
    private int nothingFound = -1;
    private Compat compat = Compat.KAMAILIO;
    private boolean relayWorks = true;

    @BeforeEach
    void start() {
        route.registrar = fake(Registrar.class, (name, arguments) -> switch (name) {
            case "save" -> note("save " + arguments[1] + " " + arguments[2], 1);
            case "lookup" -> note("lookup " + arguments[1], lookup((SipContext) arguments[0]));
            case "compat" -> compat;
            default -> throw new UnsupportedOperationException(name);
        });
        route.relay = context -> note("relay", relayWorks);
    }

    private int lookup(SipContext context) {
        if (contacts.isEmpty()) {
            return nothingFound;
        }
        context.target(contacts.get(0));
        contacts.subList(1, contacts.size()).forEach(context::addBranch);
        return 1;
    }

    private <T> T note(String what, T result) {
        called.set(what);
        return result;
    }

    @Test
    void savesARegister() {
        Exchange register = routed("REGISTER", "sip:" + HOME, "Max-Forwards: 0");

        assertThat(called).hasValue("save location 0");
        assertThat(register.answer()).isEmpty();
    }

    @Test
    void answersOptionsForTheServer() {
        String answer = "200 OK\r\nAccept: */*\r\nAccept-Encoding: \r\nAccept-Language: en\r\nSupported: \r\n";
        assertThat(routed("OPTIONS", "sip:" + HOME, "Max-Forwards: 0").answer()).isEqualTo(answer);
        compat = Compat.RFC;
        assertThat(routed("OPTIONS", "sip:" + HOME).answer()).startsWith(answer + "Allow: INVITE, ");
        assertThat(called).hasValue("");
    }

    @Test
    void looksOptionsForAUserOrAnotherHostUp() {
        assertThat(routed("OPTIONS", "sip:bob@" + HOME).answer()).isEqualTo("404 Not Found\r\n");
        assertThat(routed("OPTIONS", "sip:other.example.com").answer()).isEqualTo("404 Not Found\r\n");
    }

    @Test
    void relaysToTheContactsFound() {
        contacts = List.of(Branch.to("sip:bob@10.0.0.1"), Branch.to("sip:bob@10.0.0.2"));
        Exchange invite = routed("INVITE", "sip:bob@" + HOME, "To: <sip:bob@" + HOME + ">");

        assertThat(called).hasValue("relay");
        assertThat(invite.context.target()).isEqualTo(contacts.get(0));
        assertThat(invite.context.branches()).containsExactly(contacts.get(1));
        assertThat(invite.answer()).isEmpty();
    }

    @Test
    void relaysARequestInADialogToItsDeviceOnly() {
        contacts = List.of(
                Branch.to("sip:bob@10.0.0.1"), Branch.to("sip:bob@10.0.0.2;ob").withDestination("sip:1.2.3.4:5"));
        Exchange bye = routed("BYE", "sip:bob@10.0.0.2", "To: \"a;tag=no\" <sip:bob@" + HOME + ">;tag=x");

        assertThat(bye.context.target()).isEqualTo(contacts.get(1).withUri("sip:bob@10.0.0.2"));
        assertThat(bye.context.branches()).isEmpty();
    }

    @Test
    void asksTheOtherSideOfADialogForNoPasswordToReachAGruu() {
        String gruu = "sip:bob@" + HOME + ";gr=urn:uuid:1";
        contacts = List.of(Branch.to("sip:bob@10.0.0.1"));
        route.dialogRouting = signing();
        Exchange unsigned = new Exchange(ELSEWHERE, "BYE", gruu, "To: <sip:bob@" + HOME + ">;tag=x");
        Exchange signed = new Exchange(
                ELSEWHERE, "BYE", gruu, "To: <sip:bob@" + HOME + ">;tag=x", "Route: <sip:" + HOME + ";lr>");

        route.route(unsigned.context);
        assertThat(unsigned.answer()).as("nobody can check a password").startsWith("503 ");
        assertThat(called).hasValue("");
        route.route(signed.context);
        assertThat(signed.answer()).isEmpty();
        assertThat(called).hasValue("relay");
    }

    /** Finds each Route to be this server's, with the signature of its dialog. */
    private static DialogRouting signing() {
        DialogSignature signature = new DialogSignature(new byte[KeptKey.LENGTH]);
        return new DialogRouting() {

            @Override
            public void record(SipContext context, String parameters) {
                throw new UnsupportedOperationException("within a dialog");
            }

            @Override
            public Followed follow(SipContext context) {
                return new Followed(true, false, signature.parameter(context.request()));
            }
        };
    }

    @Test
    void keepsTheOtherFlowsOfTheDeviceOfADialog() {
        contacts = List.of(flow("<i>", 1), Branch.to("sip:bob@10.0.0.2"), flow("<other>", 1), flow("<i>", 2));
        Exchange bye = routed("BYE", "sip:bob@10.0.0.2", "To: <sip:bob@" + HOME + ">;tag=x");

        assertThat(bye.context.target()).isEqualTo(contacts.get(0));
        assertThat(bye.context.branches()).containsExactly(contacts.get(3));
    }

    private static Branch flow(String instance, int regId) {
        return new Branch("sip:bob@10.0.0.2", "", "", "", 7, 0, -1, instance, regId, "", "");
    }

    @Test
    void relaysARequestInADialogToAllIfItsDeviceIsNotAmongThem() {
        contacts = List.of(Branch.to("sip:bob@10.0.0.1"), Branch.to("sip:bob@10.0.0.2"));
        Exchange bye = routed("BYE", "sip:bob@10.0.0.3", "To: <sip:bob@" + HOME + ">;tag=x");

        assertThat(bye.context.branches()).hasSize(1);
    }

    @Test
    void doesNotTakeADisplayNameForATag() {
        contacts = List.of(Branch.to("sip:bob@10.0.0.1"), Branch.to("sip:bob@" + HOME));
        Exchange invite = routed("INVITE", "sip:bob@" + HOME, "To: \"a;tag=no\" <sip:bob@" + HOME + ">");

        assertThat(invite.context.branches()).hasSize(1);
    }

    @Test
    void answersAnAorWithoutContactsAsTheCompatModeSays() {
        assertThat(routed("MESSAGE", "sip:bob@" + HOME).answer()).isEqualTo("404 Not Found\r\n");
        nothingFound = -3;
        assertThat(routed("MESSAGE", "sip:bob@" + HOME).answer()).isEqualTo("404 Not Found\r\n");
        compat = Compat.RFC;
        assertThat(routed("MESSAGE", "sip:bob@" + HOME).answer()).isEqualTo("480 Temporarily Unavailable\r\n");
        assertThat(routed("MESSAGE", "sip:bob@" + HOME + ";gr").answer())
                .as("no valid GRUU")
                .isEqualTo("404 Not Found\r\n");
        nothingFound = -1;
        assertThat(routed("MESSAGE", "sip:bob@" + HOME + ";gr=urn:x").answer())
                .as("a GRUU without a contact")
                .isEqualTo("480 Temporarily Unavailable\r\n");
    }

    @Test
    void answersAMethodNoContactTakes() {
        nothingFound = -2;

        assertThat(routed("MESSAGE", "sip:bob@" + HOME).answer()).isEqualTo("405 Method Not Allowed\r\n");
        compat = Compat.RFC;
        assertThat(routed("MESSAGE", "sip:bob@" + HOME).answer())
                .startsWith("405 Method Not Allowed\r\nAllow: INVITE, ");
    }

    @Test
    void refusesARequestWithoutHopsLeft() {
        assertThat(routed("INVITE", "sip:bob@" + HOME, "Max-Forwards: 0").answer())
                .isEqualTo("483 Too Many Hops\r\n");
        assertThat(called).hasValue("");
    }

    @Test
    void neverAnswersAnAck() {
        assertThat(routed("ACK", "sip:bob@" + HOME).answer()).isEmpty();
    }

    @Test
    void refusesAMalformedRegisterOnlyIfTheRfcIsFollowed() {
        Exchange dropped = new Exchange("REGISTER", "sip:" + HOME);
        route.malformed(dropped.context, 400, "Bad Request");
        assertThat(dropped.answer()).isEmpty();
        compat = Compat.RFC;
        Exchange refused = new Exchange("REGISTER", "sip:" + HOME);
        route.malformed(refused.context, 400, "Bad Request");
        assertThat(refused.answer()).isEqualTo("400 Bad Request\r\n");
        route.registrar = null;
        Exchange unknown = new Exchange("REGISTER", "sip:" + HOME);
        route.malformed(unknown.context, 400, "Bad Request");
        assertThat(unknown.answer()).isEmpty();
        assertThat(called).hasValue("");
    }

    @Test
    void refusesOtherMalformedRequests() {
        Exchange refused = new Exchange("INVITE", "sip:bob@" + HOME);
        route.malformed(refused.context, 505, "Version Not Supported");
        assertThat(refused.answer()).isEqualTo("505 Version Not Supported\r\n");
    }

    @Test
    void saysWhenTheRegistrarOrTheProxyIsAway() {
        String unavailable = "503 Service Unavailable\r\nRetry-After: 5\r\n";
        contacts = List.of(Branch.to("sip:bob@10.0.0.1"));
        relayWorks = false;
        assertThat(routed("INVITE", "sip:bob@" + HOME).answer()).isEqualTo(unavailable);
        route.relay = null;
        assertThat(routed("INVITE", "sip:bob@" + HOME).answer()).isEqualTo(unavailable);
        route.registrar = null;
        assertThat(routed("INVITE", "sip:bob@" + HOME).answer()).isEqualTo(unavailable);
        assertThat(routed("REGISTER", "sip:" + HOME).answer()).isEqualTo(unavailable);
    }

    @Test
    void neverSaysThatThereIsNoContactWhileNobodyKnows() {
        nothingFound = -3;
        route.userLocation = fake(UserLocation.class, (name, arguments) -> name.equals("isUnreadable"));
        assertThat(routed("INVITE", "sip:bob@" + HOME).answer())
                .isEqualTo("500 Server Internal Error\r\nRetry-After: 5\r\n");

        nothingFound = -1;
        assertThat(routed("INVITE", "sip:bob@" + HOME).answer()).startsWith("404");
        nothingFound = -3;
        route.userLocation = fake(UserLocation.class, (name, arguments) -> false);
        assertThat(routed("INVITE", "sip:bob@" + HOME).answer()).startsWith("404");
    }

    @Test
    void mayBlockWhenTheLocationTableMay() {
        Exchange message = new Exchange("MESSAGE", "sip:bob@" + HOME);
        Exchange register = new Exchange("REGISTER", "sip:" + HOME);
        assertThat(route.mayBlock(message.context)).isFalse();
        assertThat(route.mayBlock(register.context)).isFalse();

        route.userLocation = fake(UserLocation.class, (name, arguments) -> name.equals("mayBlock"));
        assertThat(route.mayBlock(register.context)).isTrue();
        assertThat(route.mayBlock(message.context)).as("it only reads").isFalse();

        route.userLocation = fake(UserLocation.class, (name, arguments) -> true);
        assertThat(route.mayBlock(message.context)).isTrue();
    }

    private Exchange routed(String method, String uri, String... headerLines) {
        Exchange exchange = new Exchange(method, uri, headerLines);
        route.route(exchange.context);
        return exchange;
    }

    private interface Answer {
        Object to(String method, Object[] arguments);
    }

    private static <T> T fake(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> answer.to(method.getName(), arguments)));
    }
}
