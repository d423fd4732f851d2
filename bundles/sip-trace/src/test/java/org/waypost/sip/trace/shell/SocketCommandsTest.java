package org.waypost.sip.trace.shell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waypost.sip.Flow;
import org.waypost.sip.Transport;

class SocketCommandsTest {

    private final FakeSockets transport = new FakeSockets();
    private final Gogo shell = new Gogo("sip", new SocketCommands(transport), "listeners", "flows", "flow_close");

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

    @Test
    void showsHowConnectionsAreProtectedIfOneIs() {
        transport.connect(5, Transport.TLS, true);
        assertThat(shell.width(110).run("sip:flows"))
                .contains("  TLS\n", "tls:192.0.2.5:40005 ", "  TLSv1.2\n")
                .doesNotContain("CIPHER");
        assertThat(shell.width(160).run("sip:flows")).contains("  ECDHE-RSA-AES128-GCM-SHA256\n");
        assertThat(shell.run("sip:flows --json --remote 192.0.2.5"))
                .contains("\"tls\":\"TLSv1.2\",\"cipher\":\"ECDHE-RSA-AES128-GCM-SHA256\"");
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
        assertThat(transport.connections()).extracting(Flow::id).containsExactly(1, 4, 2);
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
