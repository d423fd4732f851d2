package org.waypost.sip.transport.listen;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.waypost.sip.ParameterCheck;

/**
 * Refuses values of {@code waypost.transport} that cannot be read, before they are kept. A component of its own, which is there before
 * {@link SocketTransport} is configured.
 *
 * <p>A {@code listen} that is new to a running transport must also make sense: hosts are known, and no socket has two names. At the
 * start it need not, since the default in its place would open sockets that nobody asked for. Whether an address can be bound is seen
 * when it is.
 */
@Component(property = ParameterCheck.PID + "=waypost.transport")
public final class SettingsCheck implements ParameterCheck {

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile SocketTransport transport;

    @Override
    public Optional<Refusal> check(Map<String, String> values) {
        return listen(values.get("listen"))
                .or(() -> readable("alias", "[proto:]host[:port]", () -> LocalNames.aliases(values.get("alias"))))
                .or(() -> readable(
                        "server_header",
                        "a header line 'Name: value'",
                        () -> TransportSettings.server(values.get("server_header"))));
    }

    private Optional<Refusal> listen(String list) {
        SocketTransport running = transport;
        if (running != null && running.listen().strip().equals(list)) {
            return Optional.empty();
        }
        List<ListenEntry> entries = new ArrayList<>();
        return Arrays.stream(list.split(","))
                .map(String::strip)
                .flatMap(text -> readable(
                        "listen",
                        "[udp:|tcp:]host[:port] [advertise host[:port]] in the place of '" + text + "'",
                        () -> entries.addAll(ListenEntry.parse(text)))
                        .stream())
                .findFirst()
                .or(() -> running == null ? Optional.empty() : possible(entries));
    }

    private static Optional<Refusal> possible(List<ListenEntry> entries) {
        Map<ListenEntry.Socket, ListenEntry> sockets = new HashMap<>();
        for (ListenEntry entry : entries) {
            if (entry.socket().address().isUnresolved()) {
                return Optional.of(new Refusal("listen", "a host that is known in the place of '" + entry + "'"));
            }
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
