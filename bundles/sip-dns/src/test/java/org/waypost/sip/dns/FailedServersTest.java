package org.waypost.sip.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.waypost.sip.SipServer;
import org.waypost.sip.Transport;

class FailedServersTest {

    private final AtomicLong clock = new AtomicLong();
    private final FailedServers failed = new FailedServers(clock::get);

    private static SipServer server(int port) {
        return new SipServer(Transport.UDP, new InetSocketAddress("192.0.2.1", port));
    }

    @Test
    void avoidsAServerForAWhile() {
        List<SipServer> all = List.of(server(1), server(2), server(3));
        failed.add(server(1), 60);

        assertThat(failed.last(all)).containsExactly(server(2), server(3), server(1));
        assertThat(failed.left()).containsEntry(server(1), 60L);
        clock.set(60_000_000_000L);
        assertThat(failed.last(all)).isEqualTo(all);
    }

    @Test
    void remembersNothingForZeroSeconds() {
        failed.add(server(1), 0);

        assertThat(failed.left()).isEmpty();
    }

    @Test
    void staysBounded() {
        for (int port = 1; port <= 5000; port++) {
            failed.add(server(port), 60);
        }

        assertThat(failed.left()).hasSize(1000).containsKey(server(5000));
    }
}
