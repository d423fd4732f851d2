package org.waypost.sip.trace.shell;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.waypost.sip.FlowState;
import org.waypost.sip.SipTransport;
import org.waypost.sip.TlsControl;
import org.waypost.sip.Transport;

/** The commands {@code tls:*}: connections that TLS protects, and the certificates in force. */
@Component(
        service = TlsCommands.class,
        property = {
            "osgi.command.scope=tls",
            "osgi.command.function=list",
            "osgi.command.function=options",
            "osgi.command.function=reload"
        })
public final class TlsCommands {

    private static final Logger LOG = LoggerFactory.getLogger(TlsCommands.class);

    private final SipTransport transport;
    private final TlsControl tls;

    @Activate
    public TlsCommands(@Reference SipTransport transport, @Reference TlsControl tls) {
        this.transport = transport;
        this.tls = tls;
    }

    @Descriptor("list the connections over TLS, the oldest first, with cipher and the peer's certificate: tls:list")
    public void list(
            @Descriptor("as JSON") @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json) {
        List<FlowState> states = transport
                .flows()
                .filter(state -> state.flow().transport() == Transport.TLS
                        || state.flow().transport() == Transport.WSS)
                .sorted(Comparator.comparingInt(state -> state.flow().id()))
                .toList();
        FlowTable.ofSecured(states).print(json);
    }

    @Descriptor("list the sections of the configuration in force, with their certificates: tls:options")
    public void options(
            @Descriptor("as JSON, with all that a section says")
                    @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json) {
        TextTable table = new TextTable(
                Column.whole("SECTION"),
                Column.of("FOR", "server_name"),
                Column.of("CERTIFICATE"),
                Column.of("EXPIRES"),
                Column.hidden("attributes"));
        for (TlsControl.Profile profile : tls.profiles()) {
            Map<String, String> attributes = profile.attributes();
            table.row(
                    profile.name(),
                    text(attributes.getOrDefault("server_name", "")),
                    text(profile.subject()),
                    profile.expires() == 0 ? Optional.empty() : Instant.ofEpochMilli(profile.expires()),
                    attributes.entrySet().stream()
                            .map(entry -> entry.getKey() + "=" + entry.getValue())
                            .sorted()
                            .toList());
        }
        table.print(json);
        tls.problem().ifPresent(why -> Paragraph.print(Output.errors(), "", "not in force: " + why));
    }

    @Descriptor("read certificates and keys again, for connections that are opened from now on: tls:reload")
    public void reload() {
        try {
            tls.reload();
        } catch (IllegalArgumentException unusable) {
            throw new CommandException(unusable.getMessage() + "; what was in force stays");
        }
        LOG.info("The files of TLS were read again for {}", Operator.name());
        Output.stream().println("reloaded");
    }

    private static Optional<String> text(String text) {
        return Optional.of(text).filter(known -> !known.isEmpty());
    }
}
