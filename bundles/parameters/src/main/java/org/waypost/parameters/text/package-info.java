/** Parameters as text: what an export writes and an import reads. */
@org.osgi.annotation.versioning.Version("1.0.0")
@org.osgi.annotation.bundle.Export
package org.waypost.parameters.text;
