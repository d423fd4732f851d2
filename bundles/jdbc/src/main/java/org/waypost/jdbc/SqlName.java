package org.waypost.jdbc;

import java.util.regex.Pattern;

/** Names of tables and columns, as operators give them. */
public final class SqlName {

    /** What a name is, for messages. */
    public static final String WANTED = "a name of letters, digits and _, at most 63 of them";

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_$]{0,62}");
    private static final String VERSIONS = "version";

    private SqlName() {}

    /** Whether that is a name. */
    public static boolean isOne(String text) {
        return NAME.matcher(text).matches();
    }

    /**
     * The table of versions that a parameter {@code version_table} means; empty: versions are not checked.
     *
     * @param text a name; or, as Kamailio's parameter is a number, 1 for the standard table or 0 for none
     * @throws IllegalArgumentException saying what is wanted
     */
    public static String versionTable(String text) {
        if (text.equals("0")) {
            return "";
        }
        if (text.equals("1")) {
            return VERSIONS;
        }
        if (isOne(text)) {
            return text;
        }
        throw new IllegalArgumentException(WANTED + ", or 0");
    }
}
