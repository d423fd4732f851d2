package org.waypost.kemi.nathelper;

import java.util.Map;
import java.util.function.Consumer;
import org.waypost.kemi.settings.AvpName;
import org.waypost.kemi.settings.UriParameterName;
import org.waypost.sip.ParameterReader;

/**
 * The parameters in force, checked.
 *
 * @param receivedAvp name of an AVP, or empty
 * @param aliasName of a URI parameter
 * @param oldMediaAddress whether addresses that are replaced in SDP are kept as an attribute
 * @param noProxyLine of SDP, without its end; empty for none
 */
record NathelperSettings(String receivedAvp, String aliasName, boolean oldMediaAddress, String noProxyLine) {

    static final NathelperSettings DEFAULTS = new NathelperSettings("", "alias", true, "a=nortpproxy:yes");

    /** The settings that {@code parameters} give; for a value that is refused, what {@code last} has. */
    static NathelperSettings of(
            NathelperParameters parameters, Map<String, ?> raw, NathelperSettings last, Consumer<String> refused) {
        ParameterReader in = new ParameterReader("nathelper", raw, refused);
        return new NathelperSettings(
                in.parsed("received_avp", parameters::received__avp, AvpName::of, last.receivedAvp),
                in.parsed("alias_name", parameters::alias__name, UriParameterName::of, last.aliasName),
                in.flag("append_sdp_oldmediaip", parameters::append__sdp__oldmediaip, last.oldMediaAddress),
                in.parsed("nortpproxy_str", parameters::nortpproxy__str, NathelperTexts::sdpLine, last.noProxyLine));
    }
}
