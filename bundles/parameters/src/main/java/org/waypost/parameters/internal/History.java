package org.waypost.parameters.internal;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.parameters.HistoryEntry;
import org.waypost.parameters.HistoryEntry.Step;

/**
 * What was changed, the last {@link #MOST} entries, kept in a file of one line of JSON each. A line is on the disk before it counts; one
 * that a crash has cut off is left out at the next start. Once the file has twice as many lines as are wanted, a new one of those that
 * are takes its place. State: the entries.
 */
final class History {

    static final int MOST = 1000;

    private static final Logger LOG = LoggerFactory.getLogger("waypost.parameters");

    private final Optional<Path> file;
    private final Deque<HistoryEntry> entries = new ArrayDeque<>();
    private long last;
    private int lines;

    /** @param file where they are kept; empty: nowhere */
    History(Optional<Path> file) {
        this.file = file;
        file.filter(Files::exists).ifPresent(this::load);
    }

    /** The entries, the oldest first. */
    synchronized List<HistoryEntry> entries() {
        return List.copyOf(entries);
    }

    /** Adds an entry, of now. */
    synchronized void add(String author, List<Step> steps, List<Long> undid) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        HistoryEntry entry = new HistoryEntry(last + 1, now, author, steps, undid);
        remember(entry);
        file.ifPresent(path -> {
            try {
                if (lines >= 2 * MOST) {
                    rewrite(path);
                } else {
                    append(path, HistoryLine.write(entry));
                }
            } catch (IOException e) {
                LOG.warn("change {} of parameters is made, but not kept in {}: {}", entry.number(), path, e.toString());
            }
        });
    }

    private void remember(HistoryEntry entry) {
        entries.addLast(entry);
        last = entry.number();
        if (entries.size() > MOST) {
            entries.removeFirst();
        }
    }

    private void load(Path path) {
        try {
            String text = new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
            List<String> all = text.lines().toList();
            int kept = 0;
            for (String line : all) {
                Optional<HistoryEntry> entry = HistoryLine.read(line);
                entry.ifPresent(this::remember);
                kept += entry.isPresent() ? 1 : 0;
            }
            lines = all.size();
            if (kept < lines || !text.isEmpty() && !text.endsWith("\n")) {
                LOG.warn("{} had {} lines that cannot be read, they are left out", path, lines - kept);
                rewrite(path);
            }
        } catch (IOException e) {
            LOG.warn("the history of parameters cannot be read from {}: {}", path, e.toString());
        }
    }

    private void append(Path path, String line) throws IOException {
        Files.createDirectories(path.toAbsolutePath().getParent());
        write(path, line, true);
        lines++;
    }

    private void rewrite(Path path) throws IOException {
        Path next = path.resolveSibling(path.getFileName() + ".new");
        write(next, entries.stream().map(HistoryLine::write).collect(Collectors.joining()), false);
        Files.move(next, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        lines = entries.size();
    }

    // Not by a channel, which is closed under a thread that somebody interrupts.
    private static void write(Path path, String text, boolean isAdded) throws IOException {
        try (FileOutputStream out = new FileOutputStream(path.toFile(), isAdded)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.getFD().sync();
        }
    }
}
