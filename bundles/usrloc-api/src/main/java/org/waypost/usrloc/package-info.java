/** The location table: who can be reached where. Contacts and their records, the service over them, and the SPI of what stores them. */
@org.osgi.annotation.versioning.Version("1.3.0")
@org.osgi.annotation.bundle.Export
package org.waypost.usrloc;
