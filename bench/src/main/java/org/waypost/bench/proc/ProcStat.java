package org.waypost.bench.proc;

/**
 * A line of {@code /proc/<pid>/stat} (proc(5)).
 *
 * @param pid process id
 * @param parent id of its parent
 * @param ticks CPU time of the process, user and system, in clock ticks
 * @param childTicks CPU time of those of its children that have ended and were waited for, in clock ticks
 */
record ProcStat(int pid, int parent, long ticks, long childTicks) {

    private static final int PARENT = 1;
    private static final int UTIME = 11;
    private static final int STIME = 12;
    private static final int CUTIME = 13;
    private static final int CSTIME = 14;

    static ProcStat parse(String line) {
        // The command in parentheses may contain anything, spaces and parentheses included; nothing after it does.
        int open = line.indexOf('(');
        int close = line.lastIndexOf(')');
        if (open < 0 || close < open) {
            throw new IllegalArgumentException("no line of /proc/<pid>/stat: " + line);
        }
        String[] fields = line.substring(close + 1).trim().split(" ");
        return new ProcStat(
                Integer.parseInt(line.substring(0, open).trim()),
                Integer.parseInt(fields[PARENT]),
                Long.parseLong(fields[UTIME]) + Long.parseLong(fields[STIME]),
                Long.parseLong(fields[CUTIME]) + Long.parseLong(fields[CSTIME]));
    }
}
