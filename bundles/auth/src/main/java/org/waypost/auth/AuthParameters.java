package org.waypost.auth;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** Parameters of Kamailio's module auth, and of what this server adds to it. */
@ObjectClassDefinition(
        name = "auth",
        description = "Digest authentication: nonces, algorithms, the file of users, and who guesses passwords")
public @interface AuthParameters {

    @AttributeDefinition(
            name = "users_file",
            description =
                    "File with a line 'user@realm:password' or 'user@realm:{HA1-MD5}hash' for each user, relative to the"
                            + " configuration directory if not absolute; read again when it changes; empty: none")
    String users__file() default "users";

    @AttributeDefinition(
            name = "secret",
            description =
                    "Text that nonces are sealed with, the same on all servers that are to take the nonces of each other; empty: one"
                            + " of this server's own, new at each start",
            type = AttributeType.PASSWORD)
    String secret() default "";

    @AttributeDefinition(
            name = "nonce_expire",
            description = "Seconds (5..86400) for which a nonce is good",
            min = "5",
            max = "86400")
    int nonce__expire() default 300;

    @AttributeDefinition(
            name = "nonce_auth_max_drift",
            description = "Seconds (0..3600) that a nonce of another server may seem to be from the future",
            min = "0",
            max = "3600")
    int nonce__auth__max__drift() default 3;

    @AttributeDefinition(
            name = "nonce_count",
            description =
                    "Whether each use of a nonce must have a count of its own, so that overheard credentials are good for nothing",
            options = {
                @Option(value = "0", label = "no: credentials can be used again until the nonce expires"),
                @Option(value = "1", label = "yes, of nonces that were sent with qop")
            })
    int nonce__count() default 1;

    @AttributeDefinition(
            name = "one_time_nonce",
            description = "1: a nonce that is used without a count can be used once (0, 1)",
            min = "0",
            max = "1")
    int one__time__nonce() default 0;

    @AttributeDefinition(
            name = "nc_array_size",
            description = "Nonces (1024..16777216) of which the uses are kept, some 100 bytes each",
            min = "1024",
            max = "16777216")
    int nc__array__size() default 131072;

    @AttributeDefinition(
            name = "qop",
            description =
                    "Quality of protection in the challenges of the built-in route; scripts say it for each challenge",
            options = {
                @Option(value = "", label = "none, for clients that know RFC 2069 only"),
                @Option(value = "auth", label = "auth"),
                @Option(value = "auth-int", label = "auth-int: the body is protected too"),
                @Option(value = "auth,auth-int", label = "either, as the client likes")
            })
    String qop() default "auth";

    @AttributeDefinition(
            name = "algorithm",
            description =
                    "Algorithms of challenges, with commas between them: SHA-512-256, SHA-256, MD5; a challenge is sent for each, the"
                            + " strongest first; empty: MD5, not named in the challenge, as some phones and browsers take nothing else")
    String algorithm() default "";

    @AttributeDefinition(
            name = "realm_prefix",
            description = "Text such as 'sip.' that is left out where a realm begins with it")
    String realm__prefix() default "";

    @AttributeDefinition(
            name = "use_domain",
            description =
                    "1: the domain of To or From must be the realm as well when users are compared in scripts (0, 1)",
            min = "0",
            max = "1")
    int use__domain() default 0;

    @AttributeDefinition(
            name = "auth_checks_register",
            description =
                    "What a nonce sent to a REGISTER is bound to, as a sum (0..15): 1 Request-URI, 2 Call-ID, 4 From tag, 8 source"
                            + " address",
            min = "0",
            max = "15")
    int auth__checks__register() default 8;

    @AttributeDefinition(
            name = "auth_checks_no_dlg",
            description = "The same for other requests outside dialogs (0..15)",
            min = "0",
            max = "15")
    int auth__checks__no__dlg() default 8;

    @AttributeDefinition(
            name = "auth_checks_in_dlg",
            description = "The same for requests within dialogs (0..15)",
            min = "0",
            max = "15")
    int auth__checks__in__dlg() default 8;

    @AttributeDefinition(
            name = "slow_after",
            description =
                    "Wrong passwords (1..1000) of a source after which answers to further ones are held back, each for longer; one is"
                            + " forgiven every ten seconds",
            min = "1",
            max = "1000")
    int slow__after() default 5;

    @AttributeDefinition(
            name = "max_delay",
            description = "Milliseconds (0..60000) for which an answer is held back at most",
            min = "0",
            max = "60000")
    int max__delay() default 8000;

    @AttributeDefinition(
            name = "block_after",
            description =
                    "Wrong passwords (1..100000) after which credentials of the source are answered 403 without a look at them; five"
                            + " times as many for one user from all sources",
            min = "1",
            max = "100000")
    int block__after() default 20;

    @AttributeDefinition(
            name = "block_time",
            description = "Seconds (1..86400) for which that is so",
            min = "1",
            max = "86400")
    int block__time() default 60;

    @AttributeDefinition(
            name = "max_sources",
            description = "Sources and users (16..10000000) whose failures are kept, some 300 bytes each",
            min = "16",
            max = "10000000")
    int max__sources() default 65536;

    @AttributeDefinition(
            name = "auth_modules",
            description =
                    "Whether KSR.auth and KSR.auth_db are there, as if Kamailio had loaded them; its example scripts take their"
                            + " presence for the wish to authenticate",
            options = {
                @Option(value = "0", label = "no: KSR.auth is nil, a script that asks for it goes on without"),
                @Option(value = "1", label = "yes")
            })
    int auth__modules() default 0;
}
