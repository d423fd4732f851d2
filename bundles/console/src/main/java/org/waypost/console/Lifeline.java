package org.waypost.console;

import java.util.HashSet;
import java.util.Set;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWire;
import org.osgi.framework.wiring.BundleWiring;

/**
 * Which bundles the console itself stands on: whoever stopped one of them through the console could not start it again. These are the
 * framework, this bundle and the one that serves it, with all whose packages they use, and the services without which neither is there.
 */
final class Lifeline {

    private static final Set<String> NEEDED = Set.of(
            "org.waypost.console",
            "org.waypost.management",
            "org.waypost.control",
            "org.waypost.parameters",
            "org.apache.felix.scr",
            "org.apache.felix.configadmin",
            "org.apache.felix.metatype");

    private Lifeline() {}

    /** The bundles among {@code all} that must not be stopped from here. */
    static Set<Bundle> of(Bundle[] all) {
        Set<Bundle> held = new HashSet<>();
        for (Bundle bundle : all) {
            if (bundle.getBundleId() == 0 || NEEDED.contains(String.valueOf(bundle.getSymbolicName()))) {
                hold(bundle, held);
            }
        }
        return held;
    }

    private static void hold(Bundle bundle, Set<Bundle> held) {
        BundleWiring wiring = bundle.adapt(BundleWiring.class);
        if (!held.add(bundle) || wiring == null) {
            return;
        }
        for (BundleWire wire : wiring.getRequiredWires(null)) {
            hold(wire.getProvider().getBundle(), held);
        }
    }
}
