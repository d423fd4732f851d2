/** What operators do with a running server, the same from the shell, JSON-RPC and the console. */
@org.osgi.annotation.versioning.Version("1.0.0")
@org.osgi.annotation.bundle.Export
package org.waypost.operations;
