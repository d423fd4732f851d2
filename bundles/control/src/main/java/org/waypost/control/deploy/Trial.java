package org.waypost.control.deploy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.BundleWire;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;
import org.waypost.features.Unresolved;

/**
 * Finds out, before the running bundle is touched, whether a new one would resolve and has what the users of the running one need. For
 * that, the manifest alone is installed under another name for a moment; it is never resolved, so that nobody takes notice.
 */
final class Trial {

    private static final String LOCATION = "waypost:trial:";
    private static final List<String> LEFT_OUT =
            List.of(Constants.BUNDLE_ACTIVATOR, Constants.BUNDLE_NATIVECODE, "Bundle-ClassPath", "Service-Component");

    private Trial() {}

    /** Why the jar would not do; empty if nothing speaks against it. */
    static Optional<String> objection(BundleContext system, DeployJar jar, Optional<Bundle> running)
            throws BundleException, IOException {
        FrameworkWiring wiring = system.getBundle().adapt(FrameworkWiring.class);
        Bundle trial = system.installBundle(LOCATION + jar.name(), new ByteArrayInputStream(skeleton(jar)));
        try {
            Optional<String> missing = Unresolved.reason(wiring, trial);
            return missing.isPresent() ? missing : running.flatMap(bundle -> unmet(bundle, trial));
        } finally {
            trial.uninstall();
        }
    }

    /** Takes away what a process that was killed meanwhile has left. */
    static void clear(BundleContext system) throws BundleException {
        for (Bundle bundle : system.getBundles()) {
            if (bundle.getLocation().startsWith(LOCATION)) {
                bundle.uninstall();
            }
        }
    }

    /** Which user of the running bundle would not find its packages in the new one. */
    private static Optional<String> unmet(Bundle running, Bundle trial) {
        BundleWiring wires = running.adapt(BundleWiring.class);
        BundleRevision offer = trial.adapt(BundleRevision.class);
        for (BundleWire wire :
                wires == null ? List.<BundleWire>of() : wires.getProvidedWires(PackageNamespace.PACKAGE_NAMESPACE)) {
            BundleRequirement need = wire.getRequirement();
            boolean isMet = offer.getDeclaredCapabilities(PackageNamespace.PACKAGE_NAMESPACE).stream()
                    .anyMatch(need::matches);
            if (!isMet) {
                return Optional.of("lacks " + Unresolved.describe(need) + ", which "
                        + wire.getRequirerWiring().getBundle().getSymbolicName() + " uses");
            }
        }
        return Optional.empty();
    }

    private static byte[] skeleton(DeployJar jar) throws IOException {
        Manifest manifest = new Manifest(jar.manifest());
        manifest.getEntries().clear();
        Attributes headers = manifest.getMainAttributes();
        LEFT_OUT.forEach(header -> headers.remove(new Attributes.Name(header)));
        headers.putValue(Constants.BUNDLE_SYMBOLICNAME, "waypost.trial." + jar.name());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new JarOutputStream(bytes, manifest).close();
        return bytes.toByteArray();
    }
}
