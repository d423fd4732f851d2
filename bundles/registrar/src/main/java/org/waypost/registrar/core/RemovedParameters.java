package org.waypost.registrar.core;

import java.util.function.Consumer;

/** Warns of parameters that are accepted and have no effect, each time they are given another value. */
final class RemovedParameters {

    private String aorAvp = "";
    private String callIdAvp = "";

    synchronized void warn(RegistrarParameters parameters, Consumer<String> log) {
        if (isNew(parameters.aor__avp(), aorAvp)) {
            log.accept("registrar.aor_avp has no effect: give the URI to save, lookup and registered");
        }
        if (isNew(parameters.reg__callid__avp(), callIdAvp)) {
            log.accept("registrar.reg_callid_avp has no effect: use match_option 1 of registered with the field"
                    + " match_callid of xavp_cfg");
        }
        aorAvp = parameters.aor__avp();
        callIdAvp = parameters.reg__callid__avp();
    }

    private static boolean isNew(String value, String last) {
        return !value.isBlank() && !value.equals(last);
    }
}
