package org.waypost.itest.phone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.waypost.itest.kit.Ports;
import org.waypost.itest.kit.SipClient;
import org.waypost.itest.kit.WaypostContainer;
import org.waypost.sip.transport.tls.TestCertificates;
import org.waypost.sip.transport.tls.TestCertificates.Identity;

/** A container that takes phones over every transport, and the authority that has issued its certificate. */
public final class PhoneServer implements AutoCloseable {

    /** The transports, by the names that {@code listen} has for them. */
    public static final List<String> TRANSPORTS = List.of("udp", "tcp", "tls", "ws", "wss");

    private static final String HOST = "127.0.0.1";

    private final WaypostContainer waypost;
    private final TestCertificates certificates;
    private final Identity certificate;
    private final Map<String, Integer> ports = new LinkedHashMap<>();

    private PhoneServer(WaypostContainer waypost) throws IOException {
        this.waypost = waypost;
        certificates =
                new TestCertificates(Files.createDirectory(waypost.config().resolve("certificates")));
        TRANSPORTS.forEach(transport ->
                ports.put(transport, List.of("udp", "tcp").contains(transport) ? waypost.port() : Ports.free()));
        certificate = certificates.server("localhost", HOST);
        waypost.exec("cfg:set tls certificate " + certificate.certificate());
        waypost.exec("cfg:set tls private_key " + certificate.key());
        waypost.exec("cfg:set transport alias " + HOST + ":5060"); // linphone leaves the port out
        waypost.exec("cfg:set transport listen \"" + listen() + "\"");
    }

    /** Starts one. */
    public static PhoneServer start() {
        WaypostContainer waypost = WaypostContainer.start();
        try {
            return new PhoneServer(waypost);
        } catch (IOException e) {
            waypost.close();
            throw new UncheckedIOException(e);
        }
    }

    private String listen() {
        return ports.entrySet().stream()
                .map(socket -> socket.getKey() + ":" + HOST + ":" + socket.getValue())
                .collect(Collectors.joining(","));
    }

    public WaypostContainer waypost() {
        return waypost;
    }

    /** Who has issued its certificate. */
    public TestCertificates certificates() {
        return certificates;
    }

    /** What it shows who connects over TLS. */
    public Identity certificate() {
        return certificate;
    }

    public int port(String transport) {
        return ports.get(transport);
    }

    /** Host and port that stand for it in URIs, over whatever transport they are sent. */
    public String domain() {
        return HOST + ":" + waypost.port();
    }

    /** A connection or socket to it. */
    public SipClient client(String transport) {
        int port = port(transport);
        return switch (transport) {
            case "udp" -> SipClient.udp(HOST, port);
            case "tcp" -> SipClient.tcp(HOST, port);
            case "tls" -> SipClient.tls(HOST, port, certificates.trusting());
            case "ws" -> SipClient.ws(HOST, port);
            case "wss" -> SipClient.wss(HOST, port, certificates.trusting());
            default -> throw new IllegalArgumentException(transport + " is none of " + TRANSPORTS);
        };
    }

    /** A phone of that user that has yet to register. */
    public Phone unregistered(String transport, String user) {
        return Phone.at(client(transport), domain(), user);
    }

    /** A phone of that user that has registered. */
    public Phone device(String transport, String user) {
        return unregistered(transport, user).register();
    }

    /** The phone of a user of that name whom no other test has, registered. */
    public Phone phone(String transport, String name) {
        return device(transport, name + "-" + UUID.randomUUID());
    }

    @Override
    public void close() {
        waypost.close();
    }
}
