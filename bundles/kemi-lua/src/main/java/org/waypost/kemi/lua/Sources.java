package org.waypost.kemi.lua;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files of one version of a script: the script itself and what it loads. Each is read once, so that every state of the version runs
 * the same text whatever happens to the files.
 */
final class Sources {

    private static final long MOST_OCTETS = 16 << 20;

    private static final Pattern MENTION = Pattern.compile("\\bKSR\\.(\\w+)");

    private record Source(String stamp, byte[] octets) {}

    private final Path script;
    private final Path folder;
    private final Map<Path, Source> read = new ConcurrentHashMap<>();

    Sources(Path script) {
        this.script = script.toAbsolutePath().normalize();
        folder = this.script.getParent();
    }

    Path script() {
        return script;
    }

    Path folder() {
        return folder;
    }

    /**
     * The octets of the script, without the first line if that begins with {@code #}.
     *
     * @throws ScriptException if it cannot be read
     */
    byte[] main() throws ScriptException {
        byte[] octets;
        try {
            octets = load(script);
        } catch (IOException e) {
            throw new ScriptException(script + ": cannot be read: " + reason(e));
        }
        if (octets.length > 0 && octets[0] == '#') {
            octets = octets.clone();
            for (int i = 0; i < octets.length && octets[i] != '\n'; i++) {
                octets[i] = ' ';
            }
        }
        return octets;
    }

    /** The text of another file, one char for each octet; relative names are looked up beside the script. */
    Optional<String> text(String name) {
        try {
            return Optional.of(new String(load(folder.resolve(name).normalize()), StandardCharsets.ISO_8859_1));
        } catch (IOException | InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** The first words of what the files write as {@code KSR.word}; also where they only ask whether it is there, or in a comment. */
    Set<String> mentioned() {
        Set<String> words = new TreeSet<>();
        for (Source source : read.values()) {
            Matcher matcher = MENTION.matcher(new String(source.octets(), StandardCharsets.ISO_8859_1));
            while (matcher.find()) {
                words.add(matcher.group(1));
            }
        }
        return words;
    }

    private byte[] load(Path file) throws IOException {
        Source known = read.get(file);
        if (known == null) {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            if (!attributes.isRegularFile() || attributes.size() > MOST_OCTETS) {
                throw new IOException("no file, or one larger than " + MOST_OCTETS + " bytes");
            }
            known = new Source(stamp(attributes), Files.readAllBytes(file));
            read.put(file, known);
        }
        return known.octets();
    }

    /**
     * What tells the files as they are on disk now from other versions of them. A file that is gone is about to be replaced, or was taken
     * away; neither is a new version, so it counts as it was.
     */
    String stamp() {
        StringBuilder stamp = new StringBuilder();
        for (Path file : new TreeSet<>(read.keySet())) {
            stamp.append(stamp(file)).append('\n');
        }
        return read.containsKey(script)
                ? stamp.toString()
                : attributes(script).map(Sources::stamp).orElse("");
    }

    private String stamp(Path file) {
        return attributes(file)
                .map(Sources::stamp)
                .orElseGet(() -> read.get(file).stamp());
    }

    private static String stamp(BasicFileAttributes file) {
        return file.lastModifiedTime() + " " + file.size();
    }

    private static Optional<BasicFileAttributes> attributes(Path file) {
        try {
            return Optional.of(Files.readAttributes(file, BasicFileAttributes.class));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The {@link #stamp()} of what was read; of what is there if nothing could be. */
    String stampRead() {
        if (!read.containsKey(script)) {
            return stamp();
        }
        StringBuilder stamp = new StringBuilder();
        for (Path file : new TreeSet<>(read.keySet())) {
            stamp.append(read.get(file).stamp()).append('\n');
        }
        return stamp.toString();
    }

    private static String reason(IOException e) {
        return e instanceof java.nio.file.NoSuchFileException ? "there is no such file" : e.toString();
    }
}
