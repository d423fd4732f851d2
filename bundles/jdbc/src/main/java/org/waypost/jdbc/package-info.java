/** Databases of others: their addresses in JDBC's and Kamailio's forms, drivers that come and go, pools of connections, what their errors mean. */
@org.osgi.annotation.versioning.Version("1.0.0")
@org.osgi.annotation.bundle.Export
package org.waypost.jdbc;
