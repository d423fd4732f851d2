package org.waypost.sip.trace.file;

import java.util.regex.Pattern;
import org.waypost.sip.trace.capture.TraceFilter;

/**
 * What to trace, and where to.
 *
 * @param name of the files, without their end
 * @param octets after which another file begins
 * @param files that are kept
 * @param filter which messages
 * @param secrets whether what is in Authorization headers is left as it is
 */
public record TraceOptions(String name, long octets, int files, TraceFilter filter, boolean secrets) {

    // No path, nothing hidden, and none that looks like an older file of another trace.
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}");
    private static final Pattern OLDER = Pattern.compile(".*\\.\\d+");

    public TraceOptions {
        if (!NAME.matcher(name).matches() || OLDER.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "--file: '" + name
                            + "' is refused; up to 64 letters, digits, '-', '_' and '.' are wanted, and no number as an extension");
        }
    }
}
