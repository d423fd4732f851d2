package org.waypost.sip.transport.ws;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.waypost.sip.AddressPrefix;
import org.waypost.sip.ParameterReader;

/**
 * The parameters in force, checked.
 *
 * @param enabled whether new connections are taken
 * @param keepalive what is sent on a silent connection
 * @param keepaliveSeconds of silence after which it is sent
 * @param pingData what it carries
 * @param speaksSip whether the subprotocol sip is spoken
 * @param cors which origins a handshake names as allowed
 * @param origins who may connect
 * @param trustedProxies whose word is taken for where a client is
 * @param eventCallback function of the script that is told of the end of connections; empty for none
 * @param upgradeSeconds that a handshake may take
 * @param mostHeaderOctets of a handshake
 */
record WebSocketSettings(
        boolean enabled,
        Keepalive keepalive,
        int keepaliveSeconds,
        String pingData,
        boolean speaksSip,
        Cors cors,
        Origins origins,
        List<AddressPrefix> trustedProxies,
        String eventCallback,
        int upgradeSeconds,
        int mostHeaderOctets) {

    /** What {@code ping_application_data} must be (RFC 6455 5.5). */
    static final String PING_DATA = "a text of at most 125 octets";

    /** What {@code event_callback} must be. */
    static final String NAME = "the name of a function or nothing";

    static final WebSocketSettings DEFAULTS = new WebSocketSettings(
            true, Keepalive.PING, 180, "Waypost", true, Cors.NONE, Origins.ALL, List.of(), "", 10, 8192);

    /** The values of {@code keepalive_mechanism}. */
    enum Keepalive {
        NONE,
        PING,
        PONG
    }

    /** The values of {@code cors_mode}. */
    enum Cors {
        NONE,
        ALL,
        SAME
    }

    /** The settings that {@code parameters} give; for a value that is refused, what {@code last} has. */
    static WebSocketSettings of(
            WebSocketParameters parameters, Map<String, ?> raw, WebSocketSettings last, Consumer<String> refused) {
        ParameterReader in = new ParameterReader("websocket", raw, refused);
        int keepalive =
                in.number("keepalive_mechanism", parameters::keepalive__mechanism, 0, 2, last.keepalive.ordinal());
        int cors = in.number("cors_mode", parameters::cors__mode, 0, 2, last.cors.ordinal());
        return new WebSocketSettings(
                in.flag("enabled", parameters::enabled, last.enabled),
                Keepalive.values()[keepalive],
                in.number("keepalive_timeout", parameters::keepalive__timeout, 1, 86_400, last.keepaliveSeconds),
                in.text(
                        "ping_application_data",
                        parameters::ping__application__data,
                        PING_DATA,
                        WebSocketSettings::isPingData,
                        last.pingData),
                in.flag("sub_protocols", parameters::sub__protocols, last.speaksSip),
                Cors.values()[cors],
                in.parsed("origins", parameters::origins, Origins::parse, last.origins),
                in.parsed("trusted_proxies", parameters::trusted__proxies, ForwardedFor::proxies, last.trustedProxies),
                in.text(
                        "event_callback",
                        parameters::event__callback,
                        NAME,
                        WebSocketSettings::isName,
                        last.eventCallback),
                in.number("upgrade_timeout", parameters::upgrade__timeout, 1, 300, last.upgradeSeconds),
                in.number(
                        "max_upgrade_headers", parameters::max__upgrade__headers, 1024, 65_536, last.mostHeaderOctets));
    }

    /** Whether {@code ping_application_data} may be that. */
    static boolean isPingData(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length <= 125;
    }

    /** Whether {@code event_callback} may be that. */
    static boolean isName(String text) {
        return text.matches("[\\w.]*");
    }

    /** Whether new connections are taken. */
    boolean isOpen() {
        return enabled && speaksSip;
    }

    /** Whether {@code other} treats silent connections in another way. */
    boolean keepsAliveUnlike(WebSocketSettings other) {
        return keepalive != other.keepalive || keepaliveSeconds != other.keepaliveSeconds;
    }

    byte[] pingOctets() {
        return pingData.getBytes(StandardCharsets.UTF_8);
    }
}
