package org.waypost.sip.transport.tls;

import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.waypost.sip.FlowSecurity;
import org.waypost.sip.TlsControl;

/** A profile with its files read, ready for handshakes. */
final class TlsContext {

    private final Profile profile;
    private final Optional<Credentials> credentials;
    private final SSLContext context;
    private final String[] ciphers;

    private TlsContext(Profile profile, Optional<Credentials> credentials, SSLContext context) {
        this.profile = profile;
        this.credentials = credentials;
        this.context = context;
        ciphers = Ciphers.select(
                profile.ciphers(), context.getDefaultSSLParameters(), context.getSupportedSSLParameters());
    }

    /** Reads the files of a profile; a {@link TlsFault} names what is wrong. */
    static TlsContext of(Profile profile) {
        try {
            Optional<Credentials> own = profile.certificate()
                    .map(file -> Credentials.read(file, profile.key().orElse(file)));
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(own.isPresent() ? own.get().managers() : null, Trust.of(profile), null);
            return new TlsContext(profile, own, context);
        } catch (GeneralSecurityException e) {
            throw new TlsFault(profile.name(), e);
        }
    }

    Profile profile() {
        return profile;
    }

    Optional<Credentials> credentials() {
        return credentials;
    }

    /** What operators are shown of it. */
    TlsControl.Profile description() {
        return new TlsControl.Profile(
                profile.name(),
                profile.attributes(),
                credentials
                        .map(own -> FlowSecurity.text(own.own().getSubjectX500Principal()))
                        .orElse(""),
                credentials.map(own -> own.own().getNotAfter().getTime()).orElse(0L));
    }

    /** For a connection that was accepted. */
    SSLEngine server() {
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(false);
        SSLParameters parameters = parameters();
        parameters.setUseCipherSuitesOrder(true);
        if (profile.require()) {
            parameters.setNeedClientAuth(true);
        } else if (profile.verify() && !Trust.isNobodyAsked(profile)) {
            parameters.setWantClientAuth(true);
        }
        engine.setSSLParameters(parameters);
        return engine;
    }

    /** For a connection that is opened to {@code remote}, which has the name that was looked up. */
    SSLEngine client(InetSocketAddress remote) {
        String host = remote.getHostString();
        SSLEngine engine = context.createSSLEngine(host, remote.getPort());
        engine.setUseClientMode(true);
        SSLParameters parameters = parameters();
        serverName(remote).ifPresent(name -> parameters.setServerNames(List.of(new SNIHostName(name))));
        if (profile.verify()) {
            // RFC 2818 3.1: subject alternative names, else the common name; RFC 5922 7.1 asks for no less.
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        engine.setSSLParameters(parameters);
        return engine;
    }

    /** What the server is asked for (SNI): {@code server_name}, else the name that was looked up. */
    Optional<String> serverName(InetSocketAddress remote) {
        Optional<String> name = profile.serverName().isEmpty() ? hostName(remote) : hostName(profile.serverName());
        return name.filter(TlsContext::canBeAskedFor);
    }

    /** The name that was looked up, in lower case; empty if the address was given as such. */
    static Optional<String> hostName(InetSocketAddress remote) {
        return hostName(remote.getHostString().toLowerCase(Locale.ROOT));
    }

    // DNS has names that cannot be asked for, such as those with an underscore.
    private static boolean canBeAskedFor(String name) {
        try {
            return !new SNIHostName(name).getAsciiName().isEmpty();
        } catch (IllegalArgumentException noHostName) {
            return false;
        }
    }

    private static Optional<String> hostName(String host) {
        boolean isName = host.matches("[\\w-]+(\\.[\\w-]+)*") && !host.matches("[0-9.]+");
        return isName ? Optional.of(host) : Optional.empty();
    }

    private SSLParameters parameters() {
        return new SSLParameters(ciphers, profile.protocols().toArray(new String[0]));
    }
}
