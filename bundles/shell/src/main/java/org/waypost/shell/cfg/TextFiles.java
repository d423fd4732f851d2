package org.waypost.shell.cfg;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.apache.felix.service.command.Process;
import org.waypost.shell.text.CommandException;
import org.waypost.shell.text.Operator;

/** The files that operators name: as the server sees them, from the current folder of their session; {@code -} is standard input. */
final class TextFiles {

    private static final String STDIN = "-";
    private static final int LONGEST = 4 << 20;

    private TextFiles() {}

    static Path path(String name) {
        Path folder = Operator.session()
                .map(session -> session.currentDir())
                .orElseGet(() -> Path.of(""))
                .toAbsolutePath();
        return folder.resolve(name).normalize();
    }

    static String read(String name) {
        Path path = path(name);
        try (InputStream in = name.equals(STDIN) ? Process.Utils.current().in() : Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(LONGEST + 1);
            if (bytes.length > LONGEST) {
                throw new CommandException(name + " is longer than " + LONGEST + " bytes");
            }
            return decoded(bytes);
        } catch (IOException e) {
            throw new CommandException("there is no file " + path + " that can be read");
        }
    }

    /** Writes it in one step; a file that is there is left alone, unless it is to be replaced. */
    static Path write(String name, String text, boolean replaces) {
        Path path = path(name);
        if (Files.exists(path) && !replaces) {
            throw new CommandException(path + " is there already; --force replaces it");
        }
        try {
            Path next = Files.createTempFile(path.getParent(), ".", ".new");
            try {
                Files.writeString(next, text);
                Files.move(next, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(next);
            }
        } catch (IOException e) {
            throw new CommandException(path + " cannot be written: " + e);
        }
        return path;
    }

    // Files of Properties are in ISO 8859-1; those that are not valid UTF-8 cannot be anything else.
    private static String decoded(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }
}
