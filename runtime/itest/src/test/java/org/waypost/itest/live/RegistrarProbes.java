package org.waypost.itest.live;

import static org.waypost.itest.live.Seen.contactParameter;
import static org.waypost.itest.live.Seen.granted;
import static org.waypost.itest.live.Seen.header;
import static org.waypost.itest.live.Seen.last;
import static org.waypost.itest.live.Seen.status;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.waypost.itest.kit.SipMessage;

/** What each parameter of the registrar changes about the next request. */
final class RegistrarProbes {

    private static final String DEVICE = ";+sip.instance=\"<urn:uuid:1>\";reg-id=1";
    private static final String SOCKET = "sock_hdr_name Sock-Info";

    private RegistrarProbes() {}

    static List<Probe> all() {
        return List.of(
                // expiry
                Probe.of("registrar default_expires 1800").shows("3600", "1800", RegistrarProbes::time),
                Probe.of("registrar default_expires_range 50")
                        .shows("[3600]", "~.*,.*", bench -> timesOfMany(bench, "Expires: none")),
                Probe.of("registrar expires_range 50")
                        .shows("[3600]", "~.*,.*", bench -> timesOfMany(bench, "Expires: 3600")),
                Probe.of("registrar min_expires 7200").shows("3600", "7200", RegistrarProbes::time),
                Probe.of("registrar min_expires_mode 1")
                        .shows("200", "423", bench -> status(bench.register(bench.user(), "Expires: 10"))),
                Probe.of("registrar max_expires 100").shows("3600", "100", RegistrarProbes::time),
                // contacts
                Probe.of("registrar default_q 500")
                        .shows("", "0.5", bench -> contactParameter(bench.register(bench.user()), "q")),
                Probe.of("registrar max_contacts 1").shows("200", "503", bench -> status(two(bench, bench.user()))),
                Probe.of("registrar retry_after 30")
                        .given("registrar max_contacts 1")
                        .shows("", "30", bench -> header(two(bench, bench.user()), "Retry-After")),
                Probe.of("registrar contact_max_size 30")
                        .shows(
                                "200",
                                "400",
                                bench -> status(bench.register(
                                        bench.user(), "Contact: <sip:name-of-more-than-some@192.0.2.1:5060>"))),
                Probe.of("registrar append_branches 0").shows("1", "nil", bench -> {
                    String user = bench.user();
                    two(bench, user);
                    return bench.message(user, lookup(), "$(branch(count))");
                }),
                Probe.of("registrar method_filtering 1").shows("1", "-2", bench -> {
                    String user = bench.user();
                    bench.register(user, "Contact: <sip:a@192.0.2.1>;methods=\"INVITE\"");
                    return bench.message(user, lookup());
                }),
                Probe.of("registrar lookup_filter_mode 1")
                        .given("registrar xavp_cfg reg")
                        .shows("1", "-1", bench -> {
                            String user = bench.user();
                            bench.register(user);
                            return bench.message(
                                    user, "KSR.pvx.xavp_child_seti(\"reg\", \"rlf_bflags\", 16)", lookup());
                        }),
                // address of record
                Probe.of("registrar case_sensitive 1").shows("1 contacts", "0 contacts", bench -> {
                    String user = bench.user();
                    bench.register(user);
                    return bench.listed(user.toUpperCase()).size() + " contacts";
                }),
                Probe.of("registrar realm_prefix sip.")
                        .given("usrloc use_domain 1")
                        .shows("0 contacts", "1 contacts", bench -> {
                            String user = bench.user();
                            bench.phone.ask(bench.request(user).replace("@waypost.test>", "@sip.waypost.test>"));
                            return bench.listed(user).size() + " contacts";
                        }),
                // where a REGISTER came from
                Probe.of("registrar received_avp $avp(rcv)")
                        .shows("", "sip:192.0.2.8:1024", bench -> contactParameter(behindNat(bench), "received")),
                Probe.of("registrar received_param rcv")
                        .given("registrar received_avp $avp(rcv)")
                        .shows("", "sip:192.0.2.8:1024", bench -> contactParameter(behindNat(bench), "rcv")),
                Probe.of("registrar sock_flag 4")
                        .given("registrar " + SOCKET)
                        .shows("~\"udp:.*", "~\"tcp:.*", RegistrarProbes::socket),
                Probe.of("registrar " + SOCKET)
                        .given("registrar sock_flag 4")
                        .shows("~\"udp:.*", "~\"tcp:.*", RegistrarProbes::socket),
                Probe.of("registrar sock_mode 1")
                        .given("transport listen udp:127.0.0.1:@PORT@ advertise 192.0.2.100:5070,tcp:127.0.0.1:@PORT@")
                        .shows("~\"udp:127\\.0\\.0\\.1:.*", "\"udp:192.0.2.100:5070\"", RegistrarProbes::socket),
                // scripts
                Probe.of("registrar xavp_cfg reg")
                        .shows(
                                "3600",
                                "700",
                                bench -> contactParameter(
                                        bench.save(bench.user(), "KSR.pvx.xavp_child_seti(\"reg\", \"expires\", 700)"),
                                        "expires")),
                Probe.of("registrar xavp_rcd rcd").shows("nil", "~\"sip:user.*", RegistrarProbes::recorded),
                Probe.of("registrar xavp_rcd_mask 2")
                        .given("registrar xavp_rcd rcd")
                        .shows("~\"sip:user.*", "nil", RegistrarProbes::recorded),
                Probe.of("registrar aor_avp $avp(aor)")
                        .shows("silent", "told", bench -> told(bench, "aor_avp"))
                        .inTime(),
                Probe.of("registrar reg_callid_avp $avp(id)")
                        .shows("silent", "told", bench -> told(bench, "reg_callid_avp"))
                        .inTime(),
                Probe.of("registrar compat rfc")
                        .shows("200", "420", bench -> status(bench.register(bench.user(), "Require: nonesuch"))),
                // Path
                Probe.of("registrar use_path 1")
                        .shows(
                                "",
                                "<sip:192.0.2.2;lr>",
                                bench -> header(
                                        bench.register(bench.user(), "Supported: path", "Path: <sip:192.0.2.2;lr>"),
                                        "Path")),
                Probe.of("registrar path_mode 1")
                        .given("registrar use_path 1")
                        .shows("420", "200", bench -> status(bench.register(bench.user(), "Path: <sip:192.0.2.2;lr>"))),
                Probe.of("registrar path_use_received 1")
                        .given("registrar use_path 1", "registrar path_mode 0")
                        .shows(
                                "",
                                "sip:192.0.2.3:5",
                                bench -> contactParameter(
                                        bench.register(
                                                bench.user(), "Path: <sip:192.0.2.2;lr;received=sip:192.0.2.3%3A5>"),
                                        "received")),
                Probe.of("registrar path_check_local 1")
                        .given("registrar use_path 1", "registrar path_mode 0")
                        .shows("~\"sip:127\\.0\\.0\\.1:.*", "\"sip:192.0.2.2;lr\"", bench -> {
                            String user = bench.user();
                            bench.register(
                                    user, "Path: <sip:127.0.0.1:" + bench.waypost.port() + ";lr>,<sip:192.0.2.2;lr>");
                            return bench.message(user, lookup(), "$du");
                        }),
                // GRUU and outbound
                Probe.of("registrar gruu_enabled 0")
                        .shows(
                                "~sip:user.*;gr=urn:uuid:1",
                                "",
                                bench -> contactParameter(
                                        bench.register(bench.user(), "Supported: gruu", device(bench)), "pub-gruu")),
                Probe.of("registrar outbound_mode 1")
                        .shows("420", "200", bench -> status(outbound(bench, "Require: outbound"))),
                Probe.of("registrar flow_timer 30")
                        .given("registrar outbound_mode 1")
                        .shows("", "30", bench -> header(outbound(bench, "Supported: outbound"), "Flow-Timer")),
                Probe.of("registrar regid_mode 1")
                        .given("registrar outbound_mode 1")
                        .shows(
                                "439",
                                "200",
                                bench -> status(
                                        bench.phone.ask(
                                                bench.request(bench.user(), "Supported: outbound", device(bench))
                                                        .replace(
                                                                "Max-Forwards",
                                                                "Via: SIP/2.0/UDP 192.0.2.9:5060;branch=z9hG4bKfirst\nMax-Forwards")))));
    }

