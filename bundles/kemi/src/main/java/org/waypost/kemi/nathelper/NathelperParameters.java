package org.waypost.kemi.nathelper;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Parameters of Kamailio's module nathelper. */
@ObjectClassDefinition(
        name = "nathelper",
        description = "Finds clients behind NAT and mends what they send: KSR.nathelper")
public @interface NathelperParameters {

    @AttributeDefinition(
            name = "received_avp",
            description =
                    "AVP such as $avp(rcv) in which fix_nated_register keeps the source of a REGISTER; give the registrar's"
                            + " parameter of that name the same value; empty: none")
    String received__avp() default "";

    @AttributeDefinition(
            name = "alias_name",
            description =
                    "Name of the URI parameter that set_contact_alias and its like add and handle_ruri_alias takes off")
    String alias__name() default "alias";

    @AttributeDefinition(
            name = "append_sdp_oldmediaip",
            description = "Whether fix_nated_sdp keeps an address it replaces as a=oldmediaip",
            min = "0",
            max = "1")
    int append__sdp__oldmediaip() default 1;
}
