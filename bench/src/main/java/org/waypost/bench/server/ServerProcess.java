package org.waypost.bench.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.waypost.bench.proc.ProcessTree;

/** A server under test: a process of our own with a folder of its own, both gone when it is closed. */
public final class ServerProcess implements AutoCloseable {

    private static final int LOG_TAIL = 2000;
    private static final long STOP_SECONDS = 10;

    private final String name;
    private final InetSocketAddress address;
    private final Path folder;
    private final Process process;
    private final ProcessTree tree;
    private final Duration startTime;

    private ServerProcess(
            String name,
            InetSocketAddress address,
            Path folder,
            Process process,
            ProcessTree tree,
            Duration startTime) {
        this.name = name;
        this.address = address;
        this.folder = folder;
        this.process = process;
        this.tree = tree;
        this.startTime = startTime;
    }

    /**
     * Starts a process and waits until the probe is content.
     *
     * @param folder for its log and what else it keeps; removed at the end
     */
    static ServerProcess start(
            String name, InetSocketAddress address, Path folder, List<String> command, Probe probe, Duration patience)
            throws IOException {
        Path log = folder.resolve("output");
        long begin = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        process.getOutputStream().close();
        if (!probe.await(patience, process::isAlive)) {
            stop(process);
            throw new IOException(name + " did not answer within " + patience.toSeconds()
                    + " s; its output ends with:\n" + tail(Files.readString(log)));
        }
        Duration startTime = Duration.ofNanos(System.nanoTime() - begin);
        return new ServerProcess(name, address, folder, process, new ProcessTree(process.pid()), startTime);
    }

    public String name() {
        return name;
    }

    /** Where it listens, for UDP and TCP. */
    public InetSocketAddress address() {
        return address;
    }

    /** Its own folder. */
    public Path folder() {
        return folder;
    }

    public ProcessTree tree() {
        return tree;
    }

    /** Process id of the process that was started. */
    public long pid() {
        return process.pid();
    }

    /** From the start of the process to the moment that the probe was content. */
    public Duration startTime() {
        return startTime;
    }

    /** Process id of its JVM. */
    public long jvm() {
        List<Integer> jvms = tree.running("java");
        if (jvms.size() != 1) {
            throw new IllegalStateException(name + " runs " + jvms.size() + " JVMs, expected 1");
        }
        return jvms.get(0);
    }

    @Override
    public void close() {
        stop(process);
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            System.err.println("bench: removing " + folder + ": " + e);
        }
    }

    private static void stop(Process process) {
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        all.forEach(ProcessHandle::destroy);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(STOP_SECONDS);
        try {
            while (all.stream().anyMatch(ProcessHandle::isAlive) && System.nanoTime() < deadline) {
                Thread.sleep(20);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        all.forEach(ProcessHandle::destroyForcibly);
    }

    private static String tail(String log) {
        return log.substring(Math.max(0, log.length() - LOG_TAIL));
    }
}
