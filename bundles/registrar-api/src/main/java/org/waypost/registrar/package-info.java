/** The functions of Kamailio's {@code registrar} module as a service, and the SPI of what extends them: Path, GRUU, outbound. */
@org.osgi.annotation.versioning.Version("1.5.0")
@org.osgi.annotation.bundle.Export
package org.waypost.registrar;
