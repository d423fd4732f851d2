package org.waypost.sip.transport.tls;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/** A certificate authority of a test and what it issues, as PEM files in a folder. Elliptic curves, unless RSA is asked for. */
public final class TestCertificates {

    /** A certificate and its key. */
    public record Identity(X509Bundle bundle, Path certificate, Path key) {

        /** Puts this one into the files of another, as an operator does who renews it. */
        public void replace(Identity other) {
            write(other.certificate, bundle.getCertificatePathPEM());
            write(other.key, bundle.getPrivateKeyPEM());
        }
    }

    private static final Duration VALIDITY = Duration.ofDays(90);

    private final AtomicInteger made = new AtomicInteger();
    private final Path folder;
    private final X509Bundle authority;
    private final Path ca;

    /** @param folder an existing one, where the files go */
    public TestCertificates(Path folder) {
        this.folder = folder;
        authority = build(
                () -> names("Waypost test CA").setIsCertificateAuthority(true).buildSelfSigned());
        ca = write(folder.resolve("ca.pem"), authority.getCertificatePEM());
    }

    /** The file of the authority's own certificate. */
    public Path ca() {
        return ca;
    }

    public X509Bundle authority() {
        return authority;
    }

    /** For a server of these names and addresses; the first is the common name. */
    public Identity server(String... names) {
        return issue(authority, names(names).addExtendedKeyUsageServerAuth().ecp256());
    }

    /** As {@link #server} with RSA. */
    public Identity rsaServer(String... names) {
        return issue(authority, names(names).addExtendedKeyUsageServerAuth().rsa2048());
    }

    /** For a server, issued by an authority that this one has issued. */
    public Identity chainedServer(String... names) {
        X509Bundle between = build(() ->
                names("Waypost test CA between").setIsCertificateAuthority(true).buildIssuedBy(authority));
        return issue(between, names(names).addExtendedKeyUsageServerAuth().ecp256());
    }

    /** For a server, of yesterday. */
    public Identity expiredServer(String... names) {
        Instant yesterday = Instant.now().minus(Duration.ofDays(1));
        return issue(
                authority, names(names).addExtendedKeyUsageServerAuth().ecp256().notAfter(yesterday));
    }

    /** For a client of that common name. */
    public Identity client(String name) {
        return issue(authority, names(name).addExtendedKeyUsageClientAuth().ecp256());
    }

    /** The side of a client that trusts this authority. */
    public SSLContext trusting() {
        return context();
    }

    /** The side of a client that trusts this authority and has a certificate. */
    public SSLContext trusting(Identity own) {
        return build(() -> context(own.bundle.toKeyManagerFactory().getKeyManagers()));
    }

    private SSLContext context(KeyManager... keys) {
        return build(() -> {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys, new TrustManager[] {authority.toTrustManager()}, null);
            return context;
        });
    }

    private Identity issue(X509Bundle issuer, CertificateBuilder builder) {
        X509Bundle bundle = build(() -> builder.buildIssuedBy(issuer));
        String name = "certificate" + made.incrementAndGet();
        return new Identity(
                bundle,
                write(folder.resolve(name + ".pem"), bundle.getCertificatePathPEM()),
                write(folder.resolve(name + ".key"), bundle.getPrivateKeyPEM()));
    }

    private static CertificateBuilder names(String... names) {
        CertificateBuilder builder = new CertificateBuilder()
                .subject("CN=" + names[0] + ", O=Waypost")
                .notBefore(Instant.now().minus(VALIDITY))
                .notAfter(Instant.now().plus(VALIDITY));
        for (String name : names) {
            if (name.matches("[0-9.]+|.*:.*")) {
                builder.addSanIpAddress(address(name));
            } else if (!name.contains(" ")) {
                builder.addSanDnsName(name);
            }
        }
        return builder;
    }

    private static InetAddress address(String number) {
        try {
            return InetAddress.getByName(number);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static Path write(Path file, String text) {
        try {
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private interface Maker<T> {

        T make() throws Exception;
    }

    private static <T> T build(Maker<T> maker) {
        try {
            return maker.make();
        } catch (Exception e) {
            throw new IllegalStateException("no certificate can be made", e);
        }
    }
}
