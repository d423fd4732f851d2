package org.waypost.sip.trace.shell;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.shell.text.CommandException;
import org.waypost.shell.text.Operator;
import org.waypost.shell.text.Output;
import org.waypost.shell.text.Paragraph;
import org.waypost.shell.text.TextTable;
import org.waypost.shell.text.TextTable.Column;
import org.waypost.sip.AddressPrefix;
import org.waypost.sip.Flow;
import org.waypost.sip.FlowState;
import org.waypost.sip.ListenPoint;
import org.waypost.sip.ListenerState;
import org.waypost.sip.SipTransport;

/** The commands {@code sip:listeners}, {@code sip:flows} and {@code sip:flow_close}. */
@Component(
        service = SocketCommands.class,
        property = {
            "osgi.command.scope=sip",
            "osgi.command.function=listeners",
            "osgi.command.function=flows",
            "osgi.command.function=flow_close"
        })
public final class SocketCommands {

    private static final Logger LOG = LoggerFactory.getLogger(SocketCommands.class);
    private static final int MOST_FLOWS = 100_000;
    private static final int MOST_SECONDS = 1_000_000_000;

    private static final Map<String, Comparator<FlowState>> ORDERS = new TreeMap<>(Map.of(
            "id", Comparator.comparingInt(state -> state.flow().id()),
            "age", Comparator.comparingLong(FlowState::openedAt),
            "idle", Comparator.comparingLong(FlowState::idleMillis).reversed(),
            "in", Comparator.comparingLong(FlowState::receivedOctets).reversed(),
            "out", Comparator.comparingLong(FlowState::sentOctets).reversed(),
            "queued", Comparator.comparingInt(FlowState::queuedOctets).reversed()));

    private final SipTransport transport;

    @Activate
    public SocketCommands(@Reference SipTransport transport) {
        this.transport = transport;
    }

    @Descriptor("list the listeners, bound or not, and what passed them since they were opened: sip:listeners")
    public void listeners(
            @Descriptor("as JSON") @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json) {
        TextTable table = new TextTable(
                Column.of("PROTO"),
                Column.of("ADDRESS"),
                Column.of("ADVERTISED"),
                Column.of("STATE"),
                Column.hidden("failure"),
                Column.of("IN"),
                Column.of("OUT"));
        for (ListenerState state : transport.listeners()) {
            Optional<ListenPoint> point = state.point();
            String wanted = state.wanted().substring(state.wanted().indexOf(':') + 1);
            table.row(
                    state.transport().token(),
                    point.map(open -> MessageText.address(open.address())).orElseGet(() -> wanted.split(" ", 2)[0]),
                    point.filter(open -> !open.advertisedDescription().equals(open.description()))
                            .map(open -> open.sentBy().toString()),
                    point.isPresent() ? "bound" : "failed",
                    Optional.of(state.failure()).filter(failure -> !failure.isEmpty()),
                    state.received(),
                    state.sent());
        }
        table.print(json);
        if (!json) {
            transport.listeners().stream()
                    .filter(state -> state.point().isEmpty())
                    .forEach(state -> Paragraph.print(
                            Output.stream(), "", "cannot listen on " + state.wanted() + ": " + state.failure()));
        }
    }

    @Descriptor("list the open connections, the oldest first: sip:flows --remote 192.0.2.0/24 --idle 60 --sort queued")
    public void flows(
            @Descriptor("only of these remote addresses or prefixes, such as 192.0.2.0/24")
                    @Parameter(names = "--remote", absentValue = "")
                    String remote,
            @Descriptor("only of a local port") @Parameter(names = "--port", absentValue = "") String port,
            @Descriptor("only those with no traffic for so many seconds")
                    @Parameter(names = "--idle", absentValue = "0")
                    String idle,
            @Descriptor("by id, age, idle, in, out or queued; the greatest first, but the lowest id")
                    @Parameter(names = "--sort", absentValue = "id")
                    String sort,
            @Descriptor("list no more than so many, 1..100000") @Parameter(names = "--most", absentValue = "1000")
                    String most,
            @Descriptor("as JSON") @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json) {
        if (!ORDERS.containsKey(sort)) {
            throw new CommandException(
                    "--sort: '" + sort + "' is refused; one of " + String.join(", ", ORDERS.keySet()) + " is wanted");
        }
        Predicate<FlowState> filter = filter(remote, port, Numbers.of("--idle", idle, 0, MOST_SECONDS) * 1000L);
        int limit = Numbers.of("--most", most, 1, MOST_FLOWS);
        Comparator<FlowState> order = ORDERS.get(sort);
        PriorityQueue<FlowState> first = new PriorityQueue<>(order.reversed());
        long[] all = new long[1];
        transport.flows().filter(filter).forEach(state -> {
            all[0]++;
            first.add(state);
            if (first.size() > limit) {
                first.poll();
            }
        });
        List<FlowState> states = new ArrayList<>(first);
        states.sort(order);
        FlowTable.of(states).print(json);
        if (all[0] > states.size()) {
            Output.errors().println(states.size() + " of " + all[0] + " connections; --most lists more");
        }
    }

    private static Predicate<FlowState> filter(String remote, String port, long idleMillis) {
        List<AddressPrefix> prefixes = new ArrayList<>();
        for (String prefix : remote.split(",")) {
            if (!prefix.isBlank()) {
                try {
                    prefixes.add(AddressPrefix.parse(prefix.strip()));
                } catch (IllegalArgumentException e) {
                    throw new CommandException("--remote: " + e.getMessage());
                }
            }
        }
        int wanted = port.isEmpty() ? 0 : Numbers.of("--port", port, 1, 65535);
        return state -> {
            Flow flow = state.flow();
            return state.idleMillis() >= idleMillis
                    && (wanted == 0 || flow.local().address().getPort() == wanted)
                    && (prefixes.isEmpty()
                            || prefixes.stream()
                                    .anyMatch(prefix ->
                                            prefix.contains(flow.remote().getAddress())));
        };
    }

    @Descriptor("close a connection of sip:flows; what waits to be sent on it is dropped: sip:flow_close 4711")
    public void flow_close(@Descriptor("its ID") String id) {
        Flow flow = transport
                .flow(Numbers.of("ID", id, 1, Integer.MAX_VALUE))
                .filter(Flow::isOpen)
                .orElseThrow(() -> new CommandException("there is no open connection " + id));
        flow.close();
        String closed = flow.transport().token() + ":" + MessageText.address(flow.remote());
        LOG.info("The connection {} to {} was closed by {}", id, closed, Operator.name());
        Output.stream().println("closed " + id + ", to " + closed);
    }
}
