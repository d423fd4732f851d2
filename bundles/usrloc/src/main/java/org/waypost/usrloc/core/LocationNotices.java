package org.waypost.usrloc.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the parameters of usrloc may be but are hardly meant to, as Kamailio takes it, too. */
final class LocationNotices {

    private LocationNotices() {}

    /** @param values the parameters of {@code waypost.usrloc} */
    static List<String> of(Map<String, String> values) {
        List<String> lines = new ArrayList<>();
        int mode = number(values, "db_mode");
        boolean isBacked = mode == 1 || mode == 2;
        if (mode != 0 && values.get("store").strip().equals(Stores.MEMORY)) {
            lines.add("db_mode " + mode + " has no effect while store is memory: no database is used");
        }
        if (!isBacked && number(values, "db_load") == 0) {
            lines.add("db_load has an effect with db_mode 1 and 2 only");
        }
        if (!isBacked && number(values, "db_timer_clean") == 1) {
            lines.add("db_timer_clean has an effect with db_mode 1 and 2 only");
        }
        if (!isBacked && number(values, "db_clean_tcp") == 1) {
            lines.add("db_clean_tcp has an effect with db_mode 1 and 2 only");
        }
        if (number(values, "hash_size") != 10) {
            lines.add("hash_size has no effect: the table grows by itself");
        }
        keepalive(values, lines);
        return lines;
    }

    private static void keepalive(Map<String, String> values, List<String> lines) {
        int mode = number(values, "ka_mode");
        int timeout = number(values, "ka_timeout");
        int longest = number(values, "ka_interval") + number(values, "ka_randomize");
        if ((mode & KeepaliveSettings.NATTED) != 0 && number(values, "nat_bflag") < 0) {
            lines.add("ka_mode " + mode + " sends keepalives to contacts behind NAT only, and none counts as such while"
                    + " nat_bflag is -1");
        }
        if (mode == 0 && timeout > 0) {
            lines.add("ka_timeout has no effect while ka_mode is 0");
        }
        if (mode != 0 && timeout > 0 && timeout <= longest) {
            lines.add("ka_timeout " + timeout + " is not above ka_interval and ka_randomize, " + longest
                    + " in all: contacts expire that had no keepalive to answer");
        }
    }

    private static int number(Map<String, String> values, String key) {
        return Integer.parseInt(values.get(key));
    }
}
