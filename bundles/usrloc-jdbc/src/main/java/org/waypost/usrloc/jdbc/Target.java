package org.waypost.usrloc.jdbc;

import java.util.TreeMap;
import org.waypost.jdbc.DatabaseUrl;
import org.waypost.usrloc.jdbc.table.TableFormat;

/**
 * What makes a database another one: bindings have to be copied when any of this changes.
 *
 * @param url where it is
 * @param format how its tables are laid out
 */
record Target(DatabaseUrl url, TableFormat format) {

    /** Where the rows are and how they are read, whoever logs in. */
    String place() {
        return String.join(
                " ",
                url.jdbc(),
                String.valueOf(format.useDomain()),
                String.valueOf(format.epochTimes()),
                new TreeMap<>(format.columns()).toString());
    }
}
