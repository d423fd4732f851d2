/** The edge in front of a registrar: Path headers that name the flow of a client, and requests that go over that flow. */
@org.osgi.annotation.versioning.Version("1.0.0")
@org.osgi.annotation.bundle.Export
package org.waypost.path;
