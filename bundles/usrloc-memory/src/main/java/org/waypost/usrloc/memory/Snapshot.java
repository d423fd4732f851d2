package org.waypost.usrloc.memory;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.usrloc.AddressRecord;
import org.waypost.usrloc.Contact;

/**
 * The file that takes the bindings from one run of the server to the next. It is there only between two runs: reading it removes it, so
 * that no later crash brings back what was true long ago. A file that cannot be read is put aside for people to look at.
 *
 * <p>The format: a title line with its version, tables (1, name, then records with a 1 before each and a 0 after the last), a 0, and the
 * CRC-32C of all that as eight octets.
 */
final class Snapshot {

    private static final Logger LOG = LoggerFactory.getLogger(Snapshot.class);

    private static final String TITLE = "waypost location tables ";
    private static final String VERSION = "1\n";
    private static final int SUM_OCTETS = 8;
    private static final int BUFFER = 1 << 16;

    private final Path file;

    Snapshot(Path file) {
        this.file = file;
    }

    /** Writes all bindings, in one step as seen from outside; a failure is logged. */
    void write(MemoryLocationStore store) {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        long[] records = {0};
        try {
            Files.createDirectories(file.getParent());
            try (FileOutputStream disk = new FileOutputStream(part.toFile())) {
                CheckedOutputStream summed =
                        new CheckedOutputStream(new BufferedOutputStream(disk, BUFFER), new CRC32C());
                DataOutputStream out = new DataOutputStream(summed);
                out.write((TITLE + VERSION).getBytes(StandardCharsets.US_ASCII));
                for (String table : store.tables()) {
                    out.writeByte(1);
                    ContactForm.text(table, out);
                    records[0] += write(store, table, out);
                    out.writeByte(0);
                }
                out.writeByte(0);
                out.writeLong(summed.getChecksum().getValue());
                out.flush();
                disk.getFD().sync();
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            LOG.info("usrloc-memory: {} AoRs were written to {}", records[0], file);
        } catch (IOException | RuntimeException failure) {
            LOG.error(
                    "usrloc-memory: the bindings could not be written to {}, they are lost: {}",
                    file,
                    failure.toString());
            delete(part);
        }
    }

    private static long write(MemoryLocationStore store, String table, DataOutputStream out) throws IOException {
        IOException[] failure = {null};
        long[] records = {0};
        store.scan(table, record -> {
            try {
                out.writeByte(1);
                ContactForm.write(record, out);
                records[0]++;
                return true;
            } catch (IOException e) {
                failure[0] = e;
                return false;
            }
        });
        if (failure[0] != null) {
            throw failure[0];
        }
        return records[0];
    }

    /** Puts the bindings of the file, if there is one, into the store, except those that expired by {@code now} (epoch seconds). */
    void read(MemoryLocationStore store, long now) {
        if (!Files.exists(file)) {
            return;
        }
        try {
            checkSum();
            long records = load(store, now);
            Files.delete(file);
            LOG.info("usrloc-memory: {} AoRs were read from {}", records, file);
        } catch (IOException | RuntimeException failure) {
            store.clear();
            Path aside = file.resolveSibling(file.getFileName() + ".unreadable");
            LOG.warn(
                    "usrloc-memory: {} is not used, there are no bindings; it is kept as {}: {}",
                    file,
                    aside.getFileName(),
                    failure.getMessage() == null ? failure.toString() : failure.getMessage());
            moveAside(aside);
        }
    }

    /** Removes the file, as the bindings in it are no longer what they were. */
    void discard() {
        if (Files.exists(file)) {
            LOG.info("usrloc-memory: {} is removed, as snapshot is 0", file);
            delete(file);
        }
    }

    private void checkSum() throws IOException {
        long left = Files.size(file) - SUM_OCTETS;
        CRC32C sum = new CRC32C();
        try (DataInputStream in = open()) {
            byte[] title = in.readNBytes(TITLE.length());
            byte[] version = in.readNBytes(VERSION.length());
            if (!new String(title, StandardCharsets.US_ASCII).equals(TITLE)) {
                throw new IOException("it is no snapshot");
            }
            if (!new String(version, StandardCharsets.US_ASCII).equals(VERSION)) {
                throw new IOException("its version is not " + VERSION.strip());
            }
            sum.update(title);
            sum.update(version);
            left -= title.length + version.length;
            byte[] buffer = new byte[BUFFER];
            while (left > 0) {
                int octets = in.read(buffer, 0, (int) Math.min(left, BUFFER));
                if (octets < 0) {
                    break;
                }
                sum.update(buffer, 0, octets);
                left -= octets;
            }
            if (left != 0 || in.readLong() != sum.getValue()) {
                throw new IOException("its checksum is wrong");
            }
        }
    }

    private long load(MemoryLocationStore store, long now) throws IOException {
        long records = 0;
        try (DataInputStream in = open()) {
            in.skipNBytes(TITLE.length() + VERSION.length());
            while (in.readByte() == 1) {
                String table = ContactForm.text(in);
                while (in.readByte() == 1) {
                    AddressRecord read = ContactForm.read(in);
                    List<Contact> valid = read.contacts().stream()
                            .filter(contact -> contact.isValid(now))
                            .toList();
                    store.update(table, read.aor(), none -> new AddressRecord(none.aor(), valid));
                    records += valid.isEmpty() ? 0 : 1;
                }
            }
        }
        return records;
    }

    private DataInputStream open() throws IOException {
        InputStream disk = Files.newInputStream(file);
        return new DataInputStream(new BufferedInputStream(disk, BUFFER));
    }

    private void moveAside(Path aside) {
        try {
            Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failure) {
            LOG.warn("usrloc-memory: {} could not be kept: {}", file, failure.toString());
            delete(file);
        }
    }

    private static void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException failure) {
            LOG.warn("usrloc-memory: {} could not be removed: {}", path, failure.toString());
        }
    }
}
