package org.waypost.sip.dns;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.waypost.shell.text.CommandException;
import org.waypost.shell.text.Json;
import org.waypost.shell.text.Output;
import org.waypost.sip.NextHop;
import org.waypost.sip.SipServer;
import org.waypost.sip.Transport;

/** The commands {@code dns:*}: where a URI leads, which servers are avoided, and forgetting all that. */
@Component(
        service = DnsCommands.class,
        property = {
            "osgi.command.scope=dns",
            "osgi.command.function=locate",
            "osgi.command.function=avoided",
            "osgi.command.function=flush"
        })
public final class DnsCommands {

    private final Locator locator;

    @Activate
    public DnsCommands(@Reference Locator locator) {
        this.locator = locator;
    }

    @Descriptor("show where a request to a URI is sent, best first, over all transports: dns:locate sip:example.com")
    public void locate(
            @Descriptor("as a JSON array") @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json,
            @Descriptor("a SIP or SIPS URI") String uri) {
        NextHop hop = NextHop.of(uri)
                .orElseThrow(() -> new CommandException("'" + uri + "' is no SIP or SIPS URI that can be routed"));
        List<SipServer> servers = hop.literal().map(List::of).orElseGet(() -> found(hop));
        print(json, servers.stream().map(DnsCommands::row).toList(), "no server");
    }

    private List<SipServer> found(NextHop hop) {
        try {
            return locator.find(hop, Set.of(Transport.values()))
                    .orTimeout(30, TimeUnit.SECONDS)
                    .join();
        } catch (CompletionException late) {
            throw new CommandException("no name server answers");
        }
    }

    @Descriptor("list the servers that are tried last because they have failed: dns:avoided")
    public void avoided(
            @Descriptor("as a JSON array") @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json) {
        List<Map<String, Object>> rows = new ArrayList<>();
        locator.avoided().forEach((server, seconds) -> {
            Map<String, Object> row = row(server);
            row.put("seconds", seconds);
            rows.add(row);
        });
        print(json, rows, "none");
    }

    @Descriptor("forget all records and failures, and read the name servers of the system again: dns:flush")
    public void flush() {
        locator.forget();
        Output.stream().println("forgotten");
    }

    private static Map<String, Object> row(SipServer server) {
        InetSocketAddress address = server.address();
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("transport", server.transport().token());
        row.put("address", address.getAddress().getHostAddress());
        row.put("port", address.getPort());
        return row;
    }

    private static void print(boolean json, List<Map<String, Object>> rows, String none) {
        if (json) {
            Json.print(rows);
            return;
        }
        if (rows.isEmpty()) {
            Output.stream().println(none);
        }
        for (Map<String, Object> row : rows) {
            String left = row.containsKey("seconds") ? "  " + row.get("seconds") + " s" : "";
            Output.stream()
                    .println(row.get("transport") + ":" + bracketed((String) row.get("address")) + ":" + row.get("port")
                            + left);
        }
    }

    private static String bracketed(String address) {
        return address.indexOf(':') < 0 ? address : "[" + address + "]";
    }
}
