/** The parameters of all bundles as operators see them: what there is, what is in force, and how to change it. */
@org.osgi.annotation.versioning.Version("1.3.0")
@org.osgi.annotation.bundle.Export
package org.waypost.parameters;
