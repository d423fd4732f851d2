package org.waypost.itest.shell;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.waypost.itest.kit.Outcome;
import org.waypost.itest.kit.Ports;
import org.waypost.itest.kit.Programs;
import org.waypost.itest.kit.SharedContainer;
import org.waypost.itest.kit.SipClient;
import org.waypost.itest.kit.Texts;
import org.waypost.itest.kit.WaypostContainer;
import org.waypost.sip.trace.file.CaptureFile;
import org.waypost.sip.trace.file.CaptureFile.Packet;

/** What an operator sees of the sockets: the commands {@code sip:…}. */
@ExtendWith(SharedContainer.class)
class SipCommandsIT {

    private static final String SECRET = "6629fae49393a05397450978507c4ef1";

    private final WaypostContainer waypost;

    SipCommandsIT(WaypostContainer waypost) {
        this.waypost = waypost;
    }

    private List<Map<String, Object>> objects(String command) throws IOException {
        return JSON.std.listFrom(waypost.exec(command)).stream()
                .map(SipCommandsIT::object)
                .toList();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(Object any) {
        return (Map<String, Object>) any;
    }

    @Test
    void tracesToFilesThatOtherProgramsRead() throws IOException {
        waypost.exec("sip:trace on --file calls --size 1 --files 2 --user tracy");
        int messages = 0;
        try (SipClient udp = waypost.udp();
                SipClient tcp = waypost.tcp();
                SipClient ipv6 = SipClient.udp(Ports.ipv6() ? "::1" : "127.0.0.1", waypost.port())) {
            String credentials = "Authorization: Digest username=\"tracy\", response=\"" + SECRET + "\"";
            for (SipClient phone : List.of(udp, tcp, ipv6)) {
                assertThat(phone.ask(Texts.register(phone, "tracy", 1, credentials))
                                .status())
                        .isEqualTo(200);
                messages += 2;
            }
            udp.ask(Texts.register(udp, "somebody-else", 1));
            udp.send(Texts.register(udp, "tracy", 2).replace("Call-ID:", "No-Call-ID:"));
            // Answered after the broken one was read.
            udp.ask(Texts.register(udp, "tracy", 3));
            messages += 3;
            Map<String, Object> status = JSON.std.mapFrom(waypost.exec("sip:trace off --json"));
            assertThat(status).containsEntry("on", false).containsEntry("written", messages);

            Path file = waypost.data().resolve("trace/calls.pcapng");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            List<Packet> packets = CaptureFile.read(file);
            assertThat(packets).hasSize(messages);
            InetSocketAddress server = new InetSocketAddress("127.0.0.1", waypost.port());
            assertThat(packets.get(0).source()).isEqualTo(new InetSocketAddress("127.0.0.1", udp.localPort()));
            assertThat(packets.get(0).destination()).isEqualTo(server);
            assertThat(packets.get(1).payload()).startsWith("SIP/2.0 200 OK");
            assertThat(packets.get(2).protocol()).as("TCP").isEqualTo(6);
            assertThat(packets.get(3).destination()).isEqualTo(new InetSocketAddress("127.0.0.1", tcp.localPort()));
            assertThat(packets.get(3).sequence()).isEqualTo(packets.get(2).acknowledged());
            assertThat(packets.get(6).comment()).isEqualTo("refused: Via, From, To, Call-ID or CSeq is missing");
            assertThat(packets)
                    .allSatisfy(packet -> assertThat(packet.payload()).doesNotContain(SECRET));
            assertThat(packets.get(0).payload()).contains("response=\"****");
            readWithTshark(file, messages);
        }
    }

    private void readWithTshark(Path file, int messages) {
        Programs.find("tshark").ifPresent(tshark -> {
            Outcome read = Programs.run(
                    Duration.ofSeconds(60),
                    waypost.data(),
                    List.of(
                            tshark.toString(),
                            "-r",
                            file.toString(),
                            "-o",
                            "udp.check_checksum:TRUE",
                            "-o",
                            "tcp.check_checksum:TRUE",
                            "-Y",
                            "sip && !_ws.malformed && !(udp.checksum.status == 0) && !(tcp.checksum.status == 0)"
                                    + " && !tcp.analysis.flags",
                            "-T",
                            "fields",
                            "-e",
                            "sip.CSeq.method"));
            assertThat(read.output().lines().filter("REGISTER"::equals)).hasSize(messages);
        });
    }

    @Test
    void showsMessagesAsTheyCome() throws Exception {
        try (SipClient phone = waypost.udp()) {
            CompletableFuture<String> shown = CompletableFuture.supplyAsync(
                    () -> waypost.exec("sip:trace show --count 2 --user showy --method REGISTER"));
            // Nothing tells when it has begun.
            for (int cseq = 1; !shown.isDone(); cseq++) {
                phone.ask(Texts.register(phone, "showy", cseq));
            }
            assertThat(shown.get(60, TimeUnit.SECONDS))
                    .contains("-> udp:127.0.0.1:" + phone.localPort() + " 200 OK (REGISTER) showy@")
                    .contains("<- udp:127.0.0.1:" + phone.localPort() + " REGISTER showy@")
                    .hasLineCount(2);

            CompletableFuture<String> json = CompletableFuture.supplyAsync(
                    () -> waypost.exec("sip:trace show -v --json --count 1 --status 2xx --user showy"));
            for (int cseq = 1; !json.isDone(); cseq++) {
                phone.ask(Texts.register(phone, "showy", cseq));
            }
            assertThat(JSON.std.mapFrom(json.get(60, TimeUnit.SECONDS)))
                    .containsEntry("direction", "out")
                    .containsEntry("status", 200)
                    .extractingByKey("message")
                    .asString()
                    .startsWith("SIP/2.0 200 OK");
        }
    }

    @Test
    void listsListenersAndWhatPassedThem() throws IOException {
        String address = "127.0.0.1:" + waypost.port();
        Map<String, Object> before = listener("udp", address);
        assertThat(before).containsEntry("state", "bound").containsEntry("failure", null);
        try (SipClient phone = waypost.udp()) {
            phone.ask(Texts.register(phone, "counted", 1));
        }
        assertThat((Integer) listener("udp", address).get("in")).isGreaterThan((Integer) before.get("in"));
        assertThat(waypost.exec("sip:listeners")).contains("udp    " + address).contains("tcp    " + address);
    }

    private Map<String, Object> listener(String proto, String address) throws IOException {
        return objects("sip:listeners --json").stream()
                .filter(each ->
                        each.get("proto").equals(proto) && each.get("address").equals(address))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void listsConnectionsAndClosesOne() throws IOException {
        try (SipClient phone = waypost.tcp()) {
            phone.ask(Texts.register(phone, "connected", 1));
            String remote = "127.0.0.1:" + phone.localPort();
            Map<String, Object> flow = objects("sip:flows --json --remote 127.0.0.0/8").stream()
                    .filter(each -> each.get("remote").equals(remote))
                    .findFirst()
                    .orElseThrow();
            assertThat(flow)
                    .containsEntry("proto", "tcp")
                    .containsEntry("in", 1)
                    .containsEntry("outgoing", false);
            assertThat(waypost.exec("sip:flows")).contains("tcp:" + remote);
            assertThat(waypost.exec("sip:flow_close " + flow.get("id"))).contains("closed", remote);
            assertThat(phone.receive(Duration.ofSeconds(30)))
                    .as("the end of the connection")
                    .isEmpty();
            assertThat(waypost.exec("sip:flows")).doesNotContain(remote);
            assertThat(waypost.run("sip:flow_close " + flow.get("id")))
                    .isEqualTo(new Outcome(1, "there is no open connection " + flow.get("id") + "\n"));
        }
    }

    @Test
    void tellsWhatWasDropped() throws IOException {
        try (SipClient phone = waypost.udp()) {
            phone.send("GET / HTTP/1.1\n\n");
            phone.ask(Texts.register(phone, "dropping", 1));
        }
        assertThat(waypost.exec("sip:drops"))
                .containsPattern("core:drop_not_sip = [1-9]\\d* +the first line is that of no SIP/2.0 message");
        assertThat(objects("sip:drops -a --json"))
                .anySatisfy(drop -> assertThat(drop).containsEntry("counter", "tcp:sendq_full"));
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThat(waypost.run("sip:trace on --size 0"))
                .isEqualTo(new Outcome(1, "--size: '0' is refused; a number of 1..4096 is wanted\n"));
        assertThat(waypost.run("sip:flows --sort size").exitCode()).isEqualTo(1);
    }

    @Test
    void explainsItsCommandsWithAnExample() {
        for (String command : List.of("trace", "listeners", "flows", "flow_close", "drops")) {
            assertThat(waypost.exec("help sip:" + command)).contains("example: sip:" + command);
        }
    }
}
