package org.waypost.proxy;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The parameters of the proxy (PID {@code waypost.proxy}). */
@ObjectClassDefinition(name = "Proxy", description = "Forwarding of requests to the contacts that were looked up")
public @interface ProxyParameters {

    @AttributeDefinition(
            name = "max_transactions",
            description = "Most requests being forwarded at once, those kept for retransmissions included;"
                    + " further ones are answered 503 (1..10000000)",
            min = "1",
            max = "10000000")
    int max__transactions() default 50_000;

    @AttributeDefinition(
            name = "fr_inv_timer",
            description = "Milliseconds that a called device may ring without another provisional answer before it is"
                    + " cancelled: timer C of RFC 3261 16.6 (1000..3600000)",
            min = "1000",
            max = "3600000")
    int fr__inv__timer() default 120_000;

    @AttributeDefinition(
            name = "enable_full_lr",
            description =
                    "1 writes ;lr=on into Record-Route instead of ;lr, for devices that lose a parameter without value (0, 1)",
            min = "0",
            max = "1")
    int enable__full__lr() default 0;

    @AttributeDefinition(
            name = "append_fromtag",
            description =
                    "1 adds the From tag to Record-Route, by which the direction of later requests is known (0, 1)",
            min = "0",
            max = "1")
    int append__fromtag() default 1;

    @AttributeDefinition(
            name = "enable_double_rr",
            description =
                    "When two Record-Route headers are written, one for each side: 0 never, 1 when the sockets differ,"
                            + " 2 always (0..2)",
            min = "0",
            max = "2")
    int enable__double__rr() default 1;

    @AttributeDefinition(
            name = "serial_flows",
            description =
                    "1 tries the flows of one device (instance and reg-id, RFC 5626) one after the other and removes"
                            + " those known to have failed, 0 sends to all at once as Kamailio does (0, 1)",
            min = "0",
            max = "1")
    int serial__flows() default 1;

    @AttributeDefinition(
            name = "serial",
            description = "1 tries the contacts of the highest q first and those of a lower one when these have failed,"
                    + " 0 tries all at once (0, 1)",
            min = "0",
            max = "1")
    int serial() default 0;

    @AttributeDefinition(
            name = "serial_timer",
            description = "With serial, milliseconds that the contacts of one q may ring while others wait for their"
                    + " turn (1000..3600000)",
            min = "1000",
            max = "3600000")
    int serial__timer() default 20_000;

    @AttributeDefinition(
            name = "max_breadth",
            description = "Max-Breadth of a request that comes without one: branches it may have at the same time, here"
                    + " and behind (RFC 5393 recommends 60); 0 adds none and sets no limit, as Kamailio (0..1000)",
            min = "0",
            max = "1000")
    int max__breadth() default 0;
}
