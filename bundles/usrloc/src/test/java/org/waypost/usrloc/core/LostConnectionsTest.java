package org.waypost.usrloc.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.waypost.usrloc.core.Fixture.START;
import static org.waypost.usrloc.core.Fixture.contact;
import static org.waypost.usrloc.core.KeepalivesTest.onConnection;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.waypost.sip.Flow;
import org.waypost.usrloc.Contact;
import org.waypost.usrloc.LocationStore;
import org.waypost.usrloc.Ruid;

class LostConnectionsTest {

    private final Fixture f = new Fixture("handle_lost_tcp", 1);
    private final Sockets sockets = new Sockets();
    private final LostConnections connections = new LostConnections(f.service, sockets);

    @Test
    void letsTheContactsOfALostConnectionExpire() {
        Flow flow = sockets.connect(3);
        sockets.connect(4);
        f.register("a", onConnection(contact("x"), 3));
        f.register("a", contact("y"));
        f.register("b", onConnection(contact("z").withExpires(0), 3));
        f.register("c", onConnection(contact("w"), 4));

        connections.closed(flow);
        f.service.sweep();

        assertThat(f.heardKinds())
                .filteredOn(event -> event.startsWith("EXPIRE"))
                .containsExactlyInAnyOrder("EXPIRE sip:x@h", "EXPIRE sip:z@h");
        assertThat(f.heard.get(4).contact().expires())
                .as("as Kamailio marks them")
                .isEqualTo(10);
        f.service.sweep();
        assertThat(f.order("a")).isEqualTo("y");
        assertThat(f.order("b")).isEmpty();
        assertThat(f.order("c")).isEqualTo("w");
    }

    @Test
    void keepsNobodyWaitingForADatabase() {
        FakeDatabase database = new FakeDatabase();
        Map<String, Object> raw = Fixture.raw("handle_lost_tcp", 1, "db_mode", 3);
        LocationService service = new LocationService(() -> START);
        service.configure(Fixture.parameters(raw), raw);
        service.bindStore(database, Map.of(LocationStore.NAME, "jdbc"));
        database.put("location", "a", onConnection(contact("x"), 3).withRuid(new Ruid("u-", 1)));
        LostConnections overDatabase = new LostConnections(service, sockets);
        Flow flow = sockets.connect(3);

        overDatabase.closed(flow);
        assertThat(database.updates()).isZero();
        overDatabase.tick();

        assertThat(database.rows("location", "a")).extracting(Contact::expires).containsExactly(LostConnections.LOST);
        service.stores().close();
    }

    @Test
    void leavesContactsAloneWithoutTheParameter() {
        f.configure("handle_lost_tcp", 0);
        f.register("a", onConnection(contact("x"), 3));

        connections.closed(sockets.connect(3));

        assertThat(f.contacts("a").get(0).expires()).isEqualTo(START + 3600);
    }

    @Test
    void findsThoseWhoseEndWasNotTold() {
        sockets.connect(4);
        f.register("a", onConnection(contact("lost"), 3));
        f.register("b", onConnection(contact("open"), 4));
        f.register("c", contact("udp"));

        connections.lookAtAll(1);
        assertThat(f.contacts("a").get(0).expires()).as("of another server").isEqualTo(START + 3600);
        connections.lookAtAll(0);

        assertThat(f.contacts("a").get(0).expires()).isEqualTo(LostConnections.LOST);
        assertThat(f.contacts("b").get(0).expires()).isEqualTo(START + 3600);
        assertThat(f.contacts("c").get(0).expires()).isEqualTo(START + 3600);
    }

    @Test
    void closesTheConnectionOfAnExpiredContact() {
        Flow open = sockets.connect(3);
        Flow other = sockets.connect(4);
        f.service.transport = sockets;
        f.register("a", onConnection(contact("x").withExpires(START + 5), 3));
        f.register("b", onConnection(contact("y").withExpires(START + 5), 4));
        f.register("b", contact("z").withExpires(START + 5));

        f.configure("close_expired_tcp", 0);
        f.clock.set(START + 5);
        f.service.sweep();
        assertThat(open.isOpen()).isTrue();

        f.configure("close_expired_tcp", 1);
        f.register("c", onConnection(contact("w").withExpires(START + 9), 3));
        f.clock.set(START + 9);
        f.service.sweep();
        assertThat(open.isOpen()).isFalse();
        assertThat(other.isOpen()).isTrue();
    }
}
