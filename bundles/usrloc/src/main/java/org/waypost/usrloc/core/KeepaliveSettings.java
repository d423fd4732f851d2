package org.waypost.usrloc.core;

import java.util.BitSet;
import org.waypost.usrloc.Ping;

/**
 * The parameters of the keepalives, checked.
 *
 * @param mode sum of {@link #ALL}, {@link #NATTED} and {@link #UDP}; 0 sends none
 * @param method of the requests
 * @param from URI of the From header
 * @param domain host of the To header where an AoR has none
 * @param ownOnly only contacts that this server stored
 * @param timeout seconds without an answer after which a contact is given up; 0 never
 * @param interval seconds between two keepalives of a contact
 * @param randomize most seconds that are added to the interval, at random
 * @param replyCodes which answers count; all if empty
 * @param logLevel -5..3 as Kamailio counts them, above: no log
 * @param logMessage what the log line ends with, with pseudo-variables of the answer
 */
record KeepaliveSettings(
        int mode,
        String method,
        String from,
        String domain,
        boolean ownOnly,
        int timeout,
        int interval,
        int randomize,
        String replyCodes,
        int logLevel,
        String logMessage) {

    static final int ALL = 1;
    static final int NATTED = 2;
    static final int UDP = 4;

    static final int NO_LOG = 255;

    static final KeepaliveSettings DEFAULTS = new KeepaliveSettings(
            0,
            "OPTIONS",
            "sip:server@kamailio.org",
            "kamailio.org",
            false,
            0,
            40,
            20,
            "",
            NO_LOG,
            "to-uri: [$tu] remote-addr: [$sas]");

    /** How these parameters have a contact pinged. */
    Ping ping() {
        return new Ping(Ping.Kind.REQUEST, interval, randomize, timeout, method, from, "");
    }

    /** The status codes that count. */
    BitSet countedCodes() {
        BitSet codes = new BitSet(700);
        if (replyCodes.isBlank()) {
            codes.set(100, 700);
        }
        for (String code : replyCodes.split("[ ,;]+")) {
            if (code.endsWith("x") || code.endsWith("X")) {
                int first = 100 * (code.charAt(0) - '0');
                codes.set(first, first + 100);
            } else if (!code.isEmpty()) {
                codes.set(Integer.parseInt(code));
            }
        }
        return codes;
    }
}
