package org.waypost.sip.transport.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.UUID;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;

/**
 * An own certificate, with those between it and the root, and its key.
 *
 * @param chain the own one first
 */
record Credentials(List<X509Certificate> chain, PrivateKey key) {

    private static final byte[] PROBE = {'w', 'a', 'y', 'p', 'o', 's', 't'};

    /** Reads both files and sees whether they belong together. */
    static Credentials read(Path certificate, Path key) {
        Credentials credentials = new Credentials(Pem.certificates(certificate), Pem.key(key));
        if (!credentials.belongTogether()) {
            throw new TlsFault("the private key in " + key + " is not that of the certificate in " + certificate);
        }
        return credentials;
    }

    X509Certificate own() {
        return chain.get(0);
    }

    KeyManager[] managers() throws GeneralSecurityException {
        // In memory only, but a key store wants a password.
        char[] password = UUID.randomUUID().toString().toCharArray();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try {
            store.load(null, null);
        } catch (IOException e) {
            throw new GeneralSecurityException(e);
        }
        store.setKeyEntry("own", key, password, chain.toArray(new X509Certificate[0]));
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, password);
        return factory.getKeyManagers();
    }

    private boolean belongTogether() {
        PublicKey published = own().getPublicKey();
        String algorithm = switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> key.getAlgorithm();
        };
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(PROBE);
            byte[] signed = signature.sign();
            signature.initVerify(published);
            signature.update(PROBE);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
