package org.waypost.testdatabases;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * The processes of one server, found by their working directory, which is its data folder. A small shell waits for the end of this Java
 * machine, even by {@code kill -9}, as its standard input ends then; it kills the processes and removes the folder.
 */
final class ServerProcesses {

    private static final String WATCHDOG = """
            trap '' INT TERM HUP
            cat > /dev/null
            for process in /proc/[0-9]*; do
              [ "$(readlink "$process/cwd")" = "$1" ] && kill -KILL "${process#/proc/}"
            done
            sleep 0.2
            rm -rf "$1" "$1.log"
            """;

    private static final long FREEZE_SECONDS = 10;

    private final Path folder;

    private ServerProcesses(Path folder) {
        this.folder = folder;
    }

    static ServerProcesses inNewFolder(String kind) {
        try {
            Path folder = Files.createTempDirectory(Binaries.root(), kind + "-").toRealPath();
            new ProcessBuilder("/bin/sh", "-c", WATCHDOG, "watchdog", folder.toString())
                    .directory(Binaries.root().toFile())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return new ServerProcesses(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path folder() {
        return folder;
    }

    List<Long> pids() {
        List<Long> pids = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : all) {
                if (isHere(process)) {
                    pids.add(Long.valueOf(process.getFileName().toString()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return pids;
    }

    void signal(String name) {
        List<Long> pids = pids();
        if (!pids.isEmpty()) {
            send(name, pids.stream().map(String::valueOf).collect(Collectors.joining(" ")));
        }
    }

    /**
     * Stops them all and returns when each of their threads stands still: the signal is only under way when {@code kill} returns, and a
     * process that was not yet stopped may have started another that knows nothing of it.
     */
    void freeze() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(FREEZE_SECONDS);
        do {
            signal("STOP");
            pause();
        } while (!pids().stream().allMatch(ServerProcesses::standsStill) && System.nanoTime() < end);
    }

    void signal(long pid, String name) {
        send(name, String.valueOf(pid));
    }

    private boolean isHere(Path process) {
        try {
            return Files.readSymbolicLink(process.resolve("cwd")).equals(folder);
        } catch (IOException gone) {
            return false;
        }
    }

    private static boolean standsStill(long pid) {
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(Path.of("/proc", String.valueOf(pid), "task"))) {
            for (Path thread : threads) {
                String stat = Files.readString(thread.resolve("stat"));
                if (!stat.startsWith(" T ", stat.lastIndexOf(')') + 1)) {
                    return false;
                }
            }
            return true;
        } catch (IOException gone) {
            return false;
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(5);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void send(String name, String pids) {
        try {
            new ProcessBuilder("/bin/sh", "-c", "kill -" + name + " " + pids)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
