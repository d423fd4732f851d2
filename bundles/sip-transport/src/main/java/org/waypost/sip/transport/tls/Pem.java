package org.waypost.sip.transport.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CRL;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads certificates, private keys and revocation lists from PEM files (RFC 7468, and the older forms of OpenSSL). */
final class Pem {

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \\1-----", Pattern.DOTALL);
    private static final long LARGEST = 16L << 20;

    private record Block(String type, byte[] octets) {}

    private Pem() {}

    /** The certificates in a file, in their order; at least one. */
    static List<X509Certificate> certificates(Path file) {
        List<X509Certificate> found = new ArrayList<>();
        for (Block block : blocks(file)) {
            if (block.type.endsWith("CERTIFICATE")) {
                try {
                    found.add((X509Certificate) factory().generateCertificate(new ByteArrayInputStream(block.octets)));
                } catch (GeneralSecurityException e) {
                    throw new TlsFault(file + " has a certificate that cannot be read", e);
                }
            }
        }
        if (found.isEmpty()) {
            throw new TlsFault(file + " has no certificate in it");
        }
        return found;
    }

    /** The revocation lists in a file; at least one. */
    static List<CRL> revocations(Path file) {
        List<CRL> found = new ArrayList<>();
        for (Block block : blocks(file)) {
            if (block.type.equals("X509 CRL")) {
                try {
                    found.add(factory().generateCRL(new ByteArrayInputStream(block.octets)));
                } catch (GeneralSecurityException e) {
                    throw new TlsFault(file + " has a revocation list that cannot be read", e);
                }
            }
        }
        if (found.isEmpty()) {
            throw new TlsFault(file + " has no revocation list in it");
        }
        return found;
    }

    /** The first private key in a file: PKCS #8, PKCS #1 or SEC 1, not encrypted. */
    static PrivateKey key(Path file) {
        for (Block block : blocks(file)) {
            switch (block.type) {
                case "PRIVATE KEY" -> {
                    return key(file, block.octets, "RSA", "EC", "EdDSA", "RSASSA-PSS");
                }
                case "RSA PRIVATE KEY" -> {
                    return key(file, Der.ofRsa(block.octets), "RSA");
                }
                case "EC PRIVATE KEY" -> {
                    return key(file, elliptic(file, block.octets), "EC");
                }
                case "ENCRYPTED PRIVATE KEY" -> throw encrypted(file);
                default -> {
                    // a certificate, or parameters of a curve
                }
            }
        }
        throw new TlsFault(file + " has no private key in it");
    }

    private static byte[] elliptic(Path file, byte[] key) {
        try {
            return Der.ofElliptic(key);
        } catch (TlsFault | IndexOutOfBoundsException e) {
            throw new TlsFault(file + " has a private key that cannot be read", e);
        }
    }

    private static PrivateKey key(Path file, byte[] octets, String... algorithms) {
        GeneralSecurityException last = new GeneralSecurityException();
        for (String algorithm : algorithms) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(octets));
            } catch (GeneralSecurityException e) {
                last = e;
            }
        }
        throw new TlsFault(file + " has a private key that cannot be read", last);
    }

    private static List<Block> blocks(Path file) {
        String text = text(file);
        List<Block> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(text);
        while (matcher.find()) {
            if (matcher.group(2).contains("Proc-Type:")) {
                throw encrypted(file);
            }
            try {
                blocks.add(new Block(matcher.group(1), Base64.getMimeDecoder().decode(matcher.group(2))));
            } catch (IllegalArgumentException e) {
                throw new TlsFault(file + " has a " + matcher.group(1) + " that is not base64", e);
            }
        }
        return blocks;
    }

    private static String text(Path file) {
        try {
            if (Files.size(file) > LARGEST) {
                throw new TlsFault(file + " is too large for a PEM file");
            }
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            throw new TlsFault("there is no file " + file);
        } catch (IOException e) {
            throw new TlsFault("cannot read " + file, e);
        }
    }

    private static TlsFault encrypted(Path file) {
        return new TlsFault(file + " has an encrypted private key; one without a passphrase is wanted");
    }

    private static CertificateFactory factory() throws GeneralSecurityException {
        return CertificateFactory.getInstance("X.509");
    }
}
