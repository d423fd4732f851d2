package org.waypost.sip.trace.shell;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.waypost.shell.text.CommandException;
import org.waypost.shell.text.Json;
import org.waypost.shell.text.Operator;
import org.waypost.shell.text.Output;
import org.waypost.shell.text.Paragraph;
import org.waypost.shell.text.TerminalText;
import org.waypost.shell.text.TextTable;
import org.waypost.shell.text.TextTable.Column;
import org.waypost.sip.trace.Tracer;
import org.waypost.sip.trace.capture.CapturedMessage;
import org.waypost.sip.trace.capture.Secrets;
import org.waypost.sip.trace.capture.TraceFilter;
import org.waypost.sip.trace.file.TraceOptions;
import org.waypost.sip.trace.file.TraceWriter;

/** The command {@code sip:trace}: messages to files, or to the terminal as they come. */
@Component(
        service = TraceCommands.class,
        property = {"osgi.command.scope=sip", "osgi.command.function=trace"})
public final class TraceCommands {

    private static final int LARGEST_MEGABYTES = 4096;
    private static final int MOST_FILES = 1000;
    private static final int BLOCK = 16_384;

    private final Tracer tracer;

    @Activate
    public TraceCommands(@Reference Tracer tracer) {
        this.tracer = tracer;
    }

    @Descriptor("tell whether messages are traced, and where to: sip:trace")
    public void trace(
            @Descriptor("as JSON") @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json) {
        status(json);
    }

    @Descriptor(
            "trace messages between on and off to files that Wireshark, tshark and sngrep read, or show them as they "
                    + "come: sip:trace on --user alice --method REGISTER,INVITE")
    public void trace(
            @Descriptor("on: name of the files below trace/ of the data directory")
                    @Parameter(names = "--file", absentValue = "sip")
                    String file,
            @Descriptor("on: megabytes after which another file begins, 1..4096")
                    @Parameter(names = "--size", absentValue = "10")
                    String size,
            @Descriptor("on: files that are kept, 1..1000") @Parameter(names = "--files", absentValue = "5")
                    String files,
            @Descriptor("only these methods and the responses to them; lists are separated by commas")
                    @Parameter(names = "--method", absentValue = "")
                    String method,
            @Descriptor("only these users, or user@host, in From, To or the request's URI")
                    @Parameter(
                            names = {"--user", "--aor"},
                            absentValue = "")
                    String user,
            @Descriptor("only to and from these addresses or prefixes, such as 192.0.2.0/24")
                    @Parameter(names = "--source", absentValue = "")
                    String source,
            @Descriptor("only these Call-IDs") @Parameter(names = "--call-id", absentValue = "") String callId,
            @Descriptor("only responses of these statuses, such as 404 or 4xx")
                    @Parameter(names = "--status", absentValue = "")
                    String status,
            @Descriptor("only what is refused, or cannot be sent")
                    @Parameter(names = "--dropped", presentValue = "true", absentValue = "false")
                    boolean dropped,
            @Descriptor("CRLF and STUN keepalives as well")
                    @Parameter(names = "--keepalives", presentValue = "true", absentValue = "false")
                    boolean keepalives,
            @Descriptor("leave what passwords can be found by in Authorization headers")
                    @Parameter(names = "--secrets", presentValue = "true", absentValue = "false")
                    boolean secrets,
            @Descriptor("show: whole messages")
                    @Parameter(
                            names = {"-v", "--verbose"},
                            presentValue = "true",
                            absentValue = "false")
                    boolean verbose,
            @Descriptor("show: end after so many messages") @Parameter(names = "--count", absentValue = "0")
                    String count,
            @Descriptor("as JSON; show: an object on each line")
                    @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json,
            @Descriptor("on, off, status, or show, which Ctrl-C ends") String action) {
        try {
            TraceFilter filter = TraceFilter.of(
                    TerminalText.octets(method),
                    TerminalText.octets(user),
                    source,
                    TerminalText.octets(callId),
                    status,
                    dropped,
                    keepalives);
            switch (action) {
                case "on" -> {
                    long octets = (long) Numbers.of("--size", size, 1, LARGEST_MEGABYTES) << 20;
                    int kept = Numbers.of("--files", files, 1, MOST_FILES);
                    tracer.start(new TraceOptions(file, octets, kept, filter, secrets));
                    status(json);
                }
                case "off" -> off(json);
                case "status" -> status(json);
                case "show" -> show(filter, Numbers.of("--count", count, 0, Integer.MAX_VALUE), secrets, verbose, json);
                default -> throw new CommandException("'" + action + "' is refused; on, off, status or show is wanted");
            }
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new CommandException(e.getMessage());
        }
    }

