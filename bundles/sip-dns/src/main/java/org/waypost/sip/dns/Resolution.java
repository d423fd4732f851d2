package org.waypost.sip.dns;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.waypost.sip.NextHop;
import org.waypost.sip.SipServer;
import org.waypost.sip.Transport;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.NAPTRRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.Type;

/**
 * Finds the servers of one next hop (RFC 3263 4). Without a port and a transport the NAPTR records of its host say which transports are
 * wanted and where their SRV records are; without NAPTR records all SRV records are asked for; without those the host's addresses are
 * taken. A transport that is named leaves out the first step, a port the first two.
 */
final class Resolution {

    private static final int MOST_SERVERS = 32;

    // Each takes questions of its own, and who owns a name may have any number of records.
    private static final int MOST_SERVICES = 16;

    private final NextHop hop;
    private final Set<Transport> usable;
    private final DnsSettings settings;
    private final Records records;
    private final SrvOrder order;

    /** Where a transport is served by what NAPTR records say. */
    private record Service(Transport transport, String name) {}

    Resolution(NextHop hop, Set<Transport> usable, DnsSettings settings, Records records, SrvOrder order) {
        this.hop = hop;
        this.usable = usable;
        this.settings = settings;
        this.records = records;
        this.order = order;
    }

    /** The servers, best first. */
    CompletableFuture<List<SipServer>> servers() {
        Transport transport = hop.transport().orElseGet(this::plainTransport);
        if (hop.port() != 0) {
            return addresses(hop.host(), hop.port(), transport);
        }
        if (hop.transport().isPresent()) {
            return service(new Service(transport, srvName(transport)))
                    .thenCompose(
                            found -> found.<CompletableFuture<List<SipServer>>>map(CompletableFuture::completedFuture)
                                    .orElseGet(() -> addresses(hop.host(), transport.defaultPort(), transport)));
        }
        return named().thenCompose(services -> all(services))
                .thenCompose(found -> found.filter(servers -> !servers.isEmpty())
                        .<CompletableFuture<List<SipServer>>>map(CompletableFuture::completedFuture)
                        .orElseGet(this::unnamed));
    }

    // RFC 3263 4.1: those of sips alone for a SIPS URI, and none that cannot be used here.
    private CompletableFuture<List<Service>> named() {
        if (!settings.naptr()) {
            return CompletableFuture.completedFuture(List.of());
        }
        Comparator<NAPTRRecord> wanted =
                Comparator.comparingInt(NAPTRRecord::getOrder).thenComparingInt(NAPTRRecord::getPreference);
        return records.of(hop.host(), Type.NAPTR, NAPTRRecord.class)
                .thenApply(found -> found.stream()
                        .sorted(wanted)
                        .flatMap(record -> service(record).stream())
                        .distinct()
                        .limit(MOST_SERVICES)
                        .toList());
    }

    private Optional<Service> service(NAPTRRecord record) {
        Name replacement = record.getReplacement();
        if (!record.getFlags().equalsIgnoreCase("s")
                || !record.getRegexp().isEmpty()
                || replacement.equals(Name.root)) {
            return Optional.empty();
        }
        Optional<Transport> transport = switch (record.getService().toUpperCase(Locale.ROOT)) {
            case "SIP+D2U" -> Optional.of(Transport.UDP);
            case "SIP+D2T" -> Optional.of(Transport.TCP);
            case "SIPS+D2T" -> Optional.of(Transport.TLS);
            case "SIP+D2W" -> Optional.of(Transport.WS);
            case "SIPS+D2W" -> Optional.of(Transport.WSS);
            default -> Optional.empty();
        };
        return transport.filter(this::suits).map(token -> new Service(token, replacement.toString()));
    }

    private boolean suits(Transport transport) {
        return usable.contains(transport) && (!hop.secure() || isSecure(transport));
    }

