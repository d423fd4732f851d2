package org.waypost.itest.exchange;

import org.waypost.itest.kit.Backend;

/** The exchanges on H2, in the file that the container brings along. */
class H2ExchangesIT extends DatabaseExchanges {

    H2ExchangesIT() {
        super(Backend.Kind.H2);
    }
}
