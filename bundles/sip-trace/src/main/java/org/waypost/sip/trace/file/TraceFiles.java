package org.waypost.sip.trace.file;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files of a trace: NAME.pcapng is the newest, NAME.1.pcapng the one before, and so on; beyond their number the oldest goes. They
 * and their folder are for their owner alone.
 */
final class TraceFiles {

    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final FileAttribute<?> FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final int BUFFER = 65_536;
    private static final String END = ".pcapng";

    private final Path folder;
    private final String name;
    private final int most;
    private final Pattern older;

    /** @param most files that are kept, 1 and up */
    TraceFiles(Path folder, String name, int most) {
        this.folder = folder;
        this.name = name;
        this.most = most;
        this.older = Pattern.compile(Pattern.quote(name) + "\\.(\\d{1,9})" + Pattern.quote(END));
    }

    /** The newest. */
    Path newest() {
        return folder.resolve(name + END);
    }

    /** All that are there, the newest first. */
    List<Path> all() throws IOException {
        List<Path> files = new ArrayList<>();
        if (Files.exists(newest())) {
            files.add(newest());
        }
        numbers().stream().sorted().map(this::path).forEach(files::add);
        return files;
    }

    /** Begins a new one, after which the others have moved on. */
    Pcapng begin() throws IOException {
        makeFolder();
        for (int number : numbers()) {
            if (number >= most - 1) {
                Files.deleteIfExists(path(number));
            }
        }
        for (int number = most - 1; number > 0; number--) {
            Path from = number == 1 ? newest() : path(number - 1);
            if (Files.exists(from)) {
                Files.move(from, path(number), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Files.deleteIfExists(newest());
        if (isPosix()) {
            Files.createFile(newest(), FILE);
        } else {
            Files.createFile(newest());
        }
        return new Pcapng(new BufferedOutputStream(Files.newOutputStream(newest(), StandardOpenOption.WRITE), BUFFER));
    }

    private void makeFolder() throws IOException {
        try {
            if (isPosix()) {
                Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(FOLDER));
            } else {
                Files.createDirectory(folder);
            }
        } catch (FileAlreadyExistsException e) {
            if (isPosix()) {
                Files.setPosixFilePermissions(folder, FOLDER);
            }
        }
    }

    private List<Integer> numbers() throws IOException {
        List<Integer> numbers = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
                for (Path file : files) {
                    Matcher matcher = older.matcher(file.getFileName().toString());
                    if (matcher.matches()) {
                        numbers.add(Integer.valueOf(matcher.group(1)));
                    }
                }
            }
        }
        return numbers;
    }

    private Path path(int number) {
        return folder.resolve(name + "." + number + END);
    }

    private static boolean isPosix() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    }
}
