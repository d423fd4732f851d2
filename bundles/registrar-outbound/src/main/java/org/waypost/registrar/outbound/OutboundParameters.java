package org.waypost.registrar.outbound;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** The parameters of outbound under Kamailio's names; each can be changed while the server runs. */
@ObjectClassDefinition(name = "Registrar: outbound", description = "Flows of a device at the registrar (RFC 5626)")
@interface OutboundParameters {

    @AttributeDefinition(
            name = "Outbound mode",
            description = "Whether devices may ask for outbound: 0 no, Require: outbound is answered 420; 1 yes;"
                    + " 2 they must, or are answered 421",
            options = {
                @Option(label = "off", value = "0"),
                @Option(label = "supported", value = "1"),
                @Option(label = "required", value = "2")
            })
    int outbound__mode() default 0;

    @AttributeDefinition(
            name = "Reg-id mode",
            description =
                    "Whose reg-id counts if outbound_mode is 1 or 2 and a REGISTER came by way of a proxy: 0 only if"
                            + " its first Path has ;ob, 1 anyone's",
            options = {@Option(label = "of outbound only", value = "0"), @Option(label = "any", value = "1")})
    int regid__mode() default 0;

    @AttributeDefinition(
            name = "Flow timer",
            description =
                    "Seconds in the Flow-Timer header of replies, after which a device is to send a keepalive; 0 for no"
                            + " such header; more than 0 only if outbound_mode is 1 or 2 (0..999)",
            min = "0",
            max = "999")
    int flow__timer() default 0;
}
