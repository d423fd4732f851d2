package org.waypost.route.builtin;

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.waypost.sip.Flow;
import org.waypost.sip.ParameterReader;
import org.waypost.sip.SipContext;
import org.waypost.sip.Transport;

/**
 * The parameters in force.
 *
 * @param recordRoute whether dialogs are recorded
 * @param nat whose requests are looked at for signs of NAT: {@link #NEVER} nobody's, 1 as {@link #mends} says, {@link #ALWAYS} all
 * @param outside whether requests for other domains are sent there
 * @param secret of the signatures; empty for the kept key
 * @param signatures made with that secret or key
 * @param admission who may do what
 */
record RouteSettings(
        boolean recordRoute,
        int nat,
        boolean outside,
        String secret,
        DialogSignature signatures,
        AdmissionSettings admission) {

    private static final Set<Transport> REACHED_BY_THEIR_CONNECTION =
            EnumSet.of(Transport.TLS, Transport.WS, Transport.WSS);

    static final int NEVER = 0;
    static final int ALWAYS = 2;
    static final int SHORTEST_SECRET = 16;
    static final String SECRET = "a text of " + SHORTEST_SECRET + " or more characters";

    /** @param kept key that signs while no secret is given */
    static RouteSettings defaults(byte[] kept) {
        return new RouteSettings(true, 1, false, "", new DialogSignature(kept), AdmissionSettings.DEFAULTS);
    }

    /** The settings that {@code parameters} give; for a value that is refused, what {@code last} has. */
    static RouteSettings of(
            RouteParameters parameters, Map<String, ?> raw, RouteSettings last, byte[] kept, Consumer<String> refused) {
        ParameterReader in = new ParameterReader("route", raw, refused);
        String secret =
                in.hidden("route_secret", () -> secret(parameters.route__secret()), last.secret, "the last good one");
        return new RouteSettings(
                in.flag("record_route", parameters::record__route, last.recordRoute),
                in.number("nat", parameters::nat, NEVER, ALWAYS, last.nat),
                in.flag("outside", parameters::outside, last.outside),
                secret,
                new DialogSignature(secret.isEmpty() ? kept : secret.getBytes(StandardCharsets.UTF_8)),
                AdmissionSettings.of(parameters, in, last.admission));
    }

    /**
     * Whether the sender is looked at for signs of NAT. A page in a browser is always, which never knows its address, and a phone over TLS,
     * which has no certificate for connections to the address it gives.
     */
    boolean mends(SipContext context) {
        Flow flow = context.flow();
        return nat == ALWAYS
                || nat != NEVER
                        && (REACHED_BY_THEIR_CONNECTION.contains(flow.transport())
                                || !flow.remote().getAddress().isLoopbackAddress());
    }

    /** @throws IllegalArgumentException saying what is wanted, and not what came */
    private static String secret(String text) {
        String secret = text.strip();
        if (!isSecret(secret)) {
            throw new IllegalArgumentException(SECRET);
        }
        return secret;
    }

    static boolean isSecret(String text) {
        return text.isEmpty() || text.length() >= SHORTEST_SECRET;
    }
}