    private void off(boolean json) {
        if (tracer.stop().isEmpty()) {
            throw new CommandException("no trace is on");
        }
        status(json);
    }

    private void status(boolean json) {
        Optional<TraceWriter> latest = tracer.latest();
        boolean on = tracer.isOn();
        if (json) {
            Json.print(latest.map(writer -> object(writer, on)).orElse(Map.of("on", false)));
            return;
        }
        PrintStream out = Output.stream();
        if (latest.isEmpty()) {
            out.println("no messages are traced");
            return;
        }
        TraceWriter writer = latest.get();
        TraceOptions options = writer.options();
        String filter = options.filter().text();
        out.println(on ? "messages are traced" : "no messages are traced; the last trace:");
        if (!writer.failure().isEmpty()) {
            line("ended by", TerminalText.clean(writer.failure()));
        }
        line(
                "what",
                (filter.isEmpty() ? "all but keepalives" : TerminalText.shown(filter))
                        + (options.secrets() ? ", with secrets" : ", secrets masked"));
        line("written", messages(writer.messages()) + ", " + size(writer.octets()));
        line("left out", messages(writer.leftOut()) + " that came too fast");
        line(
                "limit",
                options.files() + (options.files() == 1 ? " file of " : " files of ") + (options.octets() >> 20)
                        + " MB");
        files(writer).forEach((file, octets) -> line("file", file + ", " + size(octets)));
    }

    private static void line(String label, String text) {
        Paragraph.labelled(Output.stream(), "  " + label + ":" + " ".repeat(10 - label.length()), text);
    }

    private static Map<String, Object> object(TraceWriter writer, boolean on) {
        TraceOptions options = writer.options();
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("on", on);
        object.put("since", writer.since());
        object.put("failure", Optional.of(writer.failure()).filter(failure -> !failure.isEmpty()));
        object.put("filter", options.filter().text());
        object.put("secrets", options.secrets());
        object.put("written", writer.messages());
        object.put("written_octets", writer.octets());
        object.put("left_out", writer.leftOut());
        object.put("file_octets", options.octets());
        object.put("most_files", options.files());
        TextTable files = new TextTable(Column.of("path"), Column.of("octets"));
        files(writer).forEach((file, octets) -> files.row(file.toString(), octets));
        object.put("files", files.objects());
        return object;
    }

    private static Map<Path, Long> files(TraceWriter writer) {
        Map<Path, Long> files = new LinkedHashMap<>();
        try {
            for (Path file : writer.all()) {
                files.put(file, Files.size(file));
            }
        } catch (IOException e) {
            throw new CommandException("the files cannot be listed: " + e.getMessage());
        }
        return files;
    }

    private void show(TraceFilter filter, int count, boolean secrets, boolean verbose, boolean json) {
        PrintStream out = Output.stream();
        int width = Output.width();
        StringBuilder block = new StringBuilder();
        long leftOut = 0;
        int shown = 0;
        try (Tracer.Watch watch = tracer.watch(filter)) {
            if (Operator.isInteractive()) {
                Output.errors().println("messages are shown as they come; Ctrl-C ends it");
            }
            while (count == 0 || shown < count) {
                Optional<CapturedMessage> next = watch.next();
                if (next.isPresent()) {
                    block.append(text(next.get(), secrets, verbose, json, width))
                            .append('\n');
                    shown++;
                }
                // What comes at once leaves at once: each print is a packet to a client.
                if (next.isEmpty() || block.length() > BLOCK || shown == count) {
                    out.print(block);
                    block.setLength(0);
                    if (out.checkError()) {
                        return;
                    }
                }
                if (next.isEmpty() && watch.leftOut() > leftOut) {
                    Output.errors().println((watch.leftOut() - leftOut) + " messages came too fast to be shown");
                    leftOut = watch.leftOut();
                }
            }
        } catch (InterruptedException ended) {
            // by Ctrl-C, or the client has gone
        }
    }

    private static String text(CapturedMessage message, boolean secrets, boolean verbose, boolean json, int width) {
        CapturedMessage shown = secrets ? message : message.with(Secrets.masked(message.octets()));
        if (json) {
            return Json.text(MessageText.object(shown, verbose));
        }
        return verbose ? MessageText.whole(shown) : TerminalText.cut(MessageText.line(shown), width);
    }

    private static String messages(long number) {
        return number + (number == 1 ? " message" : " messages");
    }

    private static String size(long octets) {
        return octets < 10_000
                ? octets + " octets"
                : octets < 10_000_000 ? octets / 1000 + " kB" : octets / 1_000_000 + " MB";
    }
}
