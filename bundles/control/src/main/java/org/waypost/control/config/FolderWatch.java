package org.waypost.control.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Finds out which files of a folder have come, changed or gone. A change is told once two looks in a row have found the same.
 * State: what was told last, and what was seen last.
 */
final class FolderWatch {

    private final Path path;
    private final String suffix;
    private Map<Path, State> told = Map.of();
    private Map<Path, State> seen = Map.of();

    FolderWatch(Path path, String suffix) {
        this.path = path;
        this.suffix = suffix;
    }

    /** What differs from what was told before; hidden files never count. */
    record Changes(boolean isFirst, List<Path> changed, List<Path> gone) {

        boolean isEmpty() {
            return changed.isEmpty() && gone.isEmpty();
        }
    }

    private record State(FileTime modified, long size, Object inode) {}

    Path path() {
        return path;
    }

    /** A look that tells everything it finds. */
    Changes lookNow() {
        seen = list();
        told = seen;
        return new Changes(true, seen.keySet().stream().sorted().toList(), List.of());
    }

    /** A look that tells what it and the look before it have found. */
    Changes look() {
        Map<Path, State> now = list();
        List<Path> changed = new ArrayList<>();
        List<Path> gone = new ArrayList<>();
        Map<Path, State> next = new HashMap<>(told);
        TreeSet<Path> files = new TreeSet<>(now.keySet());
        files.addAll(told.keySet());
        for (Path file : files) {
            State state = now.get(file);
            boolean steady = Objects.equals(state, seen.get(file));
            if (!steady || Objects.equals(state, told.get(file))) {
                continue;
            }
            if (state == null) {
                gone.add(file);
                next.remove(file);
            } else {
                changed.add(file);
                next.put(file, state);
            }
        }
        seen = now;
        told = next;
        return new Changes(false, changed, gone);
    }

    private Map<Path, State> list() {
        Map<Path, State> files = new HashMap<>();
        try (DirectoryStream<Path> listing = Files.newDirectoryStream(path, "[!.]*" + suffix)) {
            for (Path file : listing) {
                state(file).ifPresent(state -> files.put(file, state));
            }
        } catch (DirectoryIteratorException | IOException e) {
            // Not to be taken for an empty folder: the files would count as gone.
            throw new UncheckedIOException(
                    "cannot list " + path, e instanceof IOException io ? io : (IOException) e.getCause());
        }
        return files;
    }

    private static Optional<State> state(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.isRegularFile()
                    ? Optional.of(new State(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey()))
                    : Optional.empty();
        } catch (IOException goneMeanwhile) {
            return Optional.empty();
        }
    }
}
