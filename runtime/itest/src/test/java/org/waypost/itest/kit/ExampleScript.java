package org.waypost.itest.kit;

import java.nio.file.Path;
import java.util.Map;

/** Scripts that route as Kamailio's stock one does, with the parameters that they want. */
public final class ExampleScript {

    /** The one of the documentation. */
    public static final Path BASIC =
            Path.of("../../docs/examples/basic.lua").toAbsolutePath().normalize();

    private static final Map<String, String> PARAMETERS = Map.of(
            "htable htable", "banned=>size=8;autoexpire=300,ipban=>size=8;autoexpire=300",
            "nathelper received_avp", "$avp(RECEIVED)",
            "registrar received_avp", "$avp(RECEIVED)",
            "usrloc nat_bflag", "6");

    private ExampleScript() {}

    /** Routes with it from now on. */
    public static void use(WaypostContainer waypost, Path script) {
        PARAMETERS.forEach((name, value) -> waypost.exec("cfg:set " + name + " '" + value + "'"));
        waypost.exec("cfg:set kemi script '" + script + "'");
    }

    /** Takes all of that back: the built-in route is in force again. */
    public static void leave(WaypostContainer waypost) {
        waypost.exec("cfg:reset kemi script");
        PARAMETERS.keySet().forEach(name -> waypost.exec("cfg:reset " + name));
    }
}
