package org.waypost.path.edge;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The parameters of the edge (PID {@code waypost.path}): Kamailio's of the module outbound, and the built-in route in front of a registrar. */
@ObjectClassDefinition(
        name = "Path",
        description = "The edge in front of a registrar: Path with flow tokens (RFC 3327, RFC 5626)")
public @interface PathParameters {

    @AttributeDefinition(
            name = "registrar",
            description =
                    "The registrar behind this server, such as sip:10.0.0.1:5060;transport=tcp: while it is set, requests of"
                            + " clients go there, a REGISTER with a Path, and what comes with the flow token of a client goes over that"
                            + " flow; empty: this server is no edge")
    String registrar() default "";

    @AttributeDefinition(
            name = "force_outbound_flag",
            description = "Message flag by which a script says that outbound is used for a request (-1..31; -1: none)",
            min = "-1",
            max = "31")
    int force__outbound__flag() default -1;

    @AttributeDefinition(
            name = "force_no_outbound_flag",
            description =
                    "Message flag by which a script says that outbound is not used for a request (-1..31; -1: none)",
            min = "-1",
            max = "31")
    int force__no__outbound__flag() default -1;

    @AttributeDefinition(
            name = "flow_token_secret",
            description =
                    "Secret from which flow tokens are made, of 16 characters or more; empty: a random key that is kept in"
                            + " the data directory",
            type = AttributeType.PASSWORD)
    String flow__token__secret() default "";
}
