package org.waypost.sip.trace.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waypost.sip.Transport;
import org.waypost.sip.WebSocketControl;

class WebSocketCommandsTest {

    private final List<String> done = new ArrayList<>();
    private final FakeSockets transport = new FakeSockets();

    private final Gogo shell = new Gogo(
            "ws",
            new WebSocketCommands(transport, new WebSocketControl() {

                @Override
                public boolean ping(int id) {
                    return id == 7 && done.add("ping");
                }

                @Override
                public boolean pong(int id) {
                    return id == 7 && done.add("pong");
                }

                @Override
                public boolean close(int id, int status, String reason) {
                    if (status == 1005) {
                        throw new IllegalArgumentException("no WebSocket may be closed with 1005");
                    }
                    return id == 7 && done.add("close " + status + " " + reason);
                }
            }),
            "list",
            "ping",
            "close");

    @AfterEach
    void close() {
        shell.close();
    }

    @Test
    void listsWebSocketsOnly() {
        transport.connect(9, Transport.WSS, true);
        transport.connect(7, Transport.WS, false);
        assertThat(shell.width(80).run("ws:list")).isEqualTo("""
                ID  REMOTE                AGE   IDLE  IN  OUT  QUEUED
                 7  ws:192.0.2.7:40007   1h1m  1m10s   5    6     100
                 9  wss:192.0.2.9:40009  1h1m  1m30s   5    6       0
                """);
        assertThat(shell.run("ws:list --json")).contains("\"proto\":\"ws\"", "\"proto\":\"wss\"");
    }

    @Test
    void pingsAndClosesOne() {
        assertThat(shell.run("ws:ping 7")).isEqualTo("pinged 7\n");
        assertThat(shell.run("ws:close 7 1001 'we move'")).isEqualTo("closed 7\n");
        assertThat(done).containsExactly("ping", "close 1001 we move");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ws:ping 8            | there is no open WebSocket 8",
                "ws:ping x            | ID: 'x' is refused; a number of 1..",
                "ws:close 8 1000 bye  | there is no open WebSocket 8",
                "ws:close 7 99 bye    | STATUS: '99' is refused; a number of 1000..4999 is wanted",
                "ws:close 7 1005 bye  | no WebSocket may be closed with 1005"
            })
    void refusesWhatItCannotDo(String line, String message) {
        assertThat(shell.run(line)).contains(message);
    }
}
