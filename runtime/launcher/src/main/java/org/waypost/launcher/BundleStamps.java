package org.waypost.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.Set;
import java.util.zip.CRC32;

/**
 * Remembers, by location, the content of each jar as it was last installed. A cached bundle is thus brought up to date whenever its
 * jar differs, whichever way the time stamps of the files went.
 */
final class BundleStamps {

    private final Path file;
    private final Properties stamps;

    private BundleStamps(Path file, Properties stamps) {
        this.file = file;
        this.stamps = stamps;
    }

    static BundleStamps load(Path file) throws IOException {
        Properties stamps = new Properties();
        if (Files.exists(file)) {
            try (InputStream in = Files.newInputStream(file)) {
                stamps.load(in);
            }
        }
        return new BundleStamps(file, stamps);
    }

    /** Size and checksum of a file. */
    static String of(Path jar) throws IOException {
        CRC32 crc = new CRC32();
        byte[] bytes = Files.readAllBytes(jar);
        crc.update(bytes);
        return bytes.length + ":" + Long.toHexString(crc.getValue());
    }

    boolean matches(String location, String stamp) {
        return stamp.equals(stamps.getProperty(location));
    }

    void put(String location, String stamp) {
        stamps.setProperty(location, stamp);
    }

    void remove(String location) {
        stamps.remove(location);
    }

    Set<String> locations() {
        return stamps.stringPropertyNames();
    }

    void save() throws IOException {
        try (Writer writer = Files.newBufferedWriter(file)) {
            stamps.store(writer, null);
        }
    }
}
