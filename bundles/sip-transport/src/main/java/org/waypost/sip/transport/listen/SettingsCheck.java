package org.waypost.sip.transport.listen;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.osgi.annotation.bundle.Header;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.util.tracker.ServiceTracker;
import org.waypost.sip.ParameterCheck;
import org.waypost.sip.ParameterCheck.Refusal;
import org.waypost.sip.transport.tls.TlsCheck;
import org.waypost.sip.transport.tls.TlsLayer;
import org.waypost.sip.transport.ws.WebSocketCheck;

/**
 * Refuses values of {@code waypost.transport} that cannot be read, before they are kept. No component: Declarative Services reads the
 * configuration of a bundle's components before it has registered any of them, and by then this must be there.
 *
 * <p>A {@code listen} that is new to a running transport must also make sense: all hosts are known, and no socket has two names. At the
 * start one known host is enough, since the default in its place would open sockets that nobody asked for. Whether an address can be
 * bound is seen when it is.
 */
@Header(name = Constants.BUNDLE_ACTIVATOR, value = "${@class}")
public final class SettingsCheck implements BundleActivator {

    private ServiceTracker<SocketTransport, SocketTransport> transports;

    @Override
    public void start(BundleContext context) {
        transports = new ServiceTracker<>(context, SocketTransport.class, null);
        transports.open();
        context.registerService(
                ParameterCheck.class,
                values -> check(
                        values, Optional.ofNullable(transports.getService()).map(SocketTransport::listen)),
                FrameworkUtil.asDictionary(Map.of(ParameterCheck.PID, "waypost.transport")));
        context.registerService(
                ParameterCheck.class,
                new WebSocketCheck(),
                FrameworkUtil.asDictionary(Map.of(ParameterCheck.PID, "waypost.websocket")));
        context.registerService(
                ParameterCheck.class,
                new TlsCheck(TlsLayer.folder(context), () -> !transports.isEmpty()),
                FrameworkUtil.asDictionary(Map.of(ParameterCheck.PID, "waypost.tls")));
    }

    @Override
    public void stop(BundleContext context) {
        transports.close();
    }

    /** @param listening the {@code listen} of the running transport, if there is one */
    static Optional<Refusal> check(Map<String, String> values, Optional<String> listening) {
        return listen(values.get("listen"), listening)
                .or(() -> readable("alias", "[proto:]host[:port]", () -> LocalNames.aliases(values.get("alias"))))
                .or(() -> readable(
                        "server_header",
                        "a header line 'Name: value'",
                        () -> TransportSettings.server(values.get("server_header"))));
    }

    private static Optional<Refusal> listen(String list, Optional<String> listening) {
        // Not judged again: a name server that is away now is no reason to close what is open.
        if (listening.map(String::strip).filter(list::equals).isPresent()) {
            return Optional.empty();
        }
        List<ListenEntry> entries = new ArrayList<>();
        return Arrays.stream(list.split(","))
                .map(String::strip)
                .flatMap(text -> readable(
                        "listen",
                        ListenEntry.PROTOCOL + "host[:port] [advertise host[:port]] in the place of '" + text + "'",
                        () -> entries.addAll(ListenEntry.parse(text)))
                        .stream())
                .findFirst()
                .or(() -> hosts(entries, listening.isPresent()))
                .or(() -> listening.flatMap(running -> names(entries)));
    }

    private static Optional<Refusal> hosts(List<ListenEntry> entries, boolean all) {
        Predicate<ListenEntry> unknown = entry -> entry.socket().address().isUnresolved();
        if (!all && !entries.stream().allMatch(unknown)) {
            return Optional.empty();
        }
        return entries.stream()
                .filter(unknown)
                .map(entry -> new Refusal("listen", "a host that is known in the place of '" + entry + "'"))
                .findFirst();
    }

    private static Optional<Refusal> names(List<ListenEntry> entries) {
        Map<ListenEntry.Socket, ListenEntry> sockets = new HashMap<>();
        for (ListenEntry entry : entries) {
            ListenEntry other = sockets.putIfAbsent(entry.socket(), entry);
            if (other != null && !other.equals(entry)) {
                return Optional.of(new Refusal("listen", "only one of '" + other + "' and '" + entry + "'"));
            }
        }
        return Optional.empty();
    }

    private static Optional<Refusal> readable(String key, String wanted, Runnable parser) {
        try {
            parser.run();
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(new Refusal(key, wanted));
        }
    }
}
