package org.waypost.management.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.waypost.management.Fakes;
import org.waypost.management.http.Access;
import org.waypost.management.http.FakeExchange;
import org.waypost.parameters.Parameter;
import org.waypost.parameters.ParameterCatalogue;
import org.waypost.registrar.Registrar;
import org.waypost.sip.ListenPoint;
import org.waypost.sip.ListenerState;
import org.waypost.sip.RequestRoute;
import org.waypost.sip.SipTransport;
import org.waypost.sip.Transport;
import org.waypost.usrloc.StoreHealth;
import org.waypost.usrloc.StoreOverview;

class ReadinessTest {

    private static final ListenPoint POINT = Fakes.of(ListenPoint.class, Map.of());
    private static final ListenerState OPEN =
            new ListenerState("udp:0.0.0.0:5060", Transport.UDP, Optional.of(POINT), "", 0, 0);
    private static final ListenerState SHUT =
            new ListenerState("tcp:0.0.0.0:5060", Transport.TCP, Optional.empty(), "Address already in use", 0, 0);
    private static final StoreHealth DOWN = new StoreHealth(StoreHealth.State.DOWN, "connection refused", 1);

    private String dbMode = "1";
    private final Readiness readiness = new Readiness(Fakes.of(
            ParameterCatalogue.class,
            Map.of(
                    "modules",
                    arguments -> List.of("usrloc"),
                    "parameter",
                    arguments -> new Parameter(
                            "waypost.usrloc", "db_mode", Parameter.Type.INTEGER, "0", 0, 4, List.of(), ""),
                    "value",
                    arguments -> dbMode)));

    @BeforeEach
    void allIsThere() {
        readiness.transport = transport(OPEN);
        readiness.route = Fakes.of(RequestRoute.class, Map.of());
        readiness.registrar = Fakes.of(Registrar.class, Map.of());
        readiness.stores = stores(Optional.of("memory (db_mode 0)"), StoreHealth.UP);
    }

    @Test
    void isReadyWhenAllIsThere() throws Exception {
        assertThat(readiness.report()).isEqualTo(new Readiness.Report(List.of(), List.of()));
        assertThat(answer()).isEqualTo("200 {\"ready\":true}\n");
    }

    @Test
    void isNotReadyWhileAListenerIsShut() throws Exception {
        readiness.transport = transport(OPEN, SHUT);
        assertThat(answer())
                .isEqualTo(
                        "503 {\"ready\":false,\"reasons\":[\"tcp:0.0.0.0:5060 is not open: Address already in use\"]}\n");
    }

    @Test
    void isNotReadyWithoutABundleThatItNeeds() {
        readiness.transport = null;
        readiness.route = null;
        readiness.registrar = null;
        readiness.stores = null;
        assertThat(readiness.report().reasons()).hasSize(4);
    }

    @Test
    void isNotReadyWithoutAStore() {
        readiness.stores = stores(Optional.empty(), DOWN);
        assertThat(readiness.report().reasons()).containsExactly("the location table has no store: loading");
    }

    @Test
    void isNotReadyWhileTheDatabaseItNeedsIsAway() {
        readiness.stores = stores(Optional.of("memory and jdbc (db_mode 1)"), DOWN);
        assertThat(readiness.report().reasons()).containsExactly("the store is DOWN: connection refused");
    }

    @Test
    void warnsWhileTheDatabaseIsAwayThatMemoryStandsInFor() {
        dbMode = "2";
        readiness.stores = stores(Optional.of("memory and jdbc (db_mode 2)"), DOWN);
        assertThat(readiness.report())
                .isEqualTo(new Readiness.Report(List.of(), List.of("the store is DOWN: connection refused")));
    }

    @Test
    void tellsStrangersNoReasons() throws Exception {
        readiness.registrar = null;
        FakeExchange exchange = new FakeExchange("GET", "/readyz").to("192.0.2.1");
        new ReadinessHandler(readiness, new Access()).handle(exchange);
        assertThat(exchange.getResponseCode()).isEqualTo(503);
        assertThat(exchange.answer()).isEqualTo("{\"ready\":false}\n");
    }

    private String answer() throws Exception {
        FakeExchange exchange = new FakeExchange("GET", "/readyz");
        new ReadinessHandler(readiness, new Access()).handle(exchange);
        return exchange.getResponseCode() + " " + exchange.answer();
    }

    private static SipTransport transport(ListenerState... listeners) {
        Map<String, Function<Object[], Object>> methods =
                Map.of("listeners", arguments -> List.of(listeners), "listenPoints", arguments -> List.of(POINT));
        return Fakes.of(SipTransport.class, methods);
    }

    private static StoreOverview stores(Optional<String> inUse, StoreHealth health) {
        Map<String, Function<Object[], Object>> methods =
                Map.of("inUse", arguments -> inUse, "health", arguments -> health, "waiting", arguments -> "loading");
        return Fakes.of(StoreOverview.class, methods);
    }
}
