package org.waypost.itest.phone;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.BufferedInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.waypost.itest.kit.Ports;
import org.waypost.itest.kit.Programs;
import org.waypost.itest.kit.WaypostContainer;

/**
 * The phone of Debian's package baresip in a process of its own, without sound card; steered through its module {@code ctrl_tcp}, which
 * takes commands and tells events as netstrings of JSON.
 */
public final class Baresip implements AutoCloseable {

    private static final List<Path> MODULES =
            List.of(Path.of("/usr/lib/baresip/modules"), Path.of("/usr/local/lib/baresip/modules"));

    private final String user;
    private final Path folder;
    private final Process process;
    private final Socket control;
    private final List<Map<String, Object>> events = new ArrayList<>();

    private Baresip(String user, Path folder, Process process, Socket control) {
        this.user = user;
        this.folder = folder;
        this.process = process;
        this.control = control;
        Thread reader = new Thread(this::readEvents, "baresip of " + user);
        reader.setDaemon(true);
        reader.start();
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
     * Starts one and waits until it has registered.
     *
     * @param server host and port
     * @param transport {@code udp} or {@code tcp}
     * @param account further parameters of its account, such as {@code ;auth_pass=secret}
     * @param lines further lines of its configuration
     */
    public static Baresip start(String user, String server, String transport, String account, String... lines) {
        return start(user, "<sip:%s@%s;transport=%s>".formatted(user, server, transport) + account, List.of(lines));
    }

    /**
     * Starts one that sends everything to that server over {@code udp}, {@code tcp} or {@code tls}, and waits until it has registered.
     *
     * @param account further parameters of its account, such as {@code ;auth_pass=secret}
     * @param lines further lines of its configuration
     */
    public static Baresip start(PhoneServer server, String transport, String user, String account, String... lines) {
        List<String> all = new ArrayList<>(List.of(lines));
        all.add("sip_cafile " + server.certificates().ca());
        String proxy = ";outbound=\"sip:127.0.0.1:%d;transport=%s\"".formatted(server.port(transport), transport);
        return start(user, "<sip:%s@%s>".formatted(user, server.domain()) + proxy + account, all);
    }

    private static Baresip start(String user, String account, List<String> lines) {
        try {
            Path folder = Files.createTempDirectory("waypost-baresip-");
            int port = Ports.free();
            List<String> configuration = new ArrayList<>(List.of(
                    "sip_listen 127.0.0.1:0",
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
            configuration.addAll(lines);
            Files.write(folder.resolve("config"), configuration);
            String password = account.contains("auth_pass") ? "" : ";auth_pass=none"; // or it asks for one
            Files.writeString(folder.resolve("accounts"), account + ";regint=600;answermode=manual" + password + "\n");
            Process process = new ProcessBuilder(
                            Programs.find("baresip").orElseThrow().toString(), "-f", folder.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("output").toFile())
                    .redirectInput(new File("/dev/null"))
                    .start();
            return registered(user, folder, process, port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Baresip registered(String user, Path folder, Process process, int port) {
        try {
            Baresip phone = new Baresip(user, folder, process, connect(process, folder, port));
            phone.awaitRegistered();
            return phone;
        } catch (RuntimeException | Error e) {
            process.destroyForcibly();
            throw e;
        }
    }

    private static Socket connect(Process process, Path folder, int port) {
        Socket[] connected = new Socket[1];
        WaypostContainer.await("baresip takes commands", Phone.PATIENCE, () -> {
            try {
                if (!process.isAlive()) {
                    throw new AssertionError(Files.readString(folder.resolve("output")));
                }
                connected[0] = new Socket("127.0.0.1", port);
                return true;
            } catch (IOException e) {
                return false;
            }
        });
        return connected[0];
    }

    /** It may have registered before anybody listened to its events; what it prints tells, too. */
    private void awaitRegistered() {
        WaypostContainer.await(
                "baresip of " + user + " has registered", Phone.PATIENCE, () -> output().contains(" 200 OK "));
    }

    public void dial(String uri) {
        command("dial", uri);
    }

    /** Waits for a call and accepts it. */
    public void answer() {
        await("CALL_INCOMING");
        command("accept", "");
    }

    public void hangUp() {
        command("hangup", "");
    }

    public void awaitRinging() {
        await("CALL_RINGING");
    }

    public void awaitEstablished() {
        await("CALL_ESTABLISHED");
    }

    /** Waits for the end of a call and returns what baresip says of its reason. */
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

    /** What it has printed. */
    public String output() {
        try {
            return Files.readString(folder.resolve("output"), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try (control;
                Stream<Path> files = Files.walk(folder)) {
            process.waitFor(10, TimeUnit.SECONDS);
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
