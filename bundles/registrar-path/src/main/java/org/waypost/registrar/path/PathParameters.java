package org.waypost.registrar.path;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** The parameters of Path under Kamailio's names; each can be changed while the server runs. */
@ObjectClassDefinition(name = "Registrar: Path", description = "The proxies a REGISTER came through (RFC 3327)")
@interface PathParameters {

    @AttributeDefinition(
            name = "Use Path",
            description =
                    "Whether the Path of a REGISTER is stored: 0 no, 1 as path_mode says; what is stored is used by"
                            + " lookup either way",
            options = {@Option(label = "off", value = "0"), @Option(label = "on", value = "1")})
    int use__path() default 0;

    @AttributeDefinition(
            name = "Path mode",
            description = "What the reply says of a stored Path: 0 nothing, 1 the Path if the device supports path,"
                    + " 2 the same, and 420 if it does not",
            options = {
                @Option(label = "off", value = "0"),
                @Option(label = "lazy", value = "1"),
                @Option(label = "strict", value = "2")
            })
    int path__mode() default 2;

    @AttributeDefinition(
            name = "Use received of Path",
            description = "1: the parameter received of the first Path URI is where the device is, behind NAT (usrloc's"
                    + " nat_bflag is set)",
            options = {@Option(label = "off", value = "0"), @Option(label = "on", value = "1")})
    int path__use__received() default 0;

    @AttributeDefinition(
            name = "Skip local Path",
            description = "1: lookup leaves out the first Path URI if it is this server, as when several servers share"
                    + " their location table",
            options = {@Option(label = "off", value = "0"), @Option(label = "on", value = "1")})
    int path__check__local() default 0;
}
