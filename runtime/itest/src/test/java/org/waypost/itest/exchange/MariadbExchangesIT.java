package org.waypost.itest.exchange;

import org.waypost.itest.kit.Backend;

/** The exchanges on MariaDB. */
class MariadbExchangesIT extends DatabaseExchanges {

    MariadbExchangesIT() {
        super(Backend.Kind.MARIADB);
    }
}
