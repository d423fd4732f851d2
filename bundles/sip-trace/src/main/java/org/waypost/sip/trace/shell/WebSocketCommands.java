package org.waypost.sip.trace.shell;

import java.util.Comparator;
import java.util.List;
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
import org.waypost.sip.FlowState;
import org.waypost.sip.SipTransport;
import org.waypost.sip.Transport;
import org.waypost.sip.WebSocketControl;

/** The commands {@code ws:*}: the open WebSockets. */
@Component(
        service = WebSocketCommands.class,
        property = {
            "osgi.command.scope=ws",
            "osgi.command.function=list",
            "osgi.command.function=ping",
            "osgi.command.function=close"
        })
public final class WebSocketCommands {

    private static final Logger LOG = LoggerFactory.getLogger(WebSocketCommands.class);

    private final SipTransport transport;
    private final WebSocketControl webSockets;

    @Activate
    public WebSocketCommands(@Reference SipTransport transport, @Reference WebSocketControl webSockets) {
        this.transport = transport;
        this.webSockets = webSockets;
    }

    @Descriptor("list the open WebSockets, the oldest first: ws:list")
    public void list(
            @Descriptor("as JSON") @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json) {
        List<FlowState> states = transport
                .flows()
                .filter(state ->
                        state.flow().transport() == Transport.WS || state.flow().transport() == Transport.WSS)
                .sorted(Comparator.comparingInt(state -> state.flow().id()))
                .toList();
        FlowTable.of(states).print(json);
    }

    @Descriptor("ping a WebSocket of ws:list: ws:ping 4711")
    public void ping(@Descriptor("its ID") String id) {
        if (!webSockets.ping(number(id))) {
            throw none(id);
        }
        Output.stream().println("pinged " + id);
    }

    @Descriptor("close a WebSocket of ws:list, telling the client why: ws:close 4711 1001 maintenance")
    public void close(
            @Descriptor("its ID") String id,
            @Descriptor("the status, 1000..4999 (RFC 6455 7.4)") String status,
            @Descriptor("the reason, for people") String reason) {
        try {
            if (!webSockets.close(number(id), Numbers.of("STATUS", status, 1000, 4999), reason)) {
                throw none(id);
            }
        } catch (IllegalArgumentException refused) {
            throw new CommandException(refused.getMessage());
        }
        LOG.info("The WebSocket {} was closed by {}", id, Operator.name());
        Output.stream().println("closed " + id);
    }

    private static int number(String id) {
        return Numbers.of("ID", id, 1, Integer.MAX_VALUE);
    }

    private static CommandException none(String id) {
        return new CommandException("there is no open WebSocket " + id);
    }
}
