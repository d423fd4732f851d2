package org.waypost.itest.live;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Stream;

/** Parameters that may be changed at random while phones register, and values that leave those answered 200 and found. */
final class Tunables {

    /**
     * A parameter.
     *
     * @param good makes a value that is taken, unless other parameters stand against it
     * @param bad a value that is refused, whatever the others are
     */
    record Tunable(String module, String key, Function<SplittableRandom, String> good, String bad) {

        String name() {
            return module + "." + key;
        }

        /** The command that sets it to a value. */
        String set(String value) {
            return "cfg:set %s %s '%s'".formatted(module, key, value);
        }
    }

    private Tunables() {}

    /** @param otherUrl of a database beside the one that db_url '' stands for */
    static List<Tunable> all(String otherUrl) {
        return Stream.of(registrar(), location(otherUrl), others())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Tunable> registrar() {
        String module = "registrar";
        return List.of(
                number(module, "default_expires", 600, 7200),
                number(module, "default_expires_range", 0, 50),
                number(module, "expires_range", 0, 50),
                number(module, "min_expires", 0, 1800),
                one(module, "min_expires_mode", "0", "1"),
                one(module, "max_expires", "0", "3600", "7200", "100000"),
                number(module, "default_q", -1, 1000),
                number(module, "max_contacts", 0, 20),
                number(module, "retry_after", 0, 100),
                one(module, "case_sensitive", "0", "1"),
                text(module, "realm_prefix", "a b", "", "sip."),
                one(module, "append_branches", "0", "1"),
                one(module, "method_filtering", "0", "1"),
                number(module, "contact_max_size", 200, 512),
                text(module, "received_param", "a b", "received", "rcv", ""),
                one(module, "use_expired_contacts", "0", "1"),
                one(module, "sock_mode", "0", "1"),
                text(module, "received_avp", "$fu", "", "$avp(s:rcv)"),
                number(module, "sock_flag", -1, 31),
                text(module, "sock_hdr_name", "a b", "", "Sock-Info"),
                text(module, "xavp_cfg", "a=>b", "", "reg"),
                text(module, "xavp_rcd", "a=>b", "", "rcd"),
                number(module, "xavp_rcd_mask", 0, 31),
                number(module, "lookup_filter_mode", 0, 3),
                text(module, "event_callback", "f()", "", "on_event"),
                one(module, "compat", "kamailio", "rfc"),
                one(module, "gruu_enabled", "0", "1"),
                one(module, "outbound_mode", "0", "1"),
                one(module, "regid_mode", "0", "1"),
                one(module, "flow_timer", "0", "0", "30"),
                one(module, "use_path", "0", "1"),
                one(module, "path_mode", "0", "1", "2"),
                one(module, "path_use_received", "0", "1"),
                one(module, "path_check_local", "0", "1"));
    }

    private static List<Tunable> location(String otherUrl) {
        String module = "usrloc";
        return List.of(
                number(module, "db_mode", 0, 3),
                text(module, "db_url", "no address", "", otherUrl),
                number(module, "fetch_rows", 1, 5000),
                number(module, "db_pool_size", 2, 12),
                number(module, "db_timeout", 2000, 9000),
                one(module, "db_timer_clean", "0", "1"),
                one(module, "db_ops_ruid", "0", "1"),
                one(module, "db_update_as_insert", "0", "1"),
                one(module, "db_insert_update", "0", "1"),
                one(module, "db_check_update", "0", "1"),
                one(module, "db_insert_null", "0", "1"),
                number(module, "matching_mode", 0, 3),
                number(module, "cseq_delay", 0, 60),
                one(module, "desc_time_order", "0", "1"),
                number(module, "nat_bflag", -1, 31),
                number(module, "server_id", 0, 9),
                number(module, "timer_interval", 1, 60),
                number(module, "hash_size", 4, 16),
                text(module, "preload", "a b", "", "other", "other,third"),
                text(module, "xavp_contact", "a b", "", "kept"),
                one(module, "handle_lost_tcp", "0", "1"),
                one(module, "close_expired_tcp", "0", "1"),
                text(module, "ka_method", "a b", "OPTIONS", "INFO"),
                number(module, "ka_interval", 1, 100),
                number(module, "ka_randomize", 0, 100),
                number(module, "ka_timeout", 0, 100));
    }

    private static List<Tunable> others() {
        return List.of(
                number("proxy", "fr_inv_timer", 30000, 200000),
                number("proxy", "fr_timer", 10000, 40000),
                number("proxy", "retr_timer1", 300, 600),
                number("proxy", "max_inv_lifetime", 60000, 200000),
                one("proxy", "disable_6xx_block", "0", "1"),
                one("proxy", "failure_reply_mode", "0", "3"),
                one("proxy", "cancel_b_method", "0", "2"),
                one("proxy", "append_fromtag", "0", "1"),
                number("transport", "max_headers", 64, 500),
                number("transport", "max_header_length", 2048, 16384),
                number("transport", "tcp_connection_lifetime", 100, 4000),
                number("kemi", "script_timeout", 1000, 3000));
    }

    private static Tunable number(String module, String key, int min, int max) {
        return new Tunable(module, key, random -> String.valueOf(random.nextInt(min, max + 1)), "-77");
    }

    private static Tunable one(String module, String key, String... values) {
        return text(module, key, "neither", values);
    }

    private static Tunable text(String module, String key, String bad, String... values) {
        return new Tunable(module, key, random -> values[random.nextInt(values.length)], bad);
    }
}
