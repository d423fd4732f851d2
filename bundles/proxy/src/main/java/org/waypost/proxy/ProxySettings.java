package org.waypost.proxy;

import org.waypost.proxy.rr.RecordRouting;

/**
 * The parameters in force.
 *
 * @param maxTransactions most server transactions at once
 * @param ringingMillis timer C
 * @param serial whether targets are tried one after the other by their q
 * @param serialMillis how long those of one q may take while others wait
 * @param maxBreadth branches of a request that does not say how many it may have; 0 for any number
 * @param serialFlows whether the flows of one device are tried one after the other
 * @param recordRouting the shape of Record-Route headers
 */
record ProxySettings(
        int maxTransactions,
        int ringingMillis,
        boolean serial,
        int serialMillis,
        int maxBreadth,
        boolean serialFlows,
        RecordRouting.Settings recordRouting) {

    ProxySettings {
        inRange("max_transactions", maxTransactions, 1, 10_000_000);
        inRange("fr_inv_timer", ringingMillis, 1000, 3_600_000);
        inRange("serial_timer", serialMillis, 1000, 3_600_000);
        inRange("max_breadth", maxBreadth, 0, 1000);
    }

    static ProxySettings of(ProxyParameters parameters) {
        inRange("enable_full_lr", parameters.enable__full__lr(), 0, 1);
        inRange("append_fromtag", parameters.append__fromtag(), 0, 1);
        inRange("enable_double_rr", parameters.enable__double__rr(), 0, 2);
        inRange("serial", parameters.serial(), 0, 1);
        inRange("serial_flows", parameters.serial__flows(), 0, 1);
        return new ProxySettings(
                parameters.max__transactions(),
                parameters.fr__inv__timer(),
                parameters.serial() == 1,
                parameters.serial__timer(),
                parameters.max__breadth(),
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
