package org.waypost.sip.dns;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.waypost.sip.NextHop;
import org.waypost.sip.ParameterReader;
import org.waypost.sip.Transport;

/**
 * The parameters in force.
 *
 * @param servers the name servers; empty for those of the system
 * @param naptr whether NAPTR records are asked for
 * @param ipv6 whether IPv6 addresses are asked for
 * @param spread whether SRV records are chosen by weight at random
 * @param failover whether there is more than one choice
 * @param avoidSeconds for which a failed server is the last choice
 * @param preferences of UDP, TCP and TLS
 * @param search whether names without a dot are completed
 * @param trySeconds that a name server may take
 * @param tries of each name server
 * @param negativeSeconds for which the absence of a record is remembered at most
 * @param positiveSeconds for which a record is remembered at most
 * @param entries of the cache at most
 * @param lookups at once at most
 */
record DnsSettings(
        List<InetSocketAddress> servers,
        boolean naptr,
        boolean ipv6,
        boolean spread,
        boolean failover,
        int avoidSeconds,
        Preferences preferences,
        boolean search,
        int trySeconds,
        int tries,
        int negativeSeconds,
        int positiveSeconds,
        int entries,
        int lookups) {

    private static final int DNS_PORT = 53;
    private static final String NOT_OF_AN_ADDRESS = ";?@";

    private static final String SERVERS_WANTED = "a list of addresses, each with an optional port";

    static final DnsSettings DEFAULTS = new DnsSettings(
            List.of(), true, true, true, true, 60, new Preferences(30, 20, 10), true, 2, 2, 60, 86_400, 10_000, 1000);

    /** How much a transport is liked; 0 for one that is not used. */
    record Preferences(int udp, int tcp, int tls) {

        int of(Transport transport) {
            return switch (transport) {
                case UDP -> udp;
                case TCP -> tcp;
                case TLS -> tls;
                case WS, WSS -> 1;
            };
        }
    }

    /** The values that are allowed, in place of others the last ones. */
    static DnsSettings of(DnsParameters parameters, Map<String, ?> raw, DnsSettings last, Consumer<String> refused) {
        ParameterReader reader = new ParameterReader("dns", raw, refused);
        return new DnsSettings(
                reader.parsed("servers", parameters::servers, DnsSettings::servers, last.servers),
                reader.flag("dns_try_naptr", parameters::dns__try__naptr, last.naptr),
                reader.flag("dns_try_ipv6", parameters::dns__try__ipv6, last.ipv6),
                reader.flag("dns_srv_lb", parameters::dns__srv__lb, last.spread),
                reader.flag("use_dns_failover", parameters::use__dns__failover, last.failover),
                reader.number("dst_blocklist_expire", parameters::dst__blocklist__expire, 0, 86_400, last.avoidSeconds),
                new Preferences(
                        reader.number("dns_udp_pref", parameters::dns__udp__pref, 0, 1000, last.preferences.udp),
                        reader.number("dns_tcp_pref", parameters::dns__tcp__pref, 0, 1000, last.preferences.tcp),
                        reader.number("dns_tls_pref", parameters::dns__tls__pref, 0, 1000, last.preferences.tls)),
                reader.flag("dns_use_search_list", parameters::dns__use__search__list, last.search),
                reader.number("dns_retr_time", parameters::dns__retr__time, 1, 30, last.trySeconds),
                reader.number("dns_retr_no", parameters::dns__retr__no, 1, 10, last.tries),
                reader.number(
                        "dns_cache_negative_ttl",
                        parameters::dns__cache__negative__ttl,
                        0,
                        86_400,
                        last.negativeSeconds),
                reader.number("dns_cache_max_ttl", parameters::dns__cache__max__ttl, 0, 604_800, last.positiveSeconds),
                reader.number("cache_entries", parameters::cache__entries, 1, 1_000_000, last.entries),
                reader.number("max_lookups", parameters::max__lookups, 1, 100_000, last.lookups));
    }

    /**
     * The addresses of a list with spaces or commas between them, port 53 if none is given.
     *
     * @throws IllegalArgumentException saying what is wanted
     */
    static List<InetSocketAddress> servers(String text) {
        List<InetSocketAddress> servers = new ArrayList<>();
        for (String item : text.split("[\\s,]+")) {
            if (!item.isEmpty()) {
                servers.add(server(item));
            }
        }
        return List.copyOf(servers);
    }

    private static InetSocketAddress server(String text) {
        boolean bare = text.indexOf(':') != text.lastIndexOf(':') && !text.startsWith("[");
        return NextHop.of("sip:" + (bare ? "[" + text + "]" : text))
                .filter(hop -> NOT_OF_AN_ADDRESS.chars().noneMatch(c -> text.indexOf(c) >= 0))
                .flatMap(DnsSettings::server)
                .orElseThrow(() -> new IllegalArgumentException(SERVERS_WANTED));
    }

    private static Optional<InetSocketAddress> server(NextHop hop) {
        return hop.literal()
                .map(literal ->
                        new InetSocketAddress(literal.address().getAddress(), hop.port() == 0 ? DNS_PORT : hop.port()));
    }
}
