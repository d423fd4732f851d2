package org.waypost.proxy;

import org.waypost.proxy.rr.RecordRouting;

/**
 * The parameters in force.
 *
 * @param maxTransactions most server transactions at once
 * @param branches the parameters of transactions
 * @param serial whether targets are tried one after the other by their q
 * @param serialMillis how long those of one q may take while others wait
 * @param maxBreadth branches of a request that does not say how many it may have; 0 for any number
 * @param serialFlows whether the flows of one device are tried one after the other
 * @param udpLimit which requests are too large for UDP
 * @param recordRouting the shape of Record-Route headers
 */
record ProxySettings(
        int maxTransactions,
        BranchSettings branches,
        boolean serial,
        int serialMillis,
        int maxBreadth,
        boolean serialFlows,
        UdpLimit udpLimit,
        RecordRouting.Settings recordRouting) {

    ProxySettings {
        inRange("max_transactions", maxTransactions, 1, 10_000_000);
        inRange("serial_timer", serialMillis, 1000, 3_600_000);
        inRange("max_breadth", maxBreadth, 0, 1000);
    }

    static ProxySettings of(ProxyParameters parameters) {
        inRange("enable_double_rr", parameters.enable__double__rr(), 0, 2);
        return new ProxySettings(
                parameters.max__transactions(),
                BranchSettings.of(parameters),
                isOn("serial", parameters.serial()),
                parameters.serial__timer(),
                parameters.max__breadth(),
                isOn("serial_flows", parameters.serial__flows()),
                UdpLimit.of(parameters),
                new RecordRouting.Settings(
                        isOn("enable_full_lr", parameters.enable__full__lr()) ? "lr=on" : "lr",
                        isOn("append_fromtag", parameters.append__fromtag()),
                        parameters.enable__double__rr(),
                        isOn("add_username", parameters.add__username()),
                        isOn("ignore_sips", parameters.ignore__sips()),
                        isOn("force_send_socket", parameters.force__send__socket())));
    }

    static boolean isOn(String key, int value) {
        inRange(key, value, 0, 1);
        return value == 1;
    }

    static void inRange(String key, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(key + " = " + value + " is not in " + least + ".." + most);
        }
    }
}
