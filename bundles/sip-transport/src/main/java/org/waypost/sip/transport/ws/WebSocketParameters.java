package org.waypost.sip.transport.ws;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Parameters of WebSocket connections, named as those of Kamailio's module websocket where it has them. */
@ObjectClassDefinition(name = "websocket", description = "SIP over WebSocket (RFC 7118): listeners ws and wss")
public @interface WebSocketParameters {

    @AttributeDefinition(
            name = "enabled",
            description = "Whether new connections are taken: 1 yes, 0 no, they are answered 503; open ones stay",
            min = "0",
            max = "1")
    int enabled() default 1;

    @AttributeDefinition(
            name = "keepalive_mechanism",
            description =
                    "What is sent on a connection that is silent: 0 nothing, 1 a ping, which must be answered, 2 a pong",
            min = "0",
            max = "2")
    int keepalive__mechanism() default 1;

    @AttributeDefinition(
            name = "keepalive_timeout",
            description = "Seconds (1..86400) of silence after which that is sent; "
                    + "as many again without a sign of life after a ping end the connection",
            min = "1",
            max = "86400")
    int keepalive__timeout() default 180;

    @AttributeDefinition(
            name = "ping_application_data",
            description = "What those pings and pongs carry: a text of at most 125 octets")
    String ping__application__data() default "Waypost";

    @AttributeDefinition(
            name = "sub_protocols",
            description = "Subprotocols that are spoken: 1 sip, 0 none, so that nobody can connect",
            min = "0",
            max = "1")
    int sub__protocols() default 1;

    @AttributeDefinition(
            name = "cors_mode",
            description =
                    "Access-Control-Allow-Origin in the answer to a handshake: 0 none, 1 *, 2 the Origin of the request",
            min = "0",
            max = "2")
    int cors__mode() default 0;

    @AttributeDefinition(
            name = "origins",
            description =
                    "Web sites whose pages may connect, separated by commas: scheme://host[:port], scheme://*.domain[:port] "
                            + "for all hosts of a domain, or * for all. Who sends no Origin is no browser and may always")
    String origins() default "*";

    @AttributeDefinition(
            name = "trusted_proxies",
            description =
                    "Addresses and prefixes, separated by commas, of HTTP proxies whose X-Forwarded-For is believed: "
                            + "the client counts as the source of what it sends, with the port of the proxy; empty: none")
    String trusted__proxies() default "";

    @AttributeDefinition(
            name = "event_callback",
            description =
                    "Function of the script that is called with the name of the event when a connection has ended: "
                            + "websocket:closed; empty: none")
    String event__callback() default "";

    @AttributeDefinition(
            name = "upgrade_timeout",
            description = "Seconds (1..300) that a client has for its handshake",
            min = "1",
            max = "300")
    int upgrade__timeout() default 10;

    @AttributeDefinition(
            name = "max_upgrade_headers",
            description = "Octets (1024..65536) that the headers of a handshake may have together",
            min = "1024",
            max = "65536")
    int max__upgrade__headers() default 8192;
}
