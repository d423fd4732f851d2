package org.waypost.pv.standard;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.waypost.pv.transform.TransportNumber;
import org.waypost.sip.HeaderName;
import org.waypost.sip.HostPort;
import org.waypost.sip.Octets;
import org.waypost.sip.Parameters;
import org.waypost.sip.PseudoVariable;
import org.waypost.sip.Transport;
import org.waypost.sip.Value;

/** The first, the second and the last Via. */
final class ViaVariables {

    private static final Set<String> PARAMETERS = Set.of("branch", "rport", "received", "alias", "i");

    private ViaVariables() {}

    static void define(Catalog catalog) {
        define(catalog, "via0", "first", 0);
        define(catalog, "via1", "second", 1);
        define(catalog, "viaZ", "last", -1);
    }

    private static void define(Catalog catalog, String name, String which, int index) {
        catalog.define(new Definition(
                name,
                "host|port|proto|protoid|branch|rport|received|alias|i",
                false,
                "Part of the " + which
                        + " Via: host, port (5060 if it has none), transport, its number, or a parameter",
                (inner, brackets) -> part(name, inner, index)));
    }

    private static PseudoVariable part(String name, String inner, int index) {
        if (!PARAMETERS.contains(inner)
                && !Set.of("host", "port", "proto", "protoid").contains(inner)) {
            throw new IllegalArgumentException("$" + name + "(" + inner + ") is no part of a Via");
        }
        return context -> {
            List<Octets> vias = HeaderLists.elements(Values.message(context), HeaderName.VIA);
            int position = index < 0 ? vias.size() - 1 : index;
            return position < 0 || position >= vias.size() ? Value.NULL : part(vias.get(position), inner);
        };
    }

    // RFC 3261 25.1: Via = sent-protocol LWS sent-by *( SEMI via-params ), sent-protocol = "SIP/2.0/" transport
    private static Value part(Octets via, String part) {
        int semicolon = via.indexOf(';', 0);
        if (PARAMETERS.contains(part)) {
            return semicolon < 0
                    ? Value.NULL
                    : Parameters.find(via.from(semicolon + 1), part)
                            .map(Values::orNull)
                            .orElse(Value.NULL);
        }
        Octets head = (semicolon < 0 ? via : via.sub(0, semicolon)).trim();
        int blank = head.length();
        while (blank > 0 && !Octets.isWhite(head.at(blank - 1))) {
            blank--;
        }
        Octets protocol = head.sub(0, blank).trim();
        Octets transport = protocol.from(protocol.lastIndexOf('/') + 1).trim();
        return switch (part) {
            case "proto" -> Values.orNull(transport);
            case "protoid" ->
                Transport.of(transport.toString())
                        .map(known -> Value.of(TransportNumber.of(known)))
                        .orElse(Value.NULL);
            default ->
                sentBy(head.from(blank))
                        .map(sentBy -> part.equals("host")
                                ? Value.of(sentBy.host())
                                : Value.of(sentBy.port() == 0 ? 5060 : sentBy.port()))
                        .orElse(Value.NULL);
        };
    }

    private static Optional<HostPort> sentBy(Octets text) {
        int colon = text.lastIndexOf(':');
        boolean hasPort = colon > text.lastIndexOf(']');
        Octets host = hasPort ? text.sub(0, colon) : text;
        long port = hasPort ? text.from(colon + 1).number() : 0;
        return host.isEmpty() || port < 0 || port > 65535
                ? Optional.empty()
                : Optional.of(new HostPort(host.toString(), (int) port));
    }
}
