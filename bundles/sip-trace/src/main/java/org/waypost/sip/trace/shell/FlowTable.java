package org.waypost.sip.trace.shell;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.waypost.shell.text.Output;
import org.waypost.shell.text.TextTable;
import org.waypost.shell.text.TextTable.Cell;
import org.waypost.shell.text.TextTable.Column;
import org.waypost.sip.Flow;
import org.waypost.sip.FlowSecurity;
import org.waypost.sip.FlowState;

/** Connections as tables. A narrow terminal has no room for everything; JSON has. */
final class FlowTable {

    private static final int WIDE = 100;
    private static final int WIDER = 130;

    private FlowTable() {}

    /** What went through them, and how they are protected. */
    static TextTable of(List<FlowState> states) {
        int width = Output.width();
        boolean secured =
                states.stream().anyMatch(state -> state.flow().security().isPresent());
        TextTable table = new TextTable(
                Column.of("ID"),
                Column.hidden("proto"),
                column("LOCAL", width >= WIDE),
                Column.of("REMOTE"),
                Column.mark("opened here", "outgoing"),
                Column.of("AGE"),
                Column.of("IDLE"),
                Column.of("IN"),
                Column.of("OUT"),
                column("OCTETS IN", width >= WIDER),
                column("OCTETS OUT", width >= WIDER),
                Column.of("QUEUED"),
                column("TLS", secured && width >= WIDE),
                column("CIPHER", secured && width >= WIDER));
        long now = System.currentTimeMillis();
        for (FlowState state : states) {
            Flow flow = state.flow();
            Optional<FlowSecurity> security = flow.security();
            table.row(
                    flow.id(),
                    flow.transport().token(),
                    flow.local().description(),
                    remote(flow),
                    state.outgoing(),
                    time((now - state.openedAt()) / 1000),
                    time(state.idleMillis() / 1000),
                    state.receivedMessages(),
                    state.sentMessages(),
                    state.receivedOctets(),
                    state.sentOctets(),
                    state.queuedOctets(),
                    security.map(FlowSecurity::version),
                    security.map(FlowSecurity::cipher));
        }
        return table;
    }

    /** How those that TLS protects are protected, and from whom. */
    static TextTable ofSecured(List<FlowState> states) {
        TextTable table = new TextTable(
                Column.of("ID"),
                Column.hidden("proto"),
                Column.of("REMOTE"),
                Column.mark("opened here", "outgoing"),
                Column.of("TLS"),
                Column.of("CIPHER"),
                Column.of("ASKED FOR", "server_name"),
                Column.of("PEER"),
                Column.mark("verified", "verified"));
        for (FlowState state : states) {
            Flow flow = state.flow();
            Optional<FlowSecurity> security = flow.security();
            table.row(
                    flow.id(),
                    flow.transport().token(),
                    remote(flow),
                    state.outgoing(),
                    security.map(FlowSecurity::version),
                    security.map(FlowSecurity::cipher),
                    security.map(FlowSecurity::serverName).filter(name -> !name.isEmpty()),
                    security.flatMap(FlowSecurity::peerCertificate)
                            .map(shown -> FlowSecurity.text(shown.getSubjectX500Principal())),
                    security.map(FlowSecurity::peerVerified).orElse(false));
        }
        return table;
    }

    private static Column column(String heading, boolean hasRoom) {
        Column column = Column.of(heading);
        return hasRoom ? column : Column.hidden(column.key());
    }

    private static Cell remote(Flow flow) {
        String remote = MessageText.address(flow.remote());
        return new Cell(flow.transport().token() + ":" + remote, remote);
    }

    // Two units at most.
    private static Cell time(long seconds) {
        Duration time = Duration.ofSeconds(Math.max(0, seconds));
        String text = time.toDays() > 0
                ? time.toDays() + "d" + time.toHoursPart() + "h"
                : time.toHours() > 0
                        ? time.toHours() + "h" + time.toMinutesPart() + "m"
                        : time.toMinutes() > 0
                                ? time.toMinutes() + "m" + time.toSecondsPart() + "s"
                                : time.toSeconds() + "s";
        return new Cell(text, time.toSeconds());
    }
}
