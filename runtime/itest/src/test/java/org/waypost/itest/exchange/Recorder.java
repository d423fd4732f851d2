package org.waypost.itest.exchange;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Fills the replies of a running Kamailio into exchange files. Run by hand through the script {@code record}; the tests
 * read only what it wrote.
 */
final class Recorder {

    private Recorder() {}

    /** {@code args}: the folder of the exchanges, then the names of those to record; none for all. */
    public static void main(String[] args) throws IOException, InterruptedException {
        if (Kamailio.program().isEmpty()) {
            System.err.println(
                    "record: kamailio is not installed; the exchanges are recorded from the real one (5.6.3)");
            System.exit(1);
        }
        Path folder = Path.of(args[0]);
        List<String> names = List.of(args).subList(1, args.length);
        Map<String, List<Exchange>> byParameters = Exchange.readAll(folder).stream()
                .filter(exchange -> names.isEmpty() || names.contains(exchange.name()))
                .collect(Collectors.groupingBy(
                        exchange -> exchange.settings().toString(), TreeMap::new, Collectors.toList()));
        for (List<Exchange> group : byParameters.values()) {
            try (Kamailio reference = new Kamailio(group.get(0).settings())) {
                for (Exchange exchange : group) {
                    List<String> replies;
                    try {
                        replies = Conversation.play(exchange, reference.port());
                    } catch (AssertionError e) {
                        System.out.println("not recorded: " + exchange.name() + ": " + e.getMessage());
                        continue;
                    }
                    Files.writeString(
                            folder.resolve(exchange.name() + ".sip"),
                            exchange.withReplies(replies).text());
                    System.out.println("recorded " + exchange.name());
                }
                reference.complaints().forEach(System.out::println);
            }
        }
    }
}
