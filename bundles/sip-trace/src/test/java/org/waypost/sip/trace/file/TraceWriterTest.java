package org.waypost.sip.trace.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.waypost.sip.Octets;
import org.waypost.sip.TappedMessage;
import org.waypost.sip.Transport;
import org.waypost.sip.trace.capture.Samples;
import org.waypost.sip.trace.capture.TraceFilter;
import org.waypost.sip.trace.file.CaptureFile.Packet;

class TraceWriterTest {

    private static final int PLENTY = 1 << 20;

    @TempDir
    private Path data;

    private final CountDownLatch failed = new CountDownLatch(1);

    private Path folder() {
        return data.resolve("trace");
    }

    private TraceWriter writer(long octets, int files, boolean secrets) throws IOException {
        return new TraceWriter(
                folder(), new TraceOptions("t", octets, files, TraceFilter.ALL, secrets), failed::countDown);
    }

    private List<Packet> written(TappedMessage... messages) throws IOException {
        try (TraceWriter writer = writer(PLENTY, 1, false)) {
            for (TappedMessage message : messages) {
                writer.tap().message(message);
            }
        }
        return CaptureFile.read(folder().resolve("t.pcapng"));
    }

    private static TappedMessage tcp(boolean incoming, int flow, String text) {
        return new TappedMessage(incoming, Transport.TCP, Samples.LOCAL, Samples.REMOTE, flow, Octets.of(text), "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"198.51.100.1 192.0.2.7", "2001:db8::1 2001:db8::7"})
    void writesDatagramsOfBothDirections(String ends) throws IOException {
        InetSocketAddress local = Samples.address(ends.split(" ")[0], 5060);
        InetSocketAddress remote = Samples.address(ends.split(" ")[1], 50_000);
        long before = System.currentTimeMillis();
        List<Packet> packets = written(
                new TappedMessage(true, Transport.UDP, local, remote, -1, Octets.of(Samples.REGISTER), ""),
                new TappedMessage(false, Transport.UDP, local, remote, -1, Octets.of("odd"), ""));
        assertThat(packets).hasSize(2);
        Packet in = packets.get(0);
        assertThat(in).isEqualTo(new Packet(in.micros(), true, "", 17, remote, local, 0, 0, Samples.REGISTER));
        assertThat(in.micros() / 1000).isBetween(before, System.currentTimeMillis());
        Packet out = packets.get(1);
        assertThat(out).isEqualTo(new Packet(out.micros(), false, "", 17, local, remote, 0, 0, "odd"));
    }

    @Test
    void numbersTheOctetsOfEachConnection() throws IOException {
        List<Packet> packets = written(
                tcp(true, 1, "12345"),
                tcp(false, 1, "abc"),
                tcp(true, 2, "other"),
                tcp(true, 1, "678"),
                tcp(false, 1, "d"));
        assertThat(packets).extracting(Packet::payload).containsExactly("12345", "abc", "other", "678", "d");
        Packet first = packets.get(0);
        Packet answer = packets.get(1);
        assertThat(answer.acknowledged()).isEqualTo(first.sequence() + 5);
        assertThat(answer.sequence()).isEqualTo(first.acknowledged());
        Packet second = packets.get(3);
        assertThat(second.sequence()).isEqualTo(first.sequence() + 5);
        assertThat(second.acknowledged()).isEqualTo(answer.sequence() + 3);
        assertThat(packets.get(4).sequence()).isEqualTo(answer.sequence() + 3);
        assertThat(packets.get(4).acknowledged()).isEqualTo(second.sequence() + 3);
    }

    @Test
    void cutsAMessageThatIsLongerThanAFrameCanBe() throws IOException {
        String text = "0123456789".repeat(20_000);
        List<Packet> packets = written(tcp(true, 1, text));
        assertThat(packets).hasSize(4);
        StringBuilder whole = new StringBuilder();
        for (Packet packet : packets) {
            assertThat(packet.sequence() - packets.get(0).sequence()).isEqualTo(whole.length());
            whole.append(packet.payload());
        }
        assertThat(whole.toString()).isEqualTo(text);
    }

    @Test
    void putsTheAddressAWildcardSocketTalksByInItsPlace() throws IOException {
        InetSocketAddress remote = Samples.address("127.0.0.1", 5070);
        for (String any : new String[] {"0.0.0.0", "::"}) {
            List<Packet> packets = written(
                    new TappedMessage(true, Transport.UDP, Samples.address(any, 5060), remote, -1, Octets.of("x"), ""));
            assertThat(packets.get(0).destination()).isEqualTo(Samples.address("127.0.0.1", 5060));
        }
    }

    @Test
    void tellsInACommentWhatWasWrong() throws IOException {
        List<Packet> packets = written(
                Samples.dropped("GET / HTTP/1.1\r\n\r\n", "no SIP"),
                new TappedMessage(false, Transport.UDP, Samples.LOCAL, Samples.REMOTE, -1, Octets.of("x"), "no way"));
        assertThat(packets).extracting(Packet::comment).containsExactly("refused: no SIP", "not sent: no way");
    }

    @Test
    void masksSecretsUnlessTheyAreWanted() throws IOException {
        TappedMessage message =
                Samples.tapped("REGISTER sip:a SIP/2.0\r\nAuthorization: Digest response=\"1a\"\r\n\r\n");
        assertThat(written(message).get(0).payload()).contains("response=\"**\"");
        try (TraceWriter writer = writer(PLENTY, 1, true)) {
            writer.tap().message(message);
        }
        assertThat(CaptureFile.read(folder().resolve("t.pcapng")).get(0).payload())
                .isEqualTo(message.octets().toString());
    }

    @Test
    void beginsAnotherFileWhenOneIsFullAndKeepsTheNewest() throws IOException {
        List<String> names = new ArrayList<>();
        TraceWriter writer = writer(2000, 3, false);
        try (writer) {
            for (int i = 0; i < 40; i++) {
                writer.tap().message(Samples.tapped("%02d".formatted(i) + "x".repeat(400)));
            }
        }
        StringBuilder numbers = new StringBuilder();
        for (Path file : writer.all()) {
            names.add(file.getFileName().toString());
            assertThat(Files.size(file)).isLessThanOrEqualTo(2000);
            StringBuilder ofFile = new StringBuilder();
            CaptureFile.read(file)
                    .forEach(packet -> ofFile.append(packet.payload(), 0, 2).append(' '));
            numbers.insert(0, ofFile);
        }
        assertThat(names).containsExactly("t.pcapng", "t.1.pcapng", "t.2.pcapng");
        assertThat(numbers.toString().strip()).endsWith("36 37 38 39").startsWith("3");
        assertThat(writer.messages()).isEqualTo(40);
        assertThat(writer.octets()).isGreaterThan(40 * 400);
    }

    @Test
    void keepsNoMoreFilesThanItIsToldAlsoOfAnEarlierTrace() throws IOException {
        Files.createDirectories(folder());
        for (String name : new String[] {"t.pcapng", "t.1.pcapng", "t.7.pcapng", "u.7.pcapng", "t.x.pcapng"}) {
            Files.writeString(folder().resolve(name), name);
        }
        TraceWriter writer = writer(PLENTY, 2, false);
        writer.close();
        assertThat(folder().resolve("t.1.pcapng")).hasContent("t.pcapng");
        assertThat(folder().resolve("t.7.pcapng")).doesNotExist();
        assertThat(folder().resolve("u.7.pcapng")).exists();
        assertThat(folder().resolve("t.x.pcapng")).exists();
        assertThat(CaptureFile.read(writer.newest())).isEmpty();
    }

    @Test
    void isForItsOwnerAlone() throws IOException {
        Files.createDirectory(folder());
        Files.setPosixFilePermissions(folder(), PosixFilePermissions.fromString("rwxr-xr-x"));
        TraceWriter writer = writer(PLENTY, 1, false);
        writer.close();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder())))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(writer.newest())))
                .isEqualTo("rw-------");
    }

    @Test
    void endsAndSaysWhyIfAFileCannotBeWritten() throws Exception {
        TraceWriter writer = writer(2000, 3, false);
        try (writer) {
            Files.delete(writer.newest());
            Files.delete(folder());
            Files.writeString(folder(), "no folder");
            for (int i = 0; i < 20; i++) {
                writer.tap().message(Samples.tapped("x".repeat(400)));
            }
            assertThat(failed.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(writer.failure()).isNotEmpty();
        }
        assertThatThrownBy(() -> writer(2000, 3, false)).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "../x", "a/b", ".hidden", "a b", "a.1", "/etc/x"})
    void refusesNamesThatAreNone(String name) {
        assertThatThrownBy(() -> new TraceOptions(name, PLENTY, 1, TraceFilter.ALL, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + name + "'");
    }
}
