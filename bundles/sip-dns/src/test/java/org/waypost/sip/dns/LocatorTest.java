package org.waypost.sip.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.waypost.sip.NextHop;
import org.waypost.sip.SipServer;
import org.waypost.sip.Transport;

/** Where names lead: RFC 3263 4, against a name server. */
class LocatorTest {

    private static final Set<Transport> PLAIN = EnumSet.of(Transport.UDP, Transport.TCP);
    private static final Set<Transport> ALL = EnumSet.allOf(Transport.class);

    private NameServer dns;
    private final Map<String, Object> parameters = new HashMap<>();

    @BeforeEach
    void start() throws IOException {
        dns = new NameServer();
        parameters.put("servers", "127.0.0.1:" + dns.address().getPort());
        parameters.put("dns__retr__time", 5);
    }

    @AfterEach
    void stop() throws IOException {
        dns.close();
    }

    private Locator locator() {
        return new Locator(parameters(parameters), Map.of());
    }

    private static DnsParameters parameters(Map<String, Object> values) {
        return (DnsParameters) Proxy.newProxyInstance(
                DnsParameters.class.getClassLoader(),
                new Class<?>[] {DnsParameters.class},
                (proxy, method, arguments) -> values.getOrDefault(method.getName(), method.getDefaultValue()));
    }

    private static List<SipServer> servers(Locator locator, String uri, Set<Transport> usable) throws Exception {
        CompletableFuture<List<SipServer>> found = new CompletableFuture<>();
        locator.locate(NextHop.of(uri).orElseThrow(), usable, found::complete);
        return found.get(30, TimeUnit.SECONDS);
    }

    private List<String> places(String uri, Set<Transport> usable) throws Exception {
        return places(servers(locator(), uri, usable));
    }

    private static List<String> places(List<SipServer> servers) {
        return servers.stream()
                .map(server -> server.transport().token() + ":"
                        + server.address().getAddress().getHostAddress() + ":"
                        + server.address().getPort())
                .toList();
    }

    private void company() {
        dns.add(
                "company.example. 60 IN NAPTR 20 10 \"s\" \"SIP+D2U\" \"\" _sip._udp.company.example.",
                "company.example. 60 IN NAPTR 10 20 \"S\" \"SIP+D2T\" \"\" _sip._tcp.company.example.",
                "company.example. 60 IN NAPTR 10 10 \"s\" \"SIPS+D2T\" \"\" _sips._tcp.company.example.",
                "company.example. 60 IN NAPTR 5 10 \"u\" \"E2U+sip\" \"!^.*$!sip:x@y!\" .",
                "_sip._udp.company.example. 60 IN SRV 1 1 5070 a.company.example.",
                "_sip._tcp.company.example. 60 IN SRV 2 1 5080 a.company.example.",
                "_sip._tcp.company.example. 60 IN SRV 1 1 5081 b.company.example.",
                "_sips._tcp.company.example. 60 IN SRV 1 1 5091 b.company.example.",
                "a.company.example. 60 IN A 192.0.2.1",
                "b.company.example. 60 IN A 192.0.2.2",
                "company.example. 60 IN A 192.0.2.99");
    }

    @Test
    void theDomainSaysWhichTransportItWants() throws Exception {
        company();

        assertThat(places("sip:bob@company.example", ALL))
                .containsExactly(
                        "tls:192.0.2.2:5091", "tcp:192.0.2.2:5081", "tcp:192.0.2.1:5080", "udp:192.0.2.1:5070");
    }

    @Test
    void leavesOutTransportsThatCannotBeUsedHere() throws Exception {
        company();

        assertThat(places("sip:bob@company.example", PLAIN))
                .containsExactly("tcp:192.0.2.2:5081", "tcp:192.0.2.1:5080", "udp:192.0.2.1:5070");
    }

    @Test
    void sipsIsServedByTlsAlone() throws Exception {
        company();

        assertThat(places("sips:bob@company.example", ALL)).containsExactly("tls:192.0.2.2:5091");
    }

    @Test
    void aServerOfTlsCarriesTheNameOfTheUri() throws Exception {
        company();

        assertThat(servers(locator(), "sips:bob@company.example", ALL))
                .extracting(server -> server.address().getHostString())
                .containsExactly("company.example");
    }

    @Test
    void asksOnlySoManyQuestionsOfWhatADomainSays() throws Exception {
        dns.add("many.example. 60 IN A 192.0.2.1");
        for (int i = 0; i < 60; i++) {
            dns.add("many.example. 60 IN NAPTR 10 " + i + " \"s\" \"SIP+D2U\" \"\" s" + i + ".many.example.");
        }
        dns.add(
                "s15.many.example. 60 IN SRV 1 1 5070 many.example.",
                "s16.many.example. 60 IN SRV 1 1 5071 many.example.");

        assertThat(places("sip:bob@many.example", ALL)).containsExactly("udp:192.0.2.1:5070");
        assertThat(dns.questions)
                .filteredOn(question -> question.startsWith("SRV"))
                .hasSize(16);
    }

