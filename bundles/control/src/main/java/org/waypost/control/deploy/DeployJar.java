package org.waypost.control.deploy;

import java.io.File;
import java.io.IOException;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;

/**
 * A bundle as its manifest describes it.
 *
 * @param name symbolic name
 */
record DeployJar(File file, String name, Version version, Manifest manifest) {

    /** Reads a jar; an {@link IOException} says in words what is wrong with it. */
    static DeployJar read(File file) throws IOException {
        Manifest manifest = manifest(file);
        String name = manifest.getMainAttributes().getValue(Constants.BUNDLE_SYMBOLICNAME);
        if (name == null) {
            throw new IOException("is no bundle: its manifest has no " + Constants.BUNDLE_SYMBOLICNAME);
        }
        try {
            return new DeployJar(file, name.split(";")[0].strip(), version(manifest), manifest);
        } catch (IllegalArgumentException e) {
            throw new IOException("is no bundle: " + e.getMessage());
        }
    }

    private static Manifest manifest(File file) throws IOException {
        try (JarFile jar = new JarFile(file)) {
            return Optional.ofNullable(jar.getManifest()).orElseThrow(() -> new IOException("has no manifest"));
        } catch (java.util.zip.ZipException e) {
            throw new IOException("is no jar: " + e.getMessage());
        }
    }

    private static Version version(Manifest manifest) {
        return Version.parseVersion(manifest.getMainAttributes().getValue(Constants.BUNDLE_VERSION));
    }
}
