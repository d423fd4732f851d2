package org.waypost.auth.db;

/**
 * Who is looked for.
 *
 * @param domain of the user; empty: any
 * @param qualified the credentials' name has a domain, so the hash is that of password_column_2
 */
record Asked(String table, String user, String domain, boolean qualified) {}
