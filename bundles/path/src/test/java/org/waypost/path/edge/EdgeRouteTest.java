package org.waypost.path.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.waypost.proxy.LoopbackProxy;
import org.waypost.sip.Flow;
import org.waypost.sip.SipUri;
import org.waypost.sip.Transport;

/** An edge between a client on real sockets and a registrar that the test plays. */
class EdgeRouteTest {

    private static final String ALICE = "sip:alice@10.1.2.3:5060";
    private static final String CONTACT = "Contact: <" + ALICE + ";ob>;reg-id=1;+sip.instance=\"<urn:uuid:1>\"";

    private LoopbackProxy server;
    private Phone registrar;
    private volatile Flow lastFlow;

    @BeforeEach
    void start() throws Exception {
        server = new LoopbackProxy();
        registrar = Phone.udp(server.port(Transport.UDP));
        Flows flows = new Flows(server.transport(), new byte[32]);
        SipUri next = EdgeSwitch.registrar("sip:127.0.0.1:" + registrar.port()).orElseThrow();
        EdgeRoute route = new EdgeRoute(next, flows, server.relay());
        server.route = context -> {
            lastFlow = context.flow();
            route.route(context);
        };
    }

    @AfterEach
    void stop() throws IOException {
        registrar.close();
        server.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"UDP", "TCP"})
    void passesARegisterOnWithTheFlowOfItsClient(Transport transport) throws Exception {
        try (Phone client = client(transport)) {
            client.send(client.request("REGISTER", "sip:example.com", "<sip:alice@example.com>", CONTACT));
            String register = registrar.receive();
            registrar.answer(register, 200);

            assertThat(Phone.headers(register, "Path"))
                    .hasSize(1)
                    .first()
                    .asString()
                    .matches("<sip:[A-Za-z0-9_-]{36}@127\\.0\\.0\\.1:" + server.port(Transport.UDP) + ";lr;ob>");
            assertThat(client.receive()).startsWith("SIP/2.0 200 ");
        }
    }

    @Test
    void marksOnlyTheFlowsOfClientsWithOutbound() throws Exception {
        try (Phone client = client(Transport.TCP)) {
            assertThat(register(client, "Contact: <" + ALICE + ">")).doesNotContain(";ob");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"UDP", "TCP"})
    void sendsWhatNamesTheFlowOverIt(Transport transport) throws Exception {
        try (Phone client = client(transport);
                Phone other = client(transport)) {
            String path = register(client, CONTACT);
            register(other, CONTACT);
            registrar.send(registrar.request("MESSAGE", ALICE, "<sip:alice@example.com>", "Route: " + path));
            String message = client.receive();
            client.answer(message, 200);

            assertThat(message).startsWith("MESSAGE " + ALICE + " ").doesNotContain("Route:");
            assertThat(registrar.receive()).startsWith("SIP/2.0 200 ");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"UDP", "TCP"})
    void keepsACallToTheClientOnItsFlow(Transport transport) throws Exception {
        try (Phone client = client(transport)) {
            String path = register(client, CONTACT);
            registrar.send(registrar.request(
                    "INVITE", ALICE, "<sip:alice@example.com>", "Route: " + path, "Contact: <" + caller() + ">"));
            String invite = client.receive();
            client.answer(invite, 200, "Contact: <" + ALICE + ">");
            String ok = registrar.receiveFinal();
            List<String> recorded = Phone.headers(ok, "Record-Route");
            assertThat(recorded)
                    .isEqualTo(Phone.headers(invite, "Record-Route"))
                    .isNotEmpty();

            String to = Phone.headers(ok, "To").get(0);
            registrar.send(registrar.request("ACK", ALICE, to, routes(reversed(recorded))));
            assertThat(client.receive()).startsWith("ACK " + ALICE + " ").doesNotContain("Route:");
            client.send(client.request("BYE", caller(), "<sip:from@example.com>;tag=x", routes(recorded)));
            assertThat(registrar.receive()).startsWith("BYE " + caller() + " ").doesNotContain("Route:");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"UDP", "TCP"})
    void keepsACallOfTheClientOnItsFlow(Transport transport) throws Exception {
        try (Phone client = client(transport)) {
            client.send(client.request("INVITE", "sip:bob@example.com", "<sip:bob@example.com>", CONTACT));
            String invite = registrar.receive();
            registrar.answer(invite, 200, "Contact: <" + caller() + ">");
            List<String> recorded = Phone.headers(client.receiveFinal(), "Record-Route");
            assertThat(invite).startsWith("INVITE sip:bob@example.com ");

            registrar.send(registrar.request("BYE", ALICE, "<sip:from@example.com>;tag=x", routes(recorded)));
            assertThat(client.receive()).startsWith("BYE " + ALICE + " ").doesNotContain("Route:");
        }
    }

    @Test
    void takesARequestFromOneClientToAnotherOneInTheSameDialog() throws Exception {
        try (Phone client = client(Transport.TCP);
                Phone other = client(Transport.UDP)) {
            String first = register(client, CONTACT);
            String second = register(other, CONTACT);
            client.send(client.request("BYE", "sip:other@10.9.9.9", "<sip:b@c>;tag=x", routes(List.of(first, second))));

            assertThat(other.receive()).startsWith("BYE sip:other@10.9.9.9 ").doesNotContain("Route:");
        }
    }

    @Test
    void followsTheRoutesBehindItsOwn() throws Exception {
        try (Phone client = client(Transport.TCP)) {
            String next = "<" + caller() + ";lr>";
            client.send(client.request(
                    "BYE", "sip:bob@10.9.9.9", "<sip:b@c>;tag=x", routes(List.of(register(client, CONTACT), next))));
            String bye = registrar.receive();

            assertThat(bye).startsWith("BYE sip:bob@10.9.9.9 ");
            assertThat(Phone.headers(bye, "Route")).containsExactly(next);
        }
    }

    @Test
    void opensNoWayOutForARequestOutsideOfADialog() throws Exception {
        try (Phone client = client(Transport.TCP)) {
            client.send(
                    client.request("MESSAGE", "sip:bob@10.9.9.9", "<sip:b@c>", "Route: " + register(client, CONTACT)));

            assertThat(registrar.receive()).startsWith("MESSAGE sip:bob@10.9.9.9 ");
        }
    }

    @Test
    void says430WhenTheConnectionIsGone() throws Exception {
        Phone client = client(Transport.TCP);
        String path = register(client, CONTACT);
        Flow flow = lastFlow;
        client.close();
        CountDownLatch closed = new CountDownLatch(1);
        while (flow.isOpen()) {
            closed.await(10, TimeUnit.MILLISECONDS);
        }
        try (Phone next = client(Transport.TCP)) {
            register(next, CONTACT);
            registrar.send(registrar.request("MESSAGE", ALICE, "<sip:alice@example.com>", "Route: " + path));

            assertThat(registrar.receive()).startsWith("SIP/2.0 430 Flow Failed\r\n");
        }
    }

    @Test
    void says403ToATokenThatIsNotIts() throws Exception {
        try (Phone client = client(Transport.TCP)) {
            String path = register(client, CONTACT);
            List<String> forged = new ArrayList<>();
            forged.add(path.replaceFirst("<sip:....", "<sip:AAAA"));
            forged.add(path.replaceFirst("<sip:....", "<sip:"));
            forged.add(path.replaceFirst("<sip:[^@]*", "<sip:bob"));
            for (String route : forged) {
                registrar.send(registrar.request("MESSAGE", ALICE, "<sip:alice@example.com>", "Route: " + route));
                assertThat(registrar.receive()).startsWith("SIP/2.0 403 Forbidden\r\n");
            }
        }
    }

    @Test
    void sendsNothingInCirclesBetweenItselfAndTheRegistrar() throws Exception {
        registrar.send(registrar.request("MESSAGE", ALICE, "<sip:alice@example.com>"));

        assertThat(registrar.receive()).startsWith("SIP/2.0 404 ");
    }

    @Test
    void answersForItself() throws Exception {
        try (Phone client = client(Transport.UDP)) {
            client.send(client.request("OPTIONS", "sip:127.0.0.1:" + server.port(Transport.UDP), "<sip:edge>"));

            assertThat(client.receive()).startsWith("SIP/2.0 200 ");
        }
    }

    /** Registers a client and returns the Path it got. */
    private String register(Phone client, String contact) throws IOException {
        client.send(client.request("REGISTER", "sip:example.com", "<sip:alice@example.com>", contact));
        String register = registrar.receive();
        registrar.answer(register, 200);
        assertThat(client.receive()).startsWith("SIP/2.0 200 ");
        return Phone.headers(register, "Path").get(0);
    }

    private Phone client(Transport transport) throws IOException {
        return transport == Transport.UDP ? Phone.udp(server.port(transport)) : Phone.tcp(server.port(transport));
    }

    private String caller() {
        return "sip:bob@127.0.0.1:" + registrar.port();
    }

    private static String routes(List<String> routes) {
        return "Route: " + String.join(", ", routes);
    }

    private static List<String> reversed(List<String> routes) {
        List<String> reversed = new ArrayList<>(routes);
        Collections.reverse(reversed);
        return reversed;
    }
}
