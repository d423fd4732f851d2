package org.waypost.sip.transport.tls;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Parameters of TLS, with the names of Kamailio's module tls; all take effect on connections that are opened afterwards. */
@ObjectClassDefinition(name = "tls", description = "TLS of listeners tls: and wss:, and of connections that are opened")
public @interface TlsParameters {

    @AttributeDefinition(
            name = "tls_method",
            description = "Versions to speak: TLSv1.2, TLSv1.2+, TLSv1.3 or TLSv1.3+; + is that one and later ones")
    String tls__method() default "TLSv1.2+";

    @AttributeDefinition(
            name = "certificate",
            description =
                    "PEM file of the own certificate, followed by those between it and the root; relative to the configuration"
                            + " directory if not absolute, as all files; read again when it changes; empty: no TLS connection is accepted")
    String certificate() default "";

    @AttributeDefinition(
            name = "private_key",
            description =
                    "PEM file of its private key, not encrypted; read again when it changes; empty: in the file of the certificate")
    String private__key() default "";

    @AttributeDefinition(
            name = "ca_list",
            description =
                    "PEM file of the certificates that are trusted; read again when it changes; empty: for connections that are"
                            + " opened those that Java trusts")
    String ca__list() default "";

    @AttributeDefinition(
            name = "crl",
            description =
                    "PEM file of revocation lists, one of each authority; read again when it changes; empty: none")
    String crl() default "";

    @AttributeDefinition(
            name = "verify_certificate",
            description =
                    "1 verifies the certificate of a server that is connected to, and its name, and that of a client if it has one",
            min = "0",
            max = "1")
    int verify__certificate() default 0;

    @AttributeDefinition(
            name = "verify_depth",
            description = "Most certificates between a verified one and one in ca_list, 0..100",
            min = "0",
            max = "100")
    int verify__depth() default 9;

    @AttributeDefinition(
            name = "require_certificate",
            description = "1 accepts connections of clients with a certificate that can be verified only",
            min = "0",
            max = "1")
    int require__certificate() default 0;

    @AttributeDefinition(
            name = "cipher_list",
            description =
                    "Ciphers for TLS 1.2 by the names of OpenSSL or IANA, the preferred first, separated by colons; empty: those that"
                            + " Java has in use. The ciphers of TLS 1.3 are always there")
    String cipher__list() default "";

    @AttributeDefinition(
            name = "server_name",
            description = "The name that servers are asked for (SNI); empty: the one that was looked up")
    String server__name() default "";

    @AttributeDefinition(
            name = "config",
            description =
                    "File with sections such as [server:default] and [client:192.0.2.1:5061], as Kamailio's tls.cfg; what a section"
                            + " does not say comes from the default one and then from the parameters; read again when it changes; empty: none")
    String config() default "";

    @AttributeDefinition(
            name = "handshake_timeout",
            description = "Seconds that a handshake may take, 1..120; a connection that takes longer is closed",
            min = "1",
            max = "120")
    int handshake__timeout() default 10;

    @AttributeDefinition(
            name = "max_handshakes",
            description = "Handshakes under way at a time, 1..1000000; further connections are closed at once",
            min = "1",
            max = "1000000")
    int max__handshakes() default 4096;

    @AttributeDefinition(
            name = "max_handshakes_per_source",
            description =
                    "Handshakes under way at a time with one address, 1..1000000; further connections are closed at once",
            min = "1",
            max = "1000000")
    int max__handshakes__per__source() default 1024;
}
