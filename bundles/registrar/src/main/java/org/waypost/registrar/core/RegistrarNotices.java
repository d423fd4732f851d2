package org.waypost.registrar.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the registrar's parameters may be but are hardly meant to, as Kamailio takes it, too. */
final class RegistrarNotices {

    private RegistrarNotices() {}

    /** @param values the parameters of the registrar */
    static List<String> of(Map<String, String> values) {
        List<String> lines = new ArrayList<>();
        expires(
                number(values, "default_expires"),
                number(values, "min_expires"),
                number(values, "max_expires"),
                number(values, "min_expires_mode") == 1,
                lines);
        boolean hasConfig = isSet(values, "xavp_cfg");
        boolean hasFlag = number(values, "sock_flag") >= 0;
        if (isSet(values, "sock_hdr_name") && !hasFlag) {
            lines.add("sock_hdr_name has no effect while sock_flag is -1");
        }
        if (hasFlag && !isSet(values, "sock_hdr_name") && !hasConfig) {
            lines.add("sock_flag has no effect while neither sock_hdr_name nor xavp_cfg is set");
        }
        if ((number(values, "lookup_filter_mode") & 1) != 0 && !hasConfig) {
            lines.add("lookup_filter_mode leaves out no contact by its flags while xavp_cfg is not set");
        }
        if (number(values, "xavp_rcd_mask") > 0 && !isSet(values, "xavp_rcd")) {
            lines.add("xavp_rcd_mask has no effect while xavp_rcd is not set");
        }
        return lines;
    }

    // The order in which they count: min_expires, then max_expires, which has the last word.
    private static void expires(int preset, int min, int max, boolean refuse, List<String> lines) {
        if (min > 0 && max > 0 && min > max) {
            lines.add("min_expires " + min + " is above max_expires " + max + ": contacts last " + max + " seconds");
        }
        if (preset < min) {
            lines.add("default_expires " + preset + " is below min_expires " + min + ": a REGISTER that names no time "
                    + (refuse ? "is answered 423" : "counts as one that asks for min_expires"));
        }
        if (max > 0 && preset > max) {
            lines.add("default_expires " + preset + " is above max_expires " + max
                    + ": contacts that name no time last " + max + " seconds");
        }
        if (refuse && min == 0) {
            lines.add("min_expires_mode has no effect while min_expires is 0");
        }
    }

    /** @param values the parameters of the registrar, and those of usrloc and kemi if they are there */
    static List<String> withOthers(Map<String, String> values) {
        List<String> lines = new ArrayList<>();
        if (isSet(values, "realm_prefix") && "0".equals(values.get("use_domain"))) {
            lines.add("realm_prefix has no effect while usrloc.use_domain is 0");
        }
        if (isSet(values, "event_callback") && values.containsKey("script") && !isSet(values, "script")) {
            lines.add("event_callback is not called while kemi.script is not set");
        }
        return lines;
    }

    private static int number(Map<String, String> values, String key) {
        return Integer.parseInt(values.get(key));
    }

    private static boolean isSet(Map<String, String> values, String key) {
        return !values.getOrDefault(key, "").isBlank();
    }
}