    @Test
    void aTransportInTheUriNeedsNoNaptr() throws Exception {
        company();

        assertThat(places("sip:bob@company.example;transport=udp", ALL)).containsExactly("udp:192.0.2.1:5070");
        assertThat(dns.questions).noneMatch(question -> question.startsWith("NAPTR"));
    }

    @Test
    void aPortInTheUriLeavesTheAddresses() throws Exception {
        company();

        assertThat(places("sip:bob@company.example:5066", ALL)).containsExactly("udp:192.0.2.99:5066");
        assertThat(dns.questions).allMatch(question -> question.startsWith("A"));
    }

    @Test
    void asksForAllTransportsWhereTheDomainSaysNothing() throws Exception {
        dns.add(
                "_sip._tcp.plain.example. 60 IN SRV 1 1 5080 a.plain.example.",
                "_sip._udp.plain.example. 60 IN SRV 1 1 5070 a.plain.example.",
                "a.plain.example. 60 IN A 192.0.2.1");

        assertThat(places("sip:plain.example", PLAIN)).containsExactly("udp:192.0.2.1:5070", "tcp:192.0.2.1:5080");
        parameters.put("dns__tcp__pref", 40);
        assertThat(places("sip:plain.example", PLAIN)).containsExactly("tcp:192.0.2.1:5080", "udp:192.0.2.1:5070");
        parameters.put("dns__udp__pref", 0);
        assertThat(places("sip:plain.example", PLAIN)).containsExactly("tcp:192.0.2.1:5080");
    }

    @Test
    void withoutAnySuchRecordsTheAddressesAreTaken() throws Exception {
        dns.add("host.example. 60 IN A 192.0.2.1", "host.example. 60 IN AAAA 2001:db8::1");

        assertThat(places("sip:host.example", PLAIN))
                .containsExactly("udp:192.0.2.1:5060", "udp:2001:db8:0:0:0:0:0:1:5060");
        assertThat(places("sip:host.example", EnumSet.of(Transport.TCP)))
                .first()
                .isEqualTo("tcp:192.0.2.1:5060");
        assertThat(places("sips:host.example", ALL)).first().isEqualTo("tls:192.0.2.1:5061");
        parameters.put("dns__try__ipv6", 0);
        assertThat(places("sip:host.example", PLAIN)).containsExactly("udp:192.0.2.1:5060");
    }

    @Test
    void aServiceThatIsSaidNotToBeThereIsNotLookedForElsewhere() throws Exception {
        dns.add("_sip._udp.off.example. 60 IN SRV 0 0 0 .", "off.example. 60 IN A 192.0.2.1");

        assertThat(places("sip:off.example;transport=udp", PLAIN)).isEmpty();
    }

    @Test
    void followsAliases() throws Exception {
        dns.add("alias.example. 60 IN CNAME real.example.", "real.example. 60 IN A 192.0.2.1");

        assertThat(places("sip:alias.example:5060", PLAIN)).containsExactly("udp:192.0.2.1:5060");
    }

    @Test
    void readsLongAnswersOverTcp() throws Exception {
        for (int i = 1; i <= 60; i++) {
            dns.add("many.example. 60 IN A 192.0.2." + i);
        }

        assertThat(places("sip:many.example:5060", PLAIN)).hasSize(32).doesNotHaveDuplicates();
        assertThat(dns.questions).contains("A many.example. over TCP");
    }

    @Test
    void remembersRecordsAndTheirAbsence() throws Exception {
        dns.add("host.example. 60 IN A 192.0.2.1");
        Locator locator = locator();
        assertThat(servers(locator, "sip:host.example", PLAIN)).hasSize(1);
        assertThat(servers(locator, "sip:nobody.example", PLAIN)).isEmpty();
        int asked = dns.questions.size();
        assertThat(servers(locator, "sip:host.example", PLAIN)).hasSize(1);
        assertThat(servers(locator, "sip:nobody.example", PLAIN)).isEmpty();

        assertThat(dns.questions).hasSize(asked);
        locator.forget();
        assertThat(servers(locator, "sip:host.example", PLAIN)).hasSize(1);
        assertThat(dns.questions).hasSizeGreaterThan(asked);
    }

    @Test
    void remembersNoRecordsLongerThanTheySay() throws Exception {
        dns.add("brief.example. 0 IN A 192.0.2.1");
        Locator locator = locator();
        servers(locator, "sip:brief.example:5060", PLAIN);
        servers(locator, "sip:brief.example:5060", PLAIN);

        assertThat(Collections.frequency(dns.questions, "A brief.example.")).isEqualTo(2);
    }

    @Test
    void manyWhoAskForOneNameShareTheAnswer() throws Exception {
        dns.add("host.example. 60 IN A 192.0.2.1");
        Locator locator = locator();
        List<CompletableFuture<List<SipServer>>> all = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            CompletableFuture<List<SipServer>> one = new CompletableFuture<>();
            locator.locate(NextHop.of("sip:host.example:5060").orElseThrow(), PLAIN, one::complete);
            all.add(one);
        }
        for (CompletableFuture<List<SipServer>> one : all) {
            assertThat(one.get(30, TimeUnit.SECONDS)).hasSize(1);
        }

