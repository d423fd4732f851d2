/** Who sends a request: the seam between the routes that ask for proof, the bundle that checks it, and where passwords are kept. */
@org.osgi.annotation.versioning.Version("1.1.0")
@org.osgi.annotation.bundle.Export
package org.waypost.sip.auth;
