package org.waypost.route.builtin;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;
import org.waypost.sip.ParameterReader;

/**
 * The parameters in force.
 *
 * @param recordRoute whether dialogs are recorded
 * @param nat whether clients behind NAT are looked for
 * @param outside whether requests for other domains are sent there
 * @param secret of the signatures; empty for the kept key
 * @param signatures made with that secret or key
 * @param admission who may do what
 */
record RouteSettings(
        boolean recordRoute,
        boolean nat,
        boolean outside,
        String secret,
        DialogSignature signatures,
        AdmissionSettings admission) {

    static final int SHORTEST_SECRET = 16;

    /** @param kept key that signs while no secret is given */
    static RouteSettings defaults(byte[] kept) {
        return new RouteSettings(true, true, false, "", new DialogSignature(kept), AdmissionSettings.DEFAULTS);
    }

    /** The settings that {@code parameters} give; for a value that is refused, what {@code last} has. */
    static RouteSettings of(
            RouteParameters parameters, Map<String, ?> raw, RouteSettings last, byte[] kept, Consumer<String> refused) {
        ParameterReader in = new ParameterReader("route", raw, refused);
        String secret = in.text(
                "route_secret",
                parameters::route__secret,
                "a text of " + SHORTEST_SECRET + " or more characters",
                RouteSettings::isSecret,
                last.secret);
        return new RouteSettings(
                in.flag("record_route", parameters::record__route, last.recordRoute),
                in.flag("nat", parameters::nat, last.nat),
                in.flag("outside", parameters::outside, last.outside),
                secret,
                new DialogSignature(secret.isEmpty() ? kept : secret.getBytes(StandardCharsets.UTF_8)),
                AdmissionSettings.of(parameters, in, last.admission));
    }

    static boolean isSecret(String text) {
        return text.isEmpty() || text.length() >= SHORTEST_SECRET;
    }
}
