package org.waypost.proxy;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** The parameters of the proxy (PID {@code waypost.proxy}). */
@ObjectClassDefinition(name = "Proxy", description = "Forwarding of requests to the contacts that were looked up")
public @interface ProxyParameters {

    @AttributeDefinition(
            name = "max_transactions",
            description = "Most requests being forwarded at once; further ones are answered 503 (1..10000000)",
            min = "1",
            max = "10000000")
    int max__transactions() default 50_000;

    @AttributeDefinition(
            name = "fr_timer",
            description = "Milliseconds that a target may take for its first answer, and any request but INVITE for its"
                    + " final one (100..3600000)",
            min = "100",
            max = "3600000")
    int fr__timer() default 30_000;

    @AttributeDefinition(
            name = "fr_inv_timer",
            description = "Milliseconds that a called device may ring without another provisional answer before it is"
                    + " cancelled: timer C of RFC 3261 16.6 (1000..3600000)",
            min = "1000",
            max = "3600000")
    int fr__inv__timer() default 120_000;

    @AttributeDefinition(
            name = "restart_fr_on_each_reply",
            description = "1 starts fr_inv_timer again with each provisional answer (RFC 3261 16.7 step 2), 0 with the"
                    + " first one alone (0, 1)",
            min = "0",
            max = "1")
    int restart__fr__on__each__reply() default 1;

    @AttributeDefinition(
            name = "max_inv_lifetime",
            description = "Milliseconds that an INVITE may ring at all its targets together, one after the other or at"
                    + " once (1000..86400000)",
            min = "1000",
            max = "86400000")
    int max__inv__lifetime() default 180_000;

    @AttributeDefinition(
            name = "max_noninv_lifetime",
            description = "Milliseconds that any other request may take at all its targets together (1000..86400000)",
            min = "1000",
            max = "86400000")
    int max__noninv__lifetime() default 32_000;

    @AttributeDefinition(
            name = "retr_timer1",
            description =
                    "Milliseconds until a request sent over UDP is repeated: T1 (RFC 3261 17.1). Without any answer it fails"
                            + " after 64 of them, if not before by fr_timer (10..60000)",
            min = "10",
            max = "60000")
    int retr__timer1() default 500;

    @AttributeDefinition(
            name = "retr_timer2",
            description = "Milliseconds between repetitions at most: T2 (RFC 3261 17.1) (10..60000)",
            min = "10",
            max = "60000")
    int retr__timer2() default 4000;

    @AttributeDefinition(
            name = "auto_inv_100",
            description = "1 answers an INVITE that is forwarded 100 at once, 0 leaves that to the route (0, 1)",
            min = "0",
            max = "1")
    int auto__inv__100() default 1;

    @AttributeDefinition(
            name = "disable_6xx_block",
            description =
                    "0 ends the other targets when one answers 6xx, which is the answer then (RFC 3261 16.7 step 5),"
                            + " 1 takes a 6xx as any refusal (0, 1)",
            min = "0",
            max = "1")
    int disable__6xx__block() default 0;

    @AttributeDefinition(
            name = "failure_reply_mode",
            description =
                    "When a failure route tries further targets, earlier answers: 0 still count for the one that is"
                            + " passed on, 1, 2 and 3 do not (0..3)",
            min = "0",
            max = "3")
    int failure__reply__mode() default 0;

    @AttributeDefinition(
            name = "aggregate_challenges",
            description =
                    "1 passes the challenges of all targets on in one 401 or 407 (RFC 3261 16.7 step 7), 0 those of"
                            + " one of them (0, 1)",
            min = "0",
            max = "1")
    int aggregate__challenges() default 1;

    @AttributeDefinition(
            name = "remap_503_500",
            description = "1 passes a 503 on as 500 (RFC 3261 16.7 step 6), 0 as it is (0, 1)",
            min = "0",
            max = "1")
    int remap__503__500() default 1;

    @AttributeDefinition(
            name = "cancel_b_method",
            description = "A target that gave no answer at all is cancelled: 0 at once, without a word to it, 1 when it"
                    + " answers (RFC 3261 9.1), 2 by a CANCEL at once (0..2)",
            min = "0",
            max = "2")
    int cancel__b__method() default 1;

    @AttributeDefinition(
            name = "local_cancel_reason",
            description = "1 tells targets that are cancelled why, by a Reason header (RFC 3326): answered elsewhere or"
                    + " refused, 0 does not (0, 1)",
            min = "0",
            max = "1")
    int local__cancel__reason() default 1;

    @AttributeDefinition(
            name = "e2e_cancel_reason",
            description = "1 passes the Reason headers of a caller's CANCEL on (RFC 3326), 0 does not (0, 1)",
            min = "0",
            max = "1")
    int e2e__cancel__reason() default 1;

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
            name = "add_username",
            description = "1 writes the user of the Request-URI into Record-Route (0, 1)",
            min = "0",
            max = "1")
    int add__username() default 0;

    @AttributeDefinition(
            name = "ignore_sips",
            description = "1 writes sip: into Record-Route even for a Request-URI with sips: (0, 1)",
            min = "0",
            max = "1")
    int ignore__sips() default 0;

    @AttributeDefinition(
            name = "force_send_socket",
            description =
                    "1 sends a request that follows two Record-Route headers of this server from the socket that the"
                            + " second one names, 0 from whichever suits (0, 1)",
            min = "0",
            max = "1")
    int force__send__socket() default 1;

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

    @AttributeDefinition(
            name = "udp_mtu",
            description =
                    "Octets of a request above which it is sent over udp_mtu_try_proto instead of UDP, 0 for any number;"
                            + " RFC 3261 18.1.1 wants 1300 (0..65535)",
            min = "0",
            max = "65535")
    int udp__mtu() default 0;

    @AttributeDefinition(
            name = "udp_mtu_try_proto",
            description =
                    "What requests larger than udp_mtu are sent over, and over UDP only if that fails; UDP changes"
                            + " nothing (UDP, TCP, TLS)",
            options = {
                @Option(label = "UDP", value = "UDP"),
                @Option(label = "TCP", value = "TCP"),
                @Option(label = "TLS", value = "TLS")
            })
    String udp__mtu__try__proto() default "UDP";
}
