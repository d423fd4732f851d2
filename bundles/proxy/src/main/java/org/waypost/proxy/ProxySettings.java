package org.waypost.proxy;

/**
 * The parameters in force.
 *
 * @param maxTransactions most server transactions at once
 * @param ringingMillis timer C
 */
record ProxySettings(int maxTransactions, int ringingMillis) {

    ProxySettings {
        inRange("max_transactions", maxTransactions, 1, 10_000_000);
        inRange("fr_inv_timer", ringingMillis, 1000, 3_600_000);
    }

    static ProxySettings of(ProxyParameters parameters) {
        return new ProxySettings(parameters.max__transactions(), parameters.fr__inv__timer());
    }

    private static void inRange(String key, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(key + " = " + value + " is not in " + least + ".." + most);
        }
    }
}