    private static String time(Bench bench) {
        return contactParameter(bench.register(bench.user()), "expires");
    }

    /** The different times granted to ten contacts. */
    private static String timesOfMany(Bench bench, String header) {
        String user = bench.user();
        String contacts = IntStream.range(0, 10)
                .mapToObj(i -> "<sip:" + i + "@192.0.2.1>")
                .collect(Collectors.joining(", "));
        return granted(bench.register(user, header, "Contact: " + contacts));
    }

    private static SipMessage two(Bench bench, String user) {
        return bench.register(user, "Contact: <sip:a@192.0.2.1>, <sip:b@192.0.2.1>");
    }

    private static SipMessage behindNat(Bench bench) {
        return bench.save(bench.user(), "KSR.pv.sets(\"$avp(rcv)\", \"sip:192.0.2.8:1024\")");
    }

    private static String socket(Bench bench) {
        String user = bench.user();
        bench.save(user, "Sock-Info: tcp:127.0.0.1:" + bench.waypost.port(), "KSR.setflag(4)");
        return bench.message(
                user, "KSR.registrar.reg_fetch_contacts(\"location\", v(\"$ru\"), \"c\")", "$(ulc(c=>socket))");
    }

    private static String recorded(Bench bench) {
        return last(bench.register(
                bench.user(), "X-Run: KSR.registrar.save(\"location\", 2)", "X-Run: $(xavp(rcd[0]=>contact))"));
    }

    /** Whether the log tells of a parameter that is none any more. */
    private static String told(Bench bench, String key) {
        return bench.hasLogged(key) ? "told" : "silent";
    }

    private static SipMessage outbound(Bench bench, String header) {
        return bench.register(bench.user(), header, device(bench));
    }

    private static String device(Bench bench) {
        return "Contact: <sip:device@192.0.2.1:5060>" + DEVICE;
    }

    private static String lookup() {
        return "KSR.registrar.lookup(\"location\")";
    }
}
