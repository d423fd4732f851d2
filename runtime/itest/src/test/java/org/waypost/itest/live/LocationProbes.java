package org.waypost.itest.live;

import static org.waypost.itest.live.Seen.last;
import static org.waypost.itest.live.Seen.status;

import java.util.List;
import org.waypost.itest.kit.SipClient;
import org.waypost.itest.kit.Texts;
import org.waypost.itest.kit.WaypostContainer;

/** What each parameter of usrloc changes that matters without a database, but for the keepalives. */
final class LocationProbes {

    private static final String LOOKUP = "KSR.registrar.lookup(\"location\")";

    private LocationProbes() {}

    /** Those that are seen on the next request. */
    static List<Probe> immediate() {
        return List.of(
                Probe.of("usrloc matching_mode 3").shows("2 contacts", "1 contacts", bench -> {
                    String user = bench.user();
                    bench.register(user, "Contact: <sip:a@192.0.2.1>");
                    return count(
                            bench.register(user, "Contact: <sip:b@192.0.2.1>").contacts());
                }),
                Probe.of("usrloc cseq_delay 0").shows("200", "400", bench -> {
                    String request = bench.request(bench.user());
                    bench.phone.ask(request);
                    return status(bench.phone.ask(request));
                }),
                Probe.of("usrloc desc_time_order 1").shows("a b", "b a", bench -> {
                    String user = bench.user();
                    bench.register(user, "Contact: <sip:a@192.0.2.1>");
                    bench.register(user, "Contact: <sip:b@192.0.2.1>");
                    return String.join(
                            " ",
                            bench.listed(user).stream()
                                    .map(contact -> contact.substring(5, 6))
                                    .toList());
                }),
                Probe.of("usrloc nat_bflag 6")
                        .given("registrar use_path 1", "registrar path_mode 0", "registrar path_use_received 1")
                        .shows("0", "64", bench -> {
                            String user = bench.user();
                            bench.register(user, "Path: <sip:192.0.2.2;lr;received=sip:192.0.2.3%3A5>");
                            return attribute(bench, user, "cflags");
                        }),
                Probe.of("usrloc server_id 7").shows("0", "7", bench -> {
                    String user = bench.user();
                    bench.register(user);
                    return attribute(bench, user, "server_id");
                }),
                // As its description says it has no effect: the table grows by itself.
                Probe.of("usrloc hash_size 4").shows("1 contacts", "1 contacts", bench -> {
                    String user = bench.user();
                    bench.register(user);
                    return count(bench.listed(user));
                }),
                Probe.of("usrloc use_domain 1").shows("1 contacts", "0 contacts", bench -> {
                    String user = bench.user();
                    bench.register(user);
                    String query = Texts.query(bench.phone, user).replace("@waypost.test", "@elsewhere.test");
                    return count(bench.phone.ask(query).contacts());
                }),
                Probe.of("usrloc preload other")
                        .shows(
                                "-1",
                                "1",
                                bench -> last(bench.register(bench.user(), "X-Run: KSR.registrar.save(\"other\", 2)")))
                        .forGood(),
                Probe.of("usrloc xavp_contact kept").shows("nil", "\"green\"", bench -> {
                    String user = bench.user();
                    bench.save(user, "KSR.pvx.xavp_child_sets(\"kept\", \"colour\", \"green\")");
                    return bench.message(user, LOOKUP, "$xavp(kept=>colour)");
                }));
    }

    /** Those that are seen when a time is over or a connection ends. */
    static List<Probe> timed() {
        return List.of(
                Probe.of("usrloc handle_lost_tcp 1")
                        .given("registrar lookup_filter_mode 2")
                        .shows("1 contacts", "0 contacts", LocationProbes::afterLosingTheConnection)
                        .inTime(),
                Probe.of("usrloc close_expired_tcp 1")
                        .given("registrar min_expires 1")
                        .shows("open", "closed", LocationProbes::connectionOfAnExpiredContact)
                        .inTime(),
                Probe.of("registrar event_callback ksr_registrar_event")
                        .given("registrar min_expires 1")
                        .shows("nil", "~\"usrloc:contact-expired: .*", bench -> {
                            String user = bench.once("expired", () -> expired(bench));
                            return bench.message(user, "kept()").replace("\\", "");
                        })
                        .inTime(),
                Probe.of("registrar use_expired_contacts 1")
                        .given("registrar min_expires 1")
                        .shows("-1", "1", bench -> bench.message(bench.once("expired", () -> expired(bench)), LOOKUP)),
                Probe.of("usrloc timer_interval 1")
                        .given("registrar min_expires 1", "registrar use_expired_contacts 1")
                        .shows("1", "-1", bench -> bench.message(bench.once("expired", () -> expired(bench)), LOOKUP))
                        .inTime());
    }

    /** Registers a contact for a second and waits until it is over. */
    private static String expired(Bench bench) {
        String user = bench.user();
        bench.register(user, "Expires: 1");
        awaitExpiry(bench, user);
        return user;
    }

    private static void awaitExpiry(Bench bench, String user) {
        WaypostContainer.await(
                "the contact has expired", Bench.SOON, () -> bench.listed(user).isEmpty());
    }

    private static String afterLosingTheConnection(Bench bench) {
        String user = bench.once("lost", () -> {
            String lost = bench.user();
            try (SipClient connected = bench.waypost.tcp()) {
                registerOver(connected, lost);
            }
            WaypostContainer.await(
                    "the loss is noticed",
                    Bench.SOON,
                    () -> bench.message(lost, LOOKUP).equals("-1"));
            return lost;
        });
        return count(bench.listed(user));
    }

    private static String connectionOfAnExpiredContact(Bench bench) {
        SipClient connected = bench.once("connected", () -> {
            SipClient client = bench.waypost.tcp();
            String user = bench.user();
            registerOver(client, user, "Expires: 1");
            awaitExpiry(bench, user);
            return client;
        });
        try {
            connected.send("\n\n");
            return "open";
        } catch (java.io.UncheckedIOException e) {
            return "closed";
        }
    }

    private static void registerOver(SipClient connected, String user, String... lines) {
        String contact = "Contact: <sip:" + user + "@127.0.0.1:" + connected.localPort() + ";transport=tcp>";
        connected.ask(Texts.register(
                connected, user, 1, contact + String.join("", lines).replaceFirst("^(?=.)", "\n")));
    }

    private static String attribute(Bench bench, String user, String name) {
        return bench.message(
                user, "KSR.registrar.reg_fetch_contacts(\"location\", v(\"$ru\"), \"c\")", "$(ulc(c=>" + name + "))");
    }

    private static String count(List<String> contacts) {
        return contacts.size() + " contacts";
    }
}
