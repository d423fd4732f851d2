package org.waypost.itest.exchange;

import org.waypost.itest.kit.Backend;

/** The exchanges on PostgreSQL. */
class PostgresqlExchangesIT extends DatabaseExchanges {

    PostgresqlExchangesIT() {
        super(Backend.Kind.POSTGRESQL);
    }
}
