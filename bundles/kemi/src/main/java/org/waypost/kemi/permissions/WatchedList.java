package org.waypost.kemi.permissions;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The list of an address file, read again when the file changes; while a new version cannot be used the last good list stays. */
final class WatchedList {

    private static final Logger LOG = LoggerFactory.getLogger(WatchedList.class);

    /** What tells one version of the file from another. */
    private record Version(FileTime time, long size, Object key) {}

    private static final Optional<Version> MISSING = Optional.of(new Version(FileTime.fromMillis(0), -1, ""));

    private Optional<Path> file = Optional.empty();
    private Optional<Version> seen = Optional.empty();
    private volatile AddressList list = AddressList.EMPTY;

    AddressList list() {
        return list;
    }

    /** Another file, or none; the list of another file is read at once. */
    synchronized void use(Optional<Path> newFile) {
        if (!newFile.equals(file)) {
            file = newFile;
            seen = Optional.empty();
            list = newFile.isEmpty() ? AddressList.EMPTY : list;
        }
        check();
    }

    /** Reads the file if it changed. */
    synchronized void check() {
        file.ifPresent(this::check);
    }

    private void check(Path path) {
        Optional<Version> now = version(path);
        if (now.equals(seen) && now.isPresent()) {
            return;
        }
        boolean toldMissing = seen.equals(MISSING);
        seen = now.isPresent() ? now : MISSING;
        if (now.isEmpty()) {
            if (!toldMissing) {
                LOG.warn("permissions: {} is not there; {} addresses stay in force", path, list.size());
            }
            return;
        }
        try {
            list = AddressFile.read(path);
            LOG.info("permissions: {} addresses from {}", list.size(), path);
        } catch (AddressFile.Malformed malformed) {
            LOG.warn(
                    "permissions: {}, {}; refused, the last {} addresses stay in force",
                    path,
                    malformed.getMessage(),
                    list.size());
        } catch (IOException unreadable) {
            LOG.warn(
                    "permissions: {} cannot be read ({}); the last {} addresses stay in force",
                    path,
                    unreadable.toString(),
                    list.size());
        }
    }

    private static Optional<Version> version(Path path) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            return Optional.of(new Version(
                    attributes.lastModifiedTime(), attributes.size(), String.valueOf(attributes.fileKey())));
        } catch (IOException missing) {
            return Optional.empty();
        }
    }
}
