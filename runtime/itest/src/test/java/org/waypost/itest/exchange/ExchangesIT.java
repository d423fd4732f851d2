package org.waypost.itest.exchange;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.waypost.itest.kit.WaypostContainer;

/** Plays every exchange to a stock container, which keeps the bindings in memory, and compares each reply. */
class ExchangesIT {

    private static WaypostContainer waypost;
    private static ExchangePlayer player;

    @BeforeAll
    static void start() {
        waypost = WaypostContainer.start();
        player = new ExchangePlayer(waypost);
    }

    @AfterAll
    static void stop() {
        waypost.close();
    }

    @TestFactory
    Stream<DynamicNode> answersAsKamailio() {
        return player.asKamailio(exchange -> true);
    }

    @TestFactory
    Stream<DynamicNode> answersAsWritten() {
        return player.asWritten(exchange -> true);
    }
}
