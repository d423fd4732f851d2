package org.waypost.sip.dns;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xbill.DNS.Cache;
import org.xbill.DNS.ExtendedResolver;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.ResolverConfig;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.hosts.HostsFileParser;
import org.xbill.DNS.lookup.LookupResult;
import org.xbill.DNS.lookup.LookupSession;
import org.xbill.DNS.lookup.NoSuchDomainException;
import org.xbill.DNS.lookup.NoSuchRRSetException;

/**
 * Records from the hosts file and the name servers of one configuration, remembered as long as they say (RFC 2308 for their absence). Who
 * asks for what is being asked for already shares the answer; a name that no server can say anything about is left alone for some
 * seconds.
 */
final class DnsRecords implements Records {

    private static final Logger LOG = LoggerFactory.getLogger(DnsRecords.class);
    private static final int MOST_ALIASES = 8;
    private static final long FAILURE_NANOS = 5_000_000_000L;
    private static final int MOST_FAILURES = 1000;

    private final boolean search;
    private final Executor threads;
    private final DnsCounters counters;
    private final Cache cache = new Cache();
    private final List<InetSocketAddress> servers;
    private final HostsFile hosts = new HostsFile(new HostsFileParser());
    private final LookupSession session;
    private final Map<Question, CompletableFuture<List<Record>>> asked = new ConcurrentHashMap<>();
    private final Map<Question, Long> failures = new ConcurrentHashMap<>();

    private record Question(Name name, int type) {}

    DnsRecords(DnsSettings settings, List<InetSocketAddress> servers, Executor threads, DnsCounters counters) {
        this.search = settings.search();
        this.servers = servers;
        this.threads = threads;
        this.counters = counters;
        cache.setMaxEntries(settings.entries());
        cache.setMaxCache(settings.positiveSeconds());
        cache.setMaxNCache(settings.negativeSeconds());
        LookupSession.LookupSessionBuilder builder = LookupSession.builder()
                .resolver(resolver(settings, servers))
                .cache(cache)
                .maxRedirects(MOST_ALIASES)
                .executor(threads);
        if (search) {
            builder.searchPath(ResolverConfig.getCurrentConfig().searchPath());
        }
        session = builder.build();
    }

    /** The name servers that are asked now by these settings. */
    static List<InetSocketAddress> servers(DnsSettings settings) {
        if (!settings.servers().isEmpty()) {
            return settings.servers();
        }
        ResolverConfig.refresh();
        return List.copyOf(ResolverConfig.getCurrentConfig().servers());
    }

    List<InetSocketAddress> servers() {
        return servers;
    }

    private static Resolver resolver(DnsSettings settings, List<InetSocketAddress> servers) {
        Duration once = Duration.ofSeconds(settings.trySeconds());
        ExtendedResolver all = new ExtendedResolver(
                servers.stream().map(server -> resolver(server, once)).toList());
        all.setRetries(settings.tries());
        all.setTimeout(once.multipliedBy((long) settings.tries() * Math.max(servers.size(), 1)));
        return all;
    }

    private static Resolver resolver(InetSocketAddress server, Duration once) {
        SimpleResolver resolver = new SimpleResolver(server);
        resolver.setTimeout(once);
        return resolver;
    }

    @Override
    public <T extends Record> CompletableFuture<List<T>> of(String name, int type, Class<T> wanted) {
        counters.query();
        Question question;
        try {
            boolean complete = search && name.indexOf('.') < 0;
            question = new Question(complete ? Name.fromString(name) : Name.fromString(name, Name.root), type);
        } catch (TextParseException e) {
            return CompletableFuture.completedFuture(List.of());
        }
        return of(question)
                .thenApply(records -> records.stream()
                        .filter(wanted::isInstance)
                        .map(wanted::cast)
                        .toList());
    }

    private CompletableFuture<List<Record>> of(Question question) {
        Long failed = failures.get(question);
        if (failed != null && System.nanoTime() - failed < FAILURE_NANOS) {
            return CompletableFuture.completedFuture(List.of());
        }
        CompletableFuture<List<Record>> answer = new CompletableFuture<>();
        CompletableFuture<List<Record>> present = asked.putIfAbsent(question, answer);
        if (present != null) {
            return present;
        }
        CompletableFuture.completedFuture(question)
                .thenComposeAsync(this::find, threads)
                .handle((records, failure) -> records(question, records, failure))
                .whenComplete((records, bug) -> {
                    asked.remove(question);
                    answer.complete(bug == null ? records : List.of());
                });
        return answer;
    }

    private CompletionStage<List<Record>> find(Question question) {
        List<Record> local = hosts.records(question.name(), question.type());
        return local.isEmpty()
                ? session.lookupAsync(question.name(), question.type()).thenApply(LookupResult::getRecords)
                : CompletableFuture.completedFuture(local);
    }

    private List<Record> records(Question question, List<Record> found, Throwable failure) {
        if (failure == null) {
            failures.remove(question);
            return found;
        }
        Throwable cause = failure instanceof CompletionException wrapped ? wrapped.getCause() : failure;
        if (!(cause instanceof NoSuchDomainException) && !(cause instanceof NoSuchRRSetException)) {
            counters.failed();
            LOG.debug("no answer about {}: {}", question, String.valueOf(cause));
            remember(question);
        }
        return List.of();
    }

    private void remember(Question question) {
        long now = System.nanoTime();
        if (failures.size() >= MOST_FAILURES) {
            failures.values().removeIf(then -> now - then >= FAILURE_NANOS);
        }
        if (failures.size() < MOST_FAILURES) {
            failures.put(question, now);
        }
    }

    /** Sets of records and of their absence that are remembered. */
    int remembered() {
        return cache.getSize();
    }

    void forget() {
        cache.clearCache();
        failures.clear();
    }
}
