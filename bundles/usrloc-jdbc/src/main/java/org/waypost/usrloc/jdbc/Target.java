package org.waypost.usrloc.jdbc;

import org.waypost.usrloc.jdbc.access.DatabaseUrl;
import org.waypost.usrloc.jdbc.table.TableFormat;

/**
 * What makes a database another one: bindings have to be copied when any of this changes.
 *
 * @param url where it is
 * @param format how its tables are laid out
 */
record Target(DatabaseUrl url, TableFormat format) {}
