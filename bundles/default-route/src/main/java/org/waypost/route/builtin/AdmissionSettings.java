package org.waypost.route.builtin;

import java.util.regex.Pattern;
import org.waypost.sip.ParameterReader;

/**
 * The parameters of who may do what.
 *
 * @param asked who has to prove who they are
 * @param asksForeigners whether that is so for callers of other domains too
 * @param realm of all challenges; empty: the domain of the user
 * @param limitsRates whether sources that send too much are ignored
 */
record AdmissionSettings(Asked asked, boolean asksForeigners, String realm, boolean limitsRates) {

    /** In the order of the parameter's values. */
    enum Asked {
        NOBODY,
        ALL_BUT_LOOPBACK,
        ALL
    }

    static final AdmissionSettings DEFAULTS = new AdmissionSettings(Asked.ALL_BUT_LOOPBACK, true, "", false);

    static final String REALM = "up to 255 letters, digits, '.', '-', '_', ':', '[' or ']'";

    private static final Pattern REALMS = Pattern.compile("[A-Za-z0-9._:\\[\\]-]{0,255}");

    static AdmissionSettings of(RouteParameters parameters, ParameterReader in, AdmissionSettings last) {
        int asked = in.number("auth", parameters::auth, 0, 2, last.asked.ordinal());
        return new AdmissionSettings(
                Asked.values()[asked],
                in.flag("auth_foreign", parameters::auth__foreign, last.asksForeigners),
                in.text("auth_realm", parameters::auth__realm, REALM, AdmissionSettings::isRealm, last.realm),
                in.flag("pike", parameters::pike, last.limitsRates));
    }

    static boolean isRealm(String text) {
        return REALMS.matcher(text).matches();
    }
}
