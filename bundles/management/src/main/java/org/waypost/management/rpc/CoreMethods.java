package org.waypost.management.rpc;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.waypost.sip.ListenPoint;
import org.waypost.sip.SipTransport;

/** The methods {@code core.…}: what runs here, since when, and on which sockets. */
@Component(service = RpcMethods.class)
public final class CoreMethods implements RpcMethods {

    // As C's ctime: a day of one digit has a space before it.
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ROOT)
            .withZone(ZoneId.systemDefault());

    private final String version;
    private final Instant started;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile SipTransport transport;

    @Activate
    public CoreMethods(BundleContext context) {
        this(
                Optional.ofNullable(context.getProperty("waypost.version")).orElse("(development)"),
                Optional.ofNullable(context.getProperty("waypost.started"))
                        .map(Long::parseLong)
                        .map(Instant::ofEpochMilli)
                        .orElseGet(Instant::now));
    }

    CoreMethods(String version, Instant started) {
        this.version = version;
        this.started = started;
    }

    @Override
    public List<RpcMethod> methods() {
        return List.of(
                new RpcMethod("core.version", List.of(), "Name and version of this server.", (a, author) -> name()),
                new RpcMethod("core.uptime", List.of(), "Since when it runs.", (a, author) -> uptime(Instant.now())),
                new RpcMethod("core.info", List.of(), "Version, and what it was built with.", (a, author) -> info()),
                new RpcMethod(
                        "core.runinfo", List.of(), "Version and times in one.", (a, author) -> runInfo(Instant.now())),
                new RpcMethod("core.sockets_list", List.of(), "The SIP sockets.", (a, author) -> sockets()),
                new RpcMethod(
                        "jsonrpc.echo",
                        List.of("value"),
                        "The arguments, back again.",
                        (arguments, author) -> arguments.values()));
    }

    private String name() {
        return "waypost " + version + " (" + platform() + ")";
    }

    private static String platform() {
        return System.getProperty("os.arch") + "/"
                + System.getProperty("os.name").toLowerCase(Locale.ROOT);
    }

    private Map<String, Object> uptime(Instant now) {
        Map<String, Object> uptime = new LinkedHashMap<>();
        uptime.put("now", TIME.format(now));
        uptime.put("up_since", TIME.format(started));
        uptime.put("uptime", seconds(now));
        return uptime;
    }

    private long seconds(Instant now) {
        return now.getEpochSecond() - started.getEpochSecond();
    }

    private Map<String, Object> info() {
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("version", "waypost " + version);
        info.put("id", version);
        info.put("compiler", java());
        info.put("compiled", "");
        info.put("flags", "OSGI, UDP, TCP");
        return info;
    }

    private static String java() {
        return "java " + Runtime.version();
    }

    private Map<String, Object> runInfo(Instant now) {
        long seconds = seconds(now);
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("name", "waypost");
        info.put("version", version);
        info.put("sourceid", version);
        info.put("compiler", java());
        info.put("compiled", "");
        info.put("time_now", TIME.format(now));
        info.put("time_started", TIME.format(started));
        info.put("uptime_secs", seconds);
        info.put(
                "utime_days",
                "%dd %dh %dm %ds".formatted(seconds / 86400, seconds / 3600 % 24, seconds / 60 % 60, seconds % 60));
        return info;
    }

    private List<Map<String, Object>> sockets() {
        SipTransport sockets = transport;
        List<ListenPoint> points = sockets == null ? List.of() : sockets.listenPoints();
        return points.stream()
                .map(point -> Map.<String, Object>of("socket", socket(point)))
                .toList();
    }

    private static Map<String, Object> socket(ListenPoint point) {
        Map<String, Object> socket = new LinkedHashMap<>();
        socket.put("proto", point.transport().name().toLowerCase(Locale.ROOT));
        socket.put("address", point.address().getAddress().getHostAddress());
        socket.put("port", Integer.toString(point.address().getPort()));
        socket.put("mcast", "no");
        socket.put("mhomed", "no");
        socket.put("virtual", "no");
        return socket;
    }
}
