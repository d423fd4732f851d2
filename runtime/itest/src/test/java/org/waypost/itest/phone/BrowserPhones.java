package org.waypost.itest.phone;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import org.waypost.itest.kit.Browser;

/**
 * Phones that are pages in a browser, each in a window: {@code docs/examples/phone.html} with JsSIP, from a web server on loopback. Their
 * microphone is a tone.
 */
public final class BrowserPhones implements AutoCloseable {

    private static final Path PAGE = Path.of("../../docs/examples/phone.html");

    private final HttpServer pages;
    private final Browser browser;

    private BrowserPhones(HttpServer pages, Browser browser) {
        this.pages = pages;
        this.browser = browser;
    }

    /** Starts a browser that trusts a server with that certificate. */
    public static BrowserPhones start(X509Certificate trusted) {
        try {
            HttpServer pages = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            pages.createContext("/phone.html", exchange -> answer(exchange, "text/html", Files.readAllBytes(PAGE)));
            pages.createContext("/jssip.min.js", exchange -> answer(exchange, "text/javascript", jsSip()));
            pages.start();
            return new BrowserPhones(
                    pages,
                    Browser.start(
                            "--ignore-certificate-errors-spki-list=" + fingerprint(trusted),
                            "--use-fake-device-for-media-stream",
                            "--use-fake-ui-for-media-stream",
                            "--autoplay-policy=no-user-gesture-required"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether sound can go from page to page: a browser does not offer a loopback address to others. */
    public static boolean haveMedia() {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .anyMatch(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress());
        } catch (SocketException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String fingerprint(X509Certificate certificate) {
        try {
            byte[] key = certificate.getPublicKey().getEncoded();
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(key));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] jsSip() throws IOException {
        try (InputStream script = BrowserPhones.class.getResourceAsStream("/jssip/jssip.min.js")) {
            return script.readAllBytes();
        }
    }

    private static void answer(HttpExchange exchange, String type, byte[] body) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    /** Opens one more phone, which does not register yet. */
    public BrowserPhone open() {
        return new BrowserPhone(
                browser,
                browser.openWindow("http://localhost:" + pages.getAddress().getPort() + "/phone.html"));
    }

    @Override
    public void close() {
        pages.stop(0);
        browser.close();
    }
}
