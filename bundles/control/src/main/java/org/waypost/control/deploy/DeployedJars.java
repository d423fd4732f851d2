package org.waypost.control.deploy;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.zip.CRC32;
import org.osgi.framework.Bundle;

/**
 * Remembers over restarts which bundle each deployed jar went to, so that the same jar is not deployed again at each start; and keeps a
 * copy of each, to go back to if the file is overwritten by one that does not work.
 */
final class DeployedJars {

    private final Path store;
    private final Path copies;
    private final Properties jars;

    private DeployedJars(Path store, Path copies, Properties jars) {
        this.store = store;
        this.copies = copies;
        this.jars = jars;
    }

    static DeployedJars load(Path folder) throws IOException {
        Path store = folder.resolve("deployed.properties");
        Properties jars = new Properties();
        if (Files.exists(store)) {
            try (InputStream in = Files.newInputStream(store)) {
                jars.load(in);
            }
        }
        return new DeployedJars(store, Files.createDirectories(folder.resolve("deployed")), jars);
    }

    List<File> files() {
        return jars.stringPropertyNames().stream().map(File::new).toList();
    }

    boolean knows(File file) {
        return jars.containsKey(file.getPath());
    }

    /** Whether that bundle still is what was deployed from that file, and the file is the same. */
    boolean isCurrent(File file, Bundle bundle) throws IOException {
        return (stamp(bundle) + " " + checksum(file)).equals(jars.getProperty(file.getPath()));
    }

    /** The file that the present content of a bundle was deployed from. */
    Optional<File> source(Bundle bundle) {
        return jars.stringPropertyNames().stream()
                .filter(path -> jars.getProperty(path).startsWith(stamp(bundle) + " "))
                .map(File::new)
                .findFirst();
    }

    /** The present content of a bundle, if it was deployed. */
    Optional<Path> copy(Bundle bundle) {
        Path copy = copyOf(bundle.getBundleId());
        return source(bundle).isPresent() && Files.exists(copy) ? Optional.of(copy) : Optional.empty();
    }

    void put(File file, Bundle bundle) throws IOException {
        Files.copy(file.toPath(), copyOf(bundle.getBundleId()), StandardCopyOption.REPLACE_EXISTING);
        jars.setProperty(file.getPath(), stamp(bundle) + " " + checksum(file));
        save();
    }

    /** Notes that a bundle has the same content as before by another modification. */
    void restamp(Bundle bundle, long before) throws IOException {
        String old = bundle.getBundleId() + " " + before + " ";
        for (String path : jars.stringPropertyNames()) {
            String entry = jars.getProperty(path);
            if (entry.startsWith(old)) {
                jars.setProperty(path, stamp(bundle) + " " + entry.substring(old.length()));
            }
        }
        save();
    }

    /** Forgets a file, and the copy of it with the last one of its bundle. */
    void remove(File file) throws IOException {
        Object entry = jars.remove(file.getPath());
        if (entry != null) {
            save();
            String bundle = entry.toString().split(" ")[0];
            if (jars.values().stream().noneMatch(other -> other.toString().startsWith(bundle + " "))) {
                Files.deleteIfExists(copies.resolve(bundle + ".jar"));
            }
        }
    }

    private Path copyOf(long bundle) {
        return copies.resolve(bundle + ".jar");
    }

    private static String stamp(Bundle bundle) {
        return bundle.getBundleId() + " " + bundle.getLastModified();
    }

    private static long checksum(File file) throws IOException {
        CRC32 content = new CRC32();
        content.update(Files.readAllBytes(file.toPath()));
        return content.getValue();
    }

    private void save() throws IOException {
        try (Writer writer = Files.newBufferedWriter(store)) {
            jars.store(writer, null);
        }
    }
}
