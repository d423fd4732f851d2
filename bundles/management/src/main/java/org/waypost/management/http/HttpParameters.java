package org.waypost.management.http;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Parameters of the HTTP server; all take effect while it runs. */
@ObjectClassDefinition(name = "Waypost HTTP", description = "JSON-RPC, metrics, health and the console over HTTP")
public @interface HttpParameters {

    @AttributeDefinition(
            name = "Listeners",
            description =
                    "Where to listen: address:port, separated by commas; port 0 takes any free one, empty is off. "
                            + "Anything but a loopback address needs a token. Listeners that stay in the list stay open")
    String listen() default "127.0.0.1:8068";

    @AttributeDefinition(
            name = "Token",
            description =
                    "What requests must carry as Authorization: Bearer TOKEN, or as the password of Basic, such as "
                            + "browsers ask for; /healthz and /readyz answer without. Empty lets everybody in, so that only "
                            + "loopback addresses can be listened on",
            type = AttributeType.PASSWORD)
    String token() default "";

    @AttributeDefinition(
            name = "Names of this server",
            description = "Names that the Host of a request may have beside IP addresses and localhost, separated by "
                    + "commas; others are refused, as a web page of strangers may make a browser send them")
    String hosts() default "";

    @AttributeDefinition(
            name = "Largest request body",
            description = "Octets that the body of a request may have; one with more is answered 413 (1024..16777216)",
            min = "1024",
            max = "16777216")
    int max__body() default 1048576;

    @AttributeDefinition(
            name = "Threads",
            description =
                    "Requests that are read and answered at a time; others wait. Threads are started when they are "
                            + "needed and end when they are not (1..256)",
            min = "1",
            max = "256")
    int threads() default 32;
}
