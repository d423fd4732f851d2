package org.waypost.sip.trace.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waypost.sip.Flow;
import org.waypost.sip.FlowState;
import org.waypost.sip.HostPort;
import org.waypost.sip.ListenPoint;
import org.waypost.sip.ListenerState;
import org.waypost.sip.SipContext;
import org.waypost.sip.SipTransport;
import org.waypost.sip.Transport;
import org.waypost.sip.trace.capture.Samples;

class SocketCommandsTest {

    private record Point(String host, HostPort sentBy, String advertisedDescription) implements ListenPoint {

        @Override
        public Transport transport() {
            return Transport.TCP;
        }

        @Override
        public InetSocketAddress address() {
            return Samples.address(host, 5060);
        }

        @Override
        public String description() {
            return "tcp:" + host + ":5060";
        }
    }

    private static final Point POINT =
            new Point("198.51.100.1", new HostPort("sip.example.com", 5060), "tcp:sip.example.com:5060");

    private final class Connection implements Flow {

        private final int id;
        private boolean open = true;

        private Connection(int id) {
            this.id = id;
        }

        @Override
        public int id() {
            return id;
        }

        @Override
        public Transport transport() {
            return Transport.TCP;
        }

        @Override
        public ListenPoint local() {
            return POINT;
        }

        @Override
        public InetSocketAddress remote() {
            return Samples.address(id % 2 == 0 ? "2001:db8::" + id : "192.0.2." + id, 40_000 + id);
        }

        @Override
        public boolean isOpen() {
            return open;
        }

        @Override
        public boolean send(byte[] message, int length) {
            return false;
        }

        @Override
        public void close() {
            open = false;
            connections.remove(this);
        }
    }

    private final List<Connection> connections =
            new ArrayList<>(List.of(new Connection(3), new Connection(1), new Connection(4), new Connection(2)));

    private final SipTransport transport = new SipTransport() {

        @Override
        public List<ListenPoint> listenPoints() {
            return List.of(POINT);
        }

        @Override
        public Optional<ListenPoint> listenPoint(String description) {
            return Optional.of(POINT);
        }

        @Override
        public List<ListenerState> listeners() {
            return List.of(
                    new ListenerState(
                            "tcp:198.51.100.1:5060 advertise sip.example.com",
                            Transport.TCP,
                            Optional.of(POINT),
                            "",
                            12,
                            34),
                    new ListenerState("udp:[2001:db8::1]:5060", Transport.UDP, Optional.empty(), "in use", 0, 0));
        }

        @Override
        public Stream<FlowState> flows() {
            long now = System.currentTimeMillis();
            return connections.stream()
                    .map(flow -> new FlowState(
                            flow,
                            flow.id() == 4,
                            now - 3_700_000,
                            flow.id() * 10_000L,
                            5,
                            500,
                            6,
                            600,
                            100 * (flow.id() % 3)));
        }

        @Override
        public boolean isLocal(String host, int port) {
            return false;
        }

        @Override
        public Optional<Flow> flow(int id) {
            return connections.stream()
                    .filter(flow -> flow.id() == id)
                    .map(Flow.class::cast)
                    .findFirst();
        }

        @Override
        public Flow flowTo(ListenPoint local, InetSocketAddress remote) {
            throw new UnsupportedOperationException();
        }

        @Override
        public SipContext eventContext() {
            throw new UnsupportedOperationException();
        }
    };

    private final Gogo shell = new Gogo(new SocketCommands(transport), "listeners", "flows", "flow_close");

    @AfterEach
    void close() {
        shell.close();
    }

    @Test
    void listsListenersBoundOrNot() {
        assertThat(shell.run("sip:listeners")).isEqualTo("""
                PROTO  ADDRESS             ADVERTISED            STATE   IN  OUT
                tcp    198.51.100.1:5060   sip.example.com:5060  bound   12   34
                udp    [2001:db8::1]:5060  -                     failed   0    0
                cannot listen on udp:[2001:db8::1]:5060: in use
                """);
        assertThat(shell.run("sip:listeners --json"))
                .contains("\"state\":\"bound\",\"failure\":null,\"in\":12,\"out\":34")
                .contains("\"state\":\"failed\",\"failure\":\"in use\"");
    }

    @Test
    void listsConnectionsAsTheTerminalHasRoom() {
        assertThat(shell.width(80).run("sip:flows")).isEqualTo("""
                ID  REMOTE                                 AGE  IDLE  IN  OUT  QUEUED
                 1  tcp:192.0.2.1:40001                   1h1m   10s   5    6     100
                 2  tcp:[2001:db8::2]:40002               1h1m   20s   5    6     200
                 3  tcp:192.0.2.3:40003                   1h1m   30s   5    6       0
                 4  tcp:[2001:db8::4]:40004  opened here  1h1m   40s   5    6     100
                """);
        assertThat(shell.width(160).run("sip:flows"))
                .startsWith("ID  LOCAL ")
                .contains(" tcp:198.51.100.1:5060  tcp:192.0.2.1:40001 ", "  OCTETS IN  OCTETS OUT  ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--remote 192.0.2.0/24                | 1 3",
                "--remote 192.0.2.3,2001:db8::/32     | 2 3 4",
                "--idle 25                            | 3 4",
                "--port 5060                          | 1 2 3 4",
                "--port 5061                          | ''",
                "--sort queued --most 1               | 2",
                "--sort idle                          | 4 3 2 1",
                "--most 2                             | 1 2",
            })
    void choosesConnections(String options, String ids) {
        StringBuilder found = new StringBuilder();
        for (String line : shell.run("sip:flows --json " + options).split("\n")) {
            if (line.startsWith("{")) {
                found.append(line.replaceFirst("\\{\"id\":(\\d+),.*", "$1 "));
            }
        }
        assertThat(found.toString().strip()).isEqualTo(ids);
    }

    @Test
    void saysHowManyItLeavesOut() {
        assertThat(shell.run("sip:flows --most 3")).endsWith("3 of 4 connections; --most lists more\n");
    }

    @Test
    void closesAConnection() {
        assertThat(shell.run("sip:flow_close 3")).isEqualTo("closed 3, to tcp:192.0.2.3:40003\n");
        assertThat(shell.run("sip:flow_close 3")).isEqualTo("there is no open connection 3");
        assertThat(connections).extracting(Flow::id).containsExactly(1, 4, 2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sip:flows --remote host | --remote: 'host' is no address",
                "sip:flows --sort size   | --sort: 'size' is refused; one of age, id, idle, in, out, queued",
                "sip:flows --idle soon   | --idle: 'soon' is refused",
                "sip:flow_close x        | ID: 'x' is refused",
            })
    void refusesWhatItCannotRead(String line, String message) {
        assertThat(shell.run(line)).contains(message);
    }
}
