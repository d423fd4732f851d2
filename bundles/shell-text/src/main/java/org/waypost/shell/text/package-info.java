/** What commands of the shell print with, whichever bundle they are in. */
@org.osgi.annotation.versioning.Version("1.0.0")
@org.osgi.annotation.bundle.Export
package org.waypost.shell.text;
