package org.waypost.sip.trace.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.waypost.sip.TlsControl;
import org.waypost.sip.Transport;

class TlsCommandsTest {

    private static final long EXPIRES = Instant.parse("2026-12-23T12:00:00Z").toEpochMilli();

    private final FakeSockets transport = new FakeSockets();
    private Optional<String> problem = Optional.empty();

    private final Gogo shell = new Gogo(
            "tls",
            new TlsCommands(transport, new TlsControl() {

                @Override
                public List<Profile> profiles() {
                    return List.of(
                            new Profile(
                                    "server:default",
                                    Map.of("certificate", "/etc/sip.pem", "verify_depth", "9"),
                                    "CN=sip.example.com",
                                    EXPIRES),
                            new Profile("client:default", Map.of("server_name", "sip.example.org"), "", 0));
                }

                @Override
                public Optional<String> problem() {
                    return problem;
                }

                @Override
                public void connectAs(String serverId) {
                    throw new UnsupportedOperationException();
                }

                @Override
                public void reload() {
                    problem.ifPresent(why -> {
                        throw new IllegalArgumentException(why);
                    });
                }
            }),
            "list",
            "options",
            "reload");

    @AfterEach
    void close() {
        shell.close();
    }

    @Test
    void listsWhatTlsProtects() {
        transport.connect(9, Transport.WSS, true);
        transport.connect(7, Transport.TLS, true);
        transport.connect(11, Transport.TLS, false);
        assertThat(shell.width(120).run("tls:list")).isEqualTo("""
                ID  REMOTE                TLS      CIPHER                       ASKED FOR        PEER
                 7  tls:192.0.2.7:40007   TLSv1.2  ECDHE-RSA-AES128-GCM-SHA256  sip.example.com  -
                 9  wss:192.0.2.9:40009   TLSv1.2  ECDHE-RSA-AES128-GCM-SHA256  sip.example.com  -
                11  tls:192.0.2.11:40011  -        -                            -                -
                """);
        assertThat(shell.run("tls:list --json"))
                .contains(
                        "{\"id\":9,\"proto\":\"wss\",\"remote\":\"192.0.2.9:40009\",\"outgoing\":false,\"tls\":\"TLSv1.2\"")
                .contains("\"server_name\":\"sip.example.com\",\"peer\":null,\"verified\":false");
    }

    @Test
    void listsTheConfigurationAndWhyAnotherIsNotInForce() {
        assertThat(shell.run("tls:options"))
                .contains("server:default  -                CN=sip.example.com  2026-12-23 ")
                .contains("client:default  sip.example.org  -                   -");
        assertThat(shell.run("tls:options --json"))
                .contains("\"attributes\":[\"certificate=/etc/sip.pem\",\"verify_depth=9\"]");
        problem = Optional.of("sip.pem has no certificate in it");
        assertThat(shell.run("tls:options")).endsWith("not in force: sip.pem has no certificate in it\n");
    }

    @Test
    void reloadsOrTellsWhyNot() {
        assertThat(shell.run("tls:reload")).isEqualTo("reloaded\n");
        problem = Optional.of("sip.pem has no certificate in it");
        assertThat(shell.run("tls:reload")).contains("sip.pem has no certificate in it; what was in force stays");
    }
}
