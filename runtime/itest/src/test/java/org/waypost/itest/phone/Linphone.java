package org.waypost.itest.phone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.waypost.itest.kit.Programs;
import org.waypost.itest.kit.WaypostContainer;

/** The phone of Debian's package linphone-cli, with files for its sound card; it takes commands as lines and tells what happens likewise. */
public final class Linphone extends PhoneProgram {

    /** Where in its output the next wait begins. */
    private int seen;

    private Linphone(String user, Path folder) throws IOException {
        super(user, folder, "linphonec", "-c", folder.resolve("rc").toString());
    }

    public static boolean isInstalled() {
        return Programs.find("linphonec").isPresent();
    }

    /**
     * Starts one that sends everything to that server, and waits until it has registered.
     *
     * @param transport {@code udp}, {@code tcp} or {@code tls}
     */
    public static Linphone start(PhoneServer server, String transport, String user) {
        try {
            Path folder = Files.createTempDirectory("waypost-linphone-");
            Files.createDirectories(folder.resolve(".local/share/linphone"));
            Files.write(
                    folder.resolve("rc"),
                    List.of(
                            "[sip]",
                            "default_proxy=0",
                            "sip_port=-1",
                            "sip_tcp_port=-1",
                            "sip_tls_port=-1",
                            "root_ca=" + server.certificates().ca(),
                            "verify_server_cn=0", // which takes names only
                            "[rtp]",
                            "audio_rtp_port=-1",
                            "[proxy_0]",
                            "reg_proxy=<sip:127.0.0.1:%d;transport=%s>".formatted(server.port(transport), transport),
                            "reg_identity=sip:%s@%s".formatted(user, server.domain()),
                            "reg_sendregister=1"));
            return afterGettingReady(new Linphone(user, folder), phone -> {
                phone.command("soundcard use files");
                phone.awaitRegistered();
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitRegistered() {
        WaypostContainer.await("linphone of " + user + " has registered", Phone.PATIENCE, () -> {
            command("status register");
            return output().contains("registered, identity=");
        });
    }

    @Override
    public void dial(String uri) {
        command("call " + uri);
    }

    @Override
    public void answer() {
        await("Receiving new incoming call from ");
        command("answer");
    }

    @Override
    public void hangUp() {
        command("terminate");
    }

    @Override
    public void awaitRinging() {
        await(" ringing.");
    }

    @Override
    public void awaitEstablished() {
        await("Media streams established with ");
    }

    @Override
    public String awaitEnd() {
        await(" ended (");
        return output().substring(seen).split("\\)")[0];
    }

    private void command(String line) {
        checkAlive();
        try {
            input().write((line + "\n").getBytes(StandardCharsets.UTF_8));
            input().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(output(), e);
        }
    }

    /** Waits until it has printed that after what was waited for before. */
    private void await(String text) {
        try {
            WaypostContainer.await(
                    "'" + text + "' at " + user, Phone.PATIENCE, () -> output().indexOf(text, seen) >= 0);
        } catch (AssertionError e) {
            throw new AssertionError(output(), e);
        }
        seen = output().indexOf(text, seen) + text.length();
    }
}
