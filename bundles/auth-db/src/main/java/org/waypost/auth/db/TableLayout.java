package org.waypost.auth.db;

import java.util.List;

/**
 * How tables of users are laid out.
 *
 * @param table that of the built-in route
 * @param password column of HA1 or, with {@code plain}, of the password
 * @param qualifiedPassword column of HA1 for names with a domain
 * @param plain passwords are kept, not hashes of them
 * @param useDomain users of several domains have rows of their own
 * @param loaded columns that become AVPs
 * @param versions table of versions; empty: not checked
 */
record TableLayout(
        String table,
        String user,
        String domain,
        String password,
        String qualifiedPassword,
        boolean plain,
        boolean useDomain,
        List<LoadedColumn> loaded,
        String versions) {

    /** Kamailio's. */
    static final TableLayout STANDARD =
            new TableLayout("subscriber", "username", "domain", "ha1", "ha1b", false, false, List.of(), "version");
}
