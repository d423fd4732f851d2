package org.waypost.proxy;

import org.waypost.proxy.rr.RecordRouting;

/**
 * The parameters in force.
 *
 * @param maxTransactions most server transactions at once
 * @param ringingMillis timer C
 * @param serialFlows whether the flows of one device are tried one after the other
 * @param recordRouting the shape of Record-Route headers
 */
record ProxySettings(
        int maxTransactions, int ringingMillis, boolean serialFlows, RecordRouting.Settings recordRouting) {

    ProxySettings {
        inRange("max_transactions", maxTransactions, 1, 10_000_000);
        inRange("fr_inv_timer", ringingMillis, 1000, 3_600_000);
    }

    static ProxySettings of(ProxyParameters parameters) {
        inRange("enable_full_lr", parameters.enable__full__lr(), 0, 1);
        inRange("append_fromtag", parameters.append__fromtag(), 0, 1);
        inRange("enable_double_rr", parameters.enable__double__rr(), 0, 2);
        inRange("serial_flows", parameters.serial__flows(), 0, 1);
        return new ProxySettings(
                parameters.max__transactions(),
                parameters.fr__inv__timer(),
                parameters.serial__flows() == 1,
                new RecordRouting.Settings(
                        parameters.enable__full__lr() == 1 ? "lr=on" : "lr",
                        parameters.append__fromtag() == 1,
                        parameters.enable__double__rr()));
    }

    private static void inRange(String key, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(key + " = " + value + " is not in " + least + ".." + most);
        }
    }
}
