package org.waypost.registrar.gruu;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** The parameter of GRUU under Kamailio's name; it can be changed while the server runs. */
@ObjectClassDefinition(name = "Registrar: GRUU", description = "URIs that reach one device (RFC 5627) at the registrar")
@interface GruuParameters {

    @AttributeDefinition(
            name = "GRUU enabled",
            description =
                    "Whether contacts with a +sip.instance are given GRUUs if the REGISTER supports them: 0 no, 1 yes;"
                            + " GRUUs are looked up either way",
            options = {@Option(label = "off", value = "0"), @Option(label = "on", value = "1")})
    int gruu__enabled() default 1;
}
