package org.waypost.sip.transport.tls;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertStore;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.HashSet;
import java.util.Set;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** Whom a profile trusts. */
final class Trust {

    private Trust() {}

    static TrustManager[] of(Profile profile) throws GeneralSecurityException {
        if (!profile.verify() && !profile.require() || isNobodyAsked(profile)) {
            return new TrustManager[] {new Everybody()};
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        if (profile.authorities().isEmpty()) {
            if (profile.isServer()) {
                throw new TlsFault(
                        profile.name() + ": require_certificate takes ca_list, the file of who vouches for clients");
            }
            factory.init((KeyStore) null);
            return factory.getTrustManagers();
        }
        Set<TrustAnchor> anchors = new HashSet<>();
        for (X509Certificate authority : Pem.certificates(profile.authorities().get())) {
            anchors.add(new TrustAnchor(authority, null));
        }
        PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors, new X509CertSelector());
        parameters.setMaxPathLength(profile.depth());
        parameters.setRevocationEnabled(profile.revocations().isPresent());
        if (profile.revocations().isPresent()) {
            parameters.addCertStore(CertStore.getInstance(
                    "Collection",
                    new CollectionCertStoreParameters(
                            Pem.revocations(profile.revocations().get()))));
        }
        factory.init(new CertPathTrustManagerParameters(parameters));
        return factory.getTrustManagers();
    }

    /** Whether clients are not asked for certificates, as nobody is known who could vouch for them. */
    static boolean isNobodyAsked(Profile profile) {
        return profile.isServer() && !profile.require() && profile.authorities().isEmpty();
    }

    /** What {@code verify_certificate = no} asks for. */
    private static final class Everybody extends X509ExtendedTrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
