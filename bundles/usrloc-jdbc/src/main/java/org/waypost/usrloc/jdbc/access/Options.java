package org.waypost.usrloc.jdbc.access;

import org.waypost.jdbc.PoolOptions;

/**
 * The parameters that come into force while a database is in use.
 *
 * @param poolSize most connections that are open at once
 * @param timeoutMillis bounds every wait for the database
 * @param fetchRows rows that are fetched at once when many are read
 * @param updateAsInsert a row to be updated is inserted if it is not there, in one statement
 * @param opsByRuid rows are updated and deleted by their ruid; else by AoR, contact and Call-ID
 * @param serverIdFilter only rows with this server's id are loaded, scanned and cleaned
 * @param skipRemoteSocket rows with a socket that is not this server's do not count
 * @param serverId of this server
 * @param natMask mask of the branch flag that marks a contact behind NAT, or 0
 * @param attributes contacts have attributes (xavp_contact is set)
 */
public record Options(
        int poolSize,
        int timeoutMillis,
        int fetchRows,
        boolean updateAsInsert,
        boolean opsByRuid,
        boolean serverIdFilter,
        boolean skipRemoteSocket,
        int serverId,
        int natMask,
        boolean attributes) {

    /** Those of them that are about the connections. */
    public PoolOptions pool() {
        return new PoolOptions(poolSize, timeoutMillis);
    }

    /** The defaults of all parameters. */
    public static final Options DEFAULTS = new Options(8, 2000, 2000, false, true, false, false, 0, 0, false);
}
