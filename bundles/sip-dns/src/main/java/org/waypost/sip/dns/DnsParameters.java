package org.waypost.sip.dns;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The parameters of name resolution (PID {@code waypost.dns}): Kamailio's core parameters where it has them. */
@ObjectClassDefinition(name = "DNS", description = "Finding the servers behind host names (RFC 3263)")
public @interface DnsParameters {

    @AttributeDefinition(
            name = "servers",
            description =
                    "Addresses of the name servers, each with an optional port, such as 192.0.2.53 [2001:db8::53]:5353;"
                            + " empty: those of the system")
    String servers() default "";

    @AttributeDefinition(
            name = "dns_try_naptr",
            description =
                    "1 asks for NAPTR records first, by which a domain says which transports it wants to be reached over (0, 1)",
            min = "0",
            max = "1")
    int dns__try__naptr() default 1;

    @AttributeDefinition(
            name = "dns_try_ipv6",
            description = "1 asks for IPv6 addresses too; those of IPv4 are tried first (0, 1)",
            min = "0",
            max = "1")
    int dns__try__ipv6() default 1;

    @AttributeDefinition(
            name = "dns_srv_lb",
            description =
                    "1 spreads requests over the SRV records of one priority by their weights, 0 takes the heaviest"
                            + " first (0, 1)",
            min = "0",
            max = "1")
    int dns__srv__lb() default 1;

    @AttributeDefinition(
            name = "use_dns_failover",
            description =
                    "1 tries the next server of a name when one cannot be reached, does not answer or says 503, 0 only"
                            + " the first (0, 1)",
            min = "0",
            max = "1")
    int use__dns__failover() default 1;

    @AttributeDefinition(
            name = "dst_blocklist_expire",
            description =
                    "Seconds for which a server that has failed is tried after all others of its name; 0: it is not"
                            + " remembered (0..86400)",
            min = "0",
            max = "86400")
    int dst__blocklist__expire() default 60;

    @AttributeDefinition(
            name = "dns_udp_pref",
            description =
                    "Preference of UDP where the records do not say which transport is wanted; the highest first, 0:"
                            + " not used (0..1000)",
            min = "0",
            max = "1000")
    int dns__udp__pref() default 30;

    @AttributeDefinition(
            name = "dns_tcp_pref",
            description = "Preference of TCP, as dns_udp_pref (0..1000)",
            min = "0",
            max = "1000")
    int dns__tcp__pref() default 20;

    @AttributeDefinition(
            name = "dns_tls_pref",
            description = "Preference of TLS, as dns_udp_pref; sips is TLS whatever this says (0..1000)",
            min = "0",
            max = "1000")
    int dns__tls__pref() default 10;

    @AttributeDefinition(
            name = "dns_use_search_list",
            description = "1 looks names without a dot up in the search domains of the system (0, 1)",
            min = "0",
            max = "1")
    int dns__use__search__list() default 1;

    @AttributeDefinition(
            name = "dns_retr_time",
            description = "Seconds that a name server may take to answer before it is asked again (1..30)",
            min = "1",
            max = "30")
    int dns__retr__time() default 2;

    @AttributeDefinition(
            name = "dns_retr_no",
            description = "How often each name server is asked (1..10)",
            min = "1",
            max = "10")
    int dns__retr__no() default 2;

    @AttributeDefinition(
            name = "dns_cache_negative_ttl",
            description = "Most seconds for which it is remembered that there is no such record (0..86400)",
            min = "0",
            max = "86400")
    int dns__cache__negative__ttl() default 60;

    @AttributeDefinition(
            name = "dns_cache_max_ttl",
            description = "Most seconds for which records are remembered, whatever they say (0..604800)",
            min = "0",
            max = "604800")
    int dns__cache__max__ttl() default 86_400;

    @AttributeDefinition(
            name = "cache_entries",
            description = "Most names that are remembered (1..1000000)",
            min = "1",
            max = "1000000")
    int cache__entries() default 10_000;

    @AttributeDefinition(
            name = "max_lookups",
            description = "Most requests that wait for a name at once; the names of others lead nowhere (1..100000)",
            min = "1",
            max = "100000")
    int max__lookups() default 1000;
}