        assertThat(dns.questions.size()).isLessThan(20);
    }

    @Test
    void whoAsksWhileTooManyWaitIsToldNothing() throws Exception {
        dns.silent = true;
        parameters.put("max__lookups", 2);
        parameters.put("dns__retr__time", 1);
        parameters.put("dns__retr__no", 1);
        Locator locator = locator();
        List<CompletableFuture<List<SipServer>>> all = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            CompletableFuture<List<SipServer>> one = new CompletableFuture<>();
            locator.locate(NextHop.of("sip:slow" + i + ".example").orElseThrow(), PLAIN, one::complete);
            all.add(one);
        }

        assertThat(all.get(2)).isCompletedWithValue(List.of());
        for (CompletableFuture<List<SipServer>> one : all) {
            assertThat(one.get(30, TimeUnit.SECONDS)).isEmpty();
        }
        Map<String, Long> counts = new HashMap<>();
        locator.collect(counts::put);
        assertThat(counts).containsEntry("refused_lookups", 1L).containsEntry("waiting_lookups", 0L);
        assertThat(counts.get("failed_dns_request")).isPositive();
    }

    @Test
    void asksTheNextNameServerWhenOneIsSilent() throws Exception {
        dns.silent = true;
        try (NameServer other = new NameServer()) {
            other.add("host.example. 60 IN A 192.0.2.1");
            parameters.merge(
                    "servers", " 127.0.0.1:" + other.address().getPort(), (first, second) -> first + "," + second);
            parameters.put("dns__retr__time", 1);
            parameters.put("dns__retr__no", 3);

            assertThat(places("sip:host.example:5060", PLAIN)).containsExactly("udp:192.0.2.1:5060");
        }
    }

    @Test
    void aServerThatFailedIsTheLastChoice() throws Exception {
        dns.add(
                "_sip._udp.two.example. 60 IN SRV 1 1 5071 a.two.example.",
                "_sip._udp.two.example. 60 IN SRV 2 1 5072 a.two.example.",
                "a.two.example. 60 IN A 192.0.2.1");
        Locator locator = locator();
        List<SipServer> before = servers(locator, "sip:two.example;transport=udp", PLAIN);
        assertThat(places(before)).containsExactly("udp:192.0.2.1:5071", "udp:192.0.2.1:5072");
        locator.failed(before.get(0));

        assertThat(places(servers(locator, "sip:two.example;transport=udp", PLAIN)))
                .containsExactly("udp:192.0.2.1:5072", "udp:192.0.2.1:5071");
        assertThat(locator.avoided()).containsOnlyKeys(before.get(0));
    }

    @Test
    void withoutFailoverThereIsNoChoice() throws Exception {
        company();
        parameters.put("use__dns__failover", 0);

        assertThat(places("sip:bob@company.example", PLAIN)).containsExactly("tcp:192.0.2.2:5081");
    }

    @Test
    void anAddressIsTakenAtOnce() {
        CompletableFuture<List<SipServer>> found = new CompletableFuture<>();
        locator().locate(NextHop.of("sip:192.0.2.7").orElseThrow(), PLAIN, found::complete);

        assertThat(found).isCompleted();
    }

    @Test
    void whatIsNoNameLeadsNowhere() throws Exception {
        assertThat(places("sip:" + "a".repeat(64) + ".example", PLAIN)).isEmpty();
        assertThat(places("sip:a..b", PLAIN)).isEmpty();
    }

    @Test
    void otherNameServersAreAskedFromTheNextNameOn() throws Exception {
        Locator locator = locator();
        assertThat(servers(locator, "sip:host.example", PLAIN)).isEmpty();
        try (NameServer other = new NameServer()) {
            other.add("host.example. 60 IN A 192.0.2.1");
            parameters.put("servers", "127.0.0.1:" + other.address().getPort());
            locator.modified(parameters(parameters), Map.of());

            assertThat(servers(locator, "sip:host.example", PLAIN)).hasSize(1);
        }
    }

    @Test
    void endsTheThreadOfTheLibraryWithTheBundleAndBeginsAnew() throws Exception {
        dns.add("host.example. 0 IN A 192.0.2.1");
        Locator locator = locator();
        for (int round = 0; round < 3; round++) {
            assertThat(servers(locator, "sip:host.example:5060", PLAIN)).hasSize(1);
            assertThat(selector()).isPresent();
            Thread before = selector().orElseThrow();
            new DnsCheck().stop(context());
            before.join(5000);
            assertThat(before.isAlive()).isFalse();
        }
    }

    private static BundleContext context() {
        return (BundleContext) Proxy.newProxyInstance(
                BundleContext.class.getClassLoader(),
                new Class<?>[] {BundleContext.class},
                (proxy, method, arguments) -> {
                    throw new UnsupportedOperationException(method.getName());
                });
    }

    private static Optional<Thread> selector() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("dnsjava NIO selector"))
                .findFirst();
    }
}
