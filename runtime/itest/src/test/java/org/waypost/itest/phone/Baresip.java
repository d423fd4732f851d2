package org.waypost.itest.phone;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.waypost.itest.kit.Ports;
import org.waypost.itest.kit.Programs;
import org.waypost.itest.kit.WaypostContainer;

/**
 * The phone of Debian's package baresip in a process of its own, without sound card; steered through its module {@code ctrl_tcp}, which
 * takes commands and tells events as netstrings of JSON.
 */
public final class Baresip extends PhoneProgram {

    private static final List<Path> MODULES =
            List.of(Path.of("/usr/lib/baresip/modules"), Path.of("/usr/local/lib/baresip/modules"));

    private final List<Map<String, Object>> events = new ArrayList<>();
    private Socket control;

    private Baresip(String user, Path folder) throws IOException {
        super(user, folder, "baresip", "-f", folder.toString());
    }

    /** Whether there is one on this machine, with these of its modules. */
    public static boolean isInstalled(String... modules) {
        return Programs.find("baresip").isPresent()
                && modules().isPresent()
                && Stream.of(modules)
                        .allMatch(name -> Files.exists(modules().get().resolve(name + ".so")));
    }

    private static Optional<Path> modules() {
        return MODULES.stream()
                .filter(path -> Files.exists(path.resolve("ctrl_tcp.so")))
                .findFirst();
    }

    /**
     * Starts one that sends everything to that server, and waits until it has registered.
     *
     * @param transport {@code udp}, {@code tcp} or {@code tls}
     * @param account further parameters of its account, such as {@code ;auth_pass=secret}
     * @param lines further lines of its configuration
     */
    public static Baresip start(PhoneServer server, String transport, String user, String account, String... lines) {
        try {
            Path folder = Files.createTempDirectory("waypost-baresip-");
            int port = Ports.free();
            List<String> configuration = new ArrayList<>(List.of(
                    "sip_listen 127.0.0.1:0",
                    "sip_cafile " + server.certificates().ca(),
                    "audio_player aubridge,nil",
                    "audio_source aubridge,nil",
                    "audio_alert aubridge,nil",
                    "module_path " + modules().orElseThrow(),
                    "module g711.so",
                    "module aubridge.so",
                    "module_tmp account.so",
                    "module_app ctrl_tcp.so",
                    "module_app menu.so",
                    "ctrl_tcp_listen 127.0.0.1:" + port));
            configuration.addAll(List.of(lines));
            Files.write(folder.resolve("config"), configuration);
            String password = account.contains("auth_pass") ? "" : ";auth_pass=none"; // or it asks for one
            Files.writeString(
                    folder.resolve("accounts"),
                    "<sip:%s@%s>;outbound=\"sip:127.0.0.1:%d;transport=%s\";regint=600;answermode=manual%s%s\n"
                            .formatted(user, server.domain(), server.port(transport), transport, account, password));
            return afterGettingReady(new Baresip(user, folder), phone -> {
                phone.connect(port);
                phone.awaitRegistered();
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void connect(int port) {
        WaypostContainer.await("baresip takes commands", Phone.PATIENCE, () -> {
            checkAlive();
            try {
                control = new Socket("127.0.0.1", port);
                return true;
            } catch (IOException e) {
                return false;
            }
        });
        Thread reader = new Thread(this::readEvents, "baresip of " + user);
        reader.setDaemon(true);
        reader.start();
    }

    /** It may have registered before anybody listened to its events; what it prints tells, too. */
    private void awaitRegistered() {
        WaypostContainer.await(
                "baresip of " + user + " has registered", Phone.PATIENCE, () -> output().contains(" 200 OK "));
    }

    @Override
    public void dial(String uri) {
        command("dial", uri);
    }

    @Override
    public void answer() {
        await("CALL_INCOMING");
        command("accept", "");
    }

    @Override
    public void hangUp() {
        command("hangup", "");
    }

    @Override
    public void awaitRinging() {
        await("CALL_RINGING");
    }

    @Override
    public void awaitEstablished() {
        await("CALL_ESTABLISHED");
    }

    @Override
    public String awaitEnd() {
        return String.valueOf(await("CALL_CLOSED").get("param"));
    }

    private synchronized void command(String name, String parameter) {
        try {
            String json = JSON.std.asString(Map.of("command", name, "params", parameter, "token", name));
            byte[] octets = json.getBytes(StandardCharsets.UTF_8);
            control.getOutputStream().write((octets.length + ":" + json + ",").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(output(), e);
        }
    }

    /** Waits for the next event of that type; each is returned once. */
    private synchronized Map<String, Object> await(String type) {
        long end = System.nanoTime() + Phone.PATIENCE.toNanos();
        while (true) {
            for (Map<String, Object> event : events) {
                if (type.equals(event.get("type"))) {
                    events.remove(event);
                    return event;
                }
            }
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new AssertionError("no %s at %s, but %s\n%s".formatted(type, user, names(), output()));
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    private List<Object> names() {
        return events.stream().map(event -> event.get("type")).toList();
    }

    private void readEvents() {
        try {
            InputStream in = new BufferedInputStream(control.getInputStream());
            for (int length = readLength(in); length >= 0; length = readLength(in)) {
                Map<String, Object> event = JSON.std.mapFrom(new String(in.readNBytes(length), StandardCharsets.UTF_8));
                in.read();
                synchronized (this) {
                    events.add(event);
                    notifyAll();
                }
            }
        } catch (IOException e) {
            // closed
        }
    }

    private static int readLength(InputStream in) throws IOException {
        int length = 0;
        for (int octet = in.read(); octet != ':'; octet = in.read()) {
            if (octet < '0' || octet > '9') {
                return -1;
            }
            length = 10 * length + octet - '0';
        }
        return length;
    }
}
