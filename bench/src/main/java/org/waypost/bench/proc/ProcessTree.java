package org.waypost.bench.proc;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A process and all its descendants, as /proc shows them: a server that forks is the sum of its processes. */
public final class ProcessTree {

    private final Path proc;
    private final int root;
    private final long ticksPerSecond;

    public ProcessTree(long root) {
        this(Path.of("/proc"), (int) root, clockTicks());
    }

    ProcessTree(Path proc, int root, long ticksPerSecond) {
        this.proc = proc;
        this.root = root;
        this.ticksPerSecond = ticksPerSecond;
    }

    /** User and system time so far, in seconds; the kernel counts in ticks of 10 ms for each process. */
    public double cpuSeconds() {
        long ticks = 0;
        for (ProcStat stat : members()) {
            ticks += stat.ticks() + stat.childTicks();
        }
        return (double) ticks / ticksPerSecond;
    }

    /** Resident memory in bytes; pages that several processes share count once in all (the sum of Pss). */
    public long residentBytes() {
        long kilobytes = 0;
        for (ProcStat stat : members()) {
            kilobytes += pss(proc.resolve(stat.pid() + "/smaps_rollup"));
        }
        return kilobytes * 1024;
    }

    /** The processes of the tree whose executable has that name. */
    public List<Integer> running(String executable) {
        List<Integer> pids = new ArrayList<>();
        for (ProcStat stat : members()) {
            try {
                if (proc.resolve(stat.pid() + "/exe").toRealPath().endsWith(executable)) {
                    pids.add(stat.pid());
                }
            } catch (IOException e) {
                // It ended in the meantime.
            }
        }
        return pids;
    }

    private List<ProcStat> members() {
        List<ProcStat> all = all();
        Set<Integer> known = new HashSet<>(Set.of(root));
        int before = 0;
        while (known.size() > before) {
            before = known.size();
            all.stream().filter(stat -> known.contains(stat.parent())).forEach(stat -> known.add(stat.pid()));
        }
        return all.stream().filter(stat -> known.contains(stat.pid())).collect(Collectors.toList());
    }

    private List<ProcStat> all() {
        List<ProcStat> all = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path entry : entries) {
                try {
                    all.add(ProcStat.parse(Files.readString(entry.resolve("stat"), StandardCharsets.ISO_8859_1)));
                } catch (IOException e) {
                    // It ended in the meantime.
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("cannot read " + proc + ": this needs Linux", e);
        }
        return all;
    }

    private static long pss(Path rollup) {
        try {
            for (String line : Files.readAllLines(rollup)) {
                if (line.startsWith("Pss:")) {
                    return Long.parseLong(line.replaceAll("\\D", ""));
                }
            }
        } catch (IOException e) {
            // It ended in the meantime.
        }
        return 0;
    }

    private static long clockTicks() {
        try {
            return Long.parseLong(Shell.output("getconf", "CLK_TCK").trim());
        } catch (IOException e) {
            throw new IllegalStateException("cannot tell the length of a clock tick", e);
        }
    }
}