    // RFC 3263 4.1: no NAPTR records, so all transports are asked for.
    private CompletableFuture<List<SipServer>> unnamed() {
        List<Service> services = Stream.of(Transport.UDP, Transport.TCP, Transport.TLS)
                .filter(this::suits)
                .filter(transport -> hop.secure() || settings.preferences().of(transport) > 0)
                .sorted(Comparator.comparingInt(settings.preferences()::of).reversed())
                .map(transport -> new Service(transport, srvName(transport)))
                .toList();
        Transport transport = plainTransport();
        return all(services)
                .thenCompose(found -> found.<CompletableFuture<List<SipServer>>>map(CompletableFuture::completedFuture)
                        .orElseGet(() -> addresses(hop.host(), transport.defaultPort(), transport)));
    }

    // RFC 3263 4.1 says UDP, or TLS for sips; a server without UDP takes what it has.
    private Transport plainTransport() {
        Transport usual = hop.transportOrDefault();
        return usual == Transport.UDP && !usable.contains(Transport.UDP) && usable.contains(Transport.TCP)
                ? Transport.TCP
                : usual;
    }

    private String srvName(Transport transport) {
        String service = switch (transport) {
            case UDP -> "_sip._udp.";
            case TCP -> "_sip._tcp.";
            case TLS -> "_sips._tcp.";
            case WS -> "_sip._ws.";
            case WSS -> "_sips._ws.";
        };
        return service + hop.host();
    }

    /** The servers of all services in their order; empty if there are no SRV records at all. */
    private CompletableFuture<Optional<List<SipServer>>> all(List<Service> services) {
        CompletableFuture<Optional<List<SipServer>>> found = CompletableFuture.completedFuture(Optional.empty());
        for (CompletableFuture<Optional<List<SipServer>>> each :
                services.stream().map(this::service).toList()) {
            found = found.thenCombine(each, Resolution::joined);
        }
        return found;
    }

    private static Optional<List<SipServer>> joined(Optional<List<SipServer>> some, Optional<List<SipServer>> more) {
        return some.isEmpty() ? more : Optional.of(joined(some.get(), more.orElse(List.of())));
    }

    private static <T> List<T> joined(List<T> some, List<T> more) {
        List<T> all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }

    private CompletableFuture<Optional<List<SipServer>>> service(Service service) {
        return records.of(service.name(), Type.SRV, SRVRecord.class)
                .thenCompose(found -> found.isEmpty()
                        ? CompletableFuture.completedFuture(Optional.empty())
                        : targets(found, service.transport()).thenApply(Optional::of));
    }

    // RFC 2782: the root as the target says that the service is not there.
    private CompletableFuture<List<SipServer>> targets(List<SRVRecord> found, Transport transport) {
        CompletableFuture<List<SipServer>> servers = CompletableFuture.completedFuture(List.of());
        for (CompletableFuture<List<SipServer>> each : order.of(found).stream()
                .filter(record -> !record.getTarget().equals(Name.root))
                .limit(MOST_SERVERS)
                .map(record -> addresses(record.getTarget().toString(), record.getPort(), transport))
                .toList()) {
            servers = servers.thenCombine(each, Resolution::joined);
        }
        return servers;
    }

    private CompletableFuture<List<SipServer>> addresses(String host, int port, Transport transport) {
        CompletableFuture<List<InetAddress>> found = records.of(host, Type.A, ARecord.class)
                .thenApply(list -> list.stream().map(ARecord::getAddress).toList());
        if (settings.ipv6()) {
            found = found.thenCombine(
                    records.of(host, Type.AAAA, AAAARecord.class),
                    (four, six) -> joined(
                            four, six.stream().map(AAAARecord::getAddress).toList()));
        }
        return found.thenApply(list -> list.stream()
                .limit(MOST_SERVERS)
                .map(address -> server(address, port, transport))
                .toList());
    }

    private SipServer server(InetAddress address, int port, Transport transport) {
        try {
            InetAddress called = isSecure(transport)
                    ? InetAddress.getByAddress(hop.host(), address.getAddress())
                    : InetAddress.getByAddress(address.getAddress());
            return new SipServer(transport, new InetSocketAddress(called, port));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of " + address.getAddress().length + " octets", e);
        }
    }

    private static boolean isSecure(Transport transport) {
        return transport == Transport.TLS || transport == Transport.WSS;
    }
}
