package org.waypost.features;

import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleRevision;

/** Tells operators of bundles: how one is called, how it does, why something done to it failed. */
public final class BundleText {

    private BundleText() {}

    /** Its symbolic name; where it came from if it has none. */
    public static String name(Bundle bundle) {
        return bundle.getSymbolicName() == null ? bundle.getLocation() : bundle.getSymbolicName();
    }

    /** {@code active}, {@code resolved} and so on; {@code fragment} for what only adds to another bundle. */
    public static String state(Bundle bundle) {
        return isFragment(bundle)
                ? "fragment"
                : switch (bundle.getState()) {
                    case Bundle.ACTIVE -> "active";
                    case Bundle.STARTING -> "starting";
                    case Bundle.STOPPING -> "stopping";
                    case Bundle.RESOLVED -> "resolved";
                    case Bundle.INSTALLED -> "installed";
                    default -> "uninstalled";
                };
    }

    /** Whether it only adds to another bundle, and is never started. */
    public static boolean isFragment(Bundle bundle) {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        return revision != null && (revision.getTypes() & BundleRevision.TYPE_FRAGMENT) != 0;
    }

    /** Why it failed, with the cause if the message does not say it, in one line. */
    public static String reason(Exception e) {
        String message = e.getMessage() == null ? e.toString() : e.getMessage();
        String cause = e.getCause() == null
                        || message.contains(String.valueOf(e.getCause().getMessage()))
                ? ""
                : ": " + e.getCause();
        return (message + cause).replaceAll("\\s+", " ");
    }
}
