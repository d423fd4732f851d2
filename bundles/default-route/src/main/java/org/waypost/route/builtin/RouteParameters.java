package org.waypost.route.builtin;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** The parameters of the built-in route (PID {@code waypost.route}). */
@ObjectClassDefinition(
        name = "Route",
        description = "The built-in route: what happens to a request while no script is configured")
public @interface RouteParameters {

    @AttributeDefinition(
            name = "record_route",
            description =
                    "1 stays in the path of dialogs by Record-Route, so that later requests of a call come by here;"
                            + " 0 lets them go straight from device to device (0, 1)",
            min = "0",
            max = "1")
    int record__route() default 1;

    @AttributeDefinition(
            name = "nat",
            description =
                    "Finds clients behind NAT, and those of WebSocket and TLS: sends replies and calls back to where they"
                            + " come from, and adds that address to their Contact as an alias. 0 takes addresses as they are"
                            + " written, 1 looks at all but what comes from this machine over UDP or TCP, 2 at all (0..2)",
            min = "0",
            max = "2")
    int nat() default 1;

    @AttributeDefinition(
            name = "outside",
            description =
                    "1 sends requests for other domains there, for callers whose password was proven or who need none, and answers 403 to"
                            + " others; transport.alias says which domains are this server's; 0 looks every Request-URI up here (0, 1)",
            min = "0",
            max = "1")
    int outside() default 0;

    @AttributeDefinition(
            name = "route_secret",
            description =
                    "Secret that signs Record-Route, so that requests within a dialog go only where this server has sent one before,"
                            + " of 16 characters or more, the same in all servers of a cluster; empty: a random key that is kept in the"
                            + " data directory",
            type = AttributeType.PASSWORD)
    String route__secret() default "";

    @AttributeDefinition(
            name = "auth",
            description =
                    "Who has to prove who they are, by a password: users of REGISTER and callers; requests of dialogs that were let"
                            + " through pass",
            options = {
                @Option(value = "0", label = "nobody"),
                @Option(value = "1", label = "all but what comes from this machine (loopback addresses)"),
                @Option(value = "2", label = "all")
            })
    int auth() default 1;

    @AttributeDefinition(
            name = "auth_foreign",
            description =
                    "Whether callers of domains that are not this server's (see transport.alias) have to prove it too; those who do not"
                            + " reach the users of this server only",
            options = {@Option(value = "0", label = "no"), @Option(value = "1", label = "yes")})
    int auth__foreign() default 1;

    @AttributeDefinition(
            name = "auth_realm",
            description =
                    "Realm of all challenges, if users of all domains are one; empty: the domain of the user who registers or calls")
    String auth__realm() default "";

    @AttributeDefinition(
            name = "pike",
            description =
                    "1 ignores requests of sources that send more than the parameters of the module pike allow, but of this machine"
                            + " (0, 1)",
            min = "0",
            max = "1")
    int pike() default 0;
}
