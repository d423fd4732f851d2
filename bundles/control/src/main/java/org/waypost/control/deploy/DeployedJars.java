package org.waypost.control.deploy;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.zip.CRC32;
import org.osgi.framework.Bundle;

/** Remembers over restarts which bundle each deployed jar went to, so that the same jar is not deployed again at each start. */
final class DeployedJars {

    private final Path store;
    private final Properties jars;

    private DeployedJars(Path store, Properties jars) {
        this.store = store;
        this.jars = jars;
    }

    static DeployedJars load(Path store) throws IOException {
        Properties jars = new Properties();
        if (Files.exists(store)) {
            try (InputStream in = Files.newInputStream(store)) {
                jars.load(in);
            }
        }
        return new DeployedJars(store, jars);
    }

    List<File> files() {
        return jars.stringPropertyNames().stream().map(File::new).toList();
    }

    boolean knows(File file) {
        return jars.containsKey(file.getPath());
    }

    /** Whether that bundle still is what was deployed from that file, and the file is the same. */
    boolean isCurrent(File file, Bundle bundle) throws IOException {
        return entry(file, bundle).equals(jars.getProperty(file.getPath()));
    }

    void put(File file, Bundle bundle) throws IOException {
        jars.setProperty(file.getPath(), entry(file, bundle));
        save();
    }

    /** Forgets the file; the number of the bundle that it went to. */
    Optional<Long> remove(File file) throws IOException {
        Object entry = jars.remove(file.getPath());
        save();
        return entry == null
                ? Optional.empty()
                : Optional.of(Long.valueOf(entry.toString().split(" ")[0]));
    }

    private static String entry(File file, Bundle bundle) throws IOException {
        CRC32 content = new CRC32();
        content.update(Files.readAllBytes(file.toPath()));
        return bundle.getBundleId() + " " + bundle.getLastModified() + " " + content.getValue();
    }

    private void save() throws IOException {
        try (Writer writer = Files.newBufferedWriter(store)) {
            jars.store(writer, null);
        }
    }
}
