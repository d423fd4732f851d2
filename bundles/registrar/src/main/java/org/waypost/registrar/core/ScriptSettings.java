package org.waypost.registrar.core;

import org.waypost.registrar.Registrar;
import org.waypost.sip.ParameterReader;

/**
 * The parameters by which a routing script and the registrar talk to each other: AVPs, XAVPs, flags and headers. Text that
 * is not set is empty.
 *
 * @param receivedAvp parameter received_avp
 * @param socketFlag parameter sock_flag as a mask; 0 if unset
 * @param socketHeader parameter sock_hdr_name
 * @param config parameter xavp_cfg
 * @param record parameter xavp_rcd
 * @param recordMask parameter xavp_rcd_mask
 * @param filterFlags whether lookup_filter_mode has bit 1: branch flags
 * @param filterConnections whether lookup_filter_mode has bit 2: live connections
 * @param eventCallback parameter event_callback
 */
record ScriptSettings(
        String receivedAvp,
        int socketFlag,
        String socketHeader,
        String config,
        String record,
        int recordMask,
        boolean filterFlags,
        boolean filterConnections,
        String eventCallback) {

    /** The defaults of {@link RegistrarParameters}. */
    static final ScriptSettings DEFAULT = new ScriptSettings("", 0, "", "", "", 0, false, false, "");

    /** What {@code received_avp} must be. */
    static final String AVP_SPEC = "an AVP such as $avp(s:rcv) or nothing";

    /** What the names of XAVPs, headers and functions must be. */
    static final String NAME = "a name or nothing";

    static ScriptSettings of(RegistrarParameters parameters, ParameterReader in, ScriptSettings last) {
        int flag = in.number(
                "sock_flag",
                parameters::sock__flag,
                -1,
                31,
                last.socketFlag == 0 ? -1 : Integer.numberOfTrailingZeros(last.socketFlag));
        int mode = in.number("lookup_filter_mode", parameters::lookup__filter__mode, 0, 3, last.filterMode());
        return new ScriptSettings(
                in.text(
                        "received_avp",
                        parameters::received__avp,
                        AVP_SPEC,
                        ScriptSettings::isAvpSpec,
                        last.receivedAvp),
                flag < 0 ? 0 : 1 << flag,
                in.text("sock_hdr_name", parameters::sock__hdr__name, NAME, Settings::isToken, last.socketHeader),
                in.text("xavp_cfg", parameters::xavp__cfg, NAME, Settings::isToken, last.config),
                in.text("xavp_rcd", parameters::xavp__rcd, NAME, Settings::isToken, last.record),
                in.number("xavp_rcd_mask", parameters::xavp__rcd__mask, 0, 31, last.recordMask),
                (mode & 1) != 0,
                (mode & 2) != 0,
                in.text("event_callback", parameters::event__callback, NAME, Settings::isToken, last.eventCallback));
    }

    /** Whether {@code received_avp} may be that. */
    static boolean isAvpSpec(String text) {
        return text.isEmpty() || text.matches("\\$avp\\([^()]+\\)|\\$\\(avp\\([^()]+\\)(\\[[^]]*])?\\)");
    }

    /**
     * Whether any of them has a say in {@link Registrar#save}, so that the state of the request must be looked at.
     */
    boolean shapesSave() {
        return !config.isEmpty() || !receivedAvp.isEmpty() || socketFlag != 0 && !socketHeader.isEmpty();
    }

    private int filterMode() {
        return (filterFlags ? 1 : 0) + (filterConnections ? 2 : 0);
    }
}
