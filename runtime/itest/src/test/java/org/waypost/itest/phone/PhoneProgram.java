package org.waypost.itest.phone;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.waypost.itest.kit.Programs;

/** A phone of one of Debian's packages, in a process and with a folder of its own. */
public abstract class PhoneProgram implements AutoCloseable {

    final String user;

    private final Path folder;
    private final Process process;

    /**
     * Starts it.
     *
     * @param folder which goes away with it
     */
    PhoneProgram(String user, Path folder, String program, String... words) throws IOException {
        this.user = user;
        this.folder = folder;
        ProcessBuilder builder = new ProcessBuilder(
                        Programs.find(program).orElseThrow().toString())
                .redirectErrorStream(true)
                .redirectOutput(outputFile().toFile());
        builder.command().addAll(List.of(words));
        builder.environment().put("HOME", folder.toString());
        process = builder.start();
    }

    /** The phone after it has got ready; one that fails to is closed. */
    static <P extends PhoneProgram> P afterGettingReady(P phone, Consumer<P> gettingReady) {
        try {
            gettingReady.accept(phone);
            return phone;
        } catch (RuntimeException | Error e) {
            phone.close();
            throw e;
        }
    }

    public abstract void dial(String uri);

    /** Waits for a call and accepts it. */
    public abstract void answer();

    public abstract void hangUp();

    public abstract void awaitRinging();

    public abstract void awaitEstablished();

    /** Waits for the end of a call and returns what the program says of its reason. */
    public abstract String awaitEnd();

    /** Fails if it has ended. */
    final void checkAlive() {
        if (!process.isAlive()) {
            throw new AssertionError("the phone of " + user + " has ended:\n" + output());
        }
    }

    /** Where it reads commands. */
    final OutputStream input() {
        return process.getOutputStream();
    }

    private Path outputFile() {
        return folder.resolve("output");
    }

    /** What it has printed. */
    public final String output() {
        try {
            return Files.readString(outputFile(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
