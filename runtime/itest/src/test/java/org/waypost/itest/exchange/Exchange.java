package org.waypost.itest.exchange;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A scripted conversation with a registrar: one file of messages to send and the replies they must get.
 *
 * <p>Blocks are separated by lines of four dashes. A block that starts with {@code SIP/2.0} or {@link #NO_ANSWER} is
 * the reply to the block before it, one that starts with {@link #RELAYED} the request that the device at the sender's own
 * address must get, any other one is a message to send. Lines that start with {@code #} before a
 * message are settings or, in the first block, comment: {@code # param MODULE NAME VALUE}, {@code # transport
 * udp|tcp|udp6}, {@code # script NAME} for a route in Lua, {@code # wait SECONDS}, {@code # relayed}
 * for a message that must come to the sender's own address. See {@link Placeholders} for what is filled in.
 *
 * @param head the comment and setting lines of the file
 * @param settings the parameters to set first, all others are at their default
 * @param transport {@code udp}, {@code tcp} or {@code udp6}
 */
public record Exchange(String name, List<String> head, List<Setting> settings, String transport, List<Step> steps) {

    /** Stands for the reply that must not come. */
    public static final String NO_ANSWER = "(no answer)";

    /** Stands before the request that must come in the place of a reply. */
    public static final String RELAYED = "(relayed)";

    private static final String SEPARATOR = "----\n";

    /** A parameter by Kamailio's module and name. */
    public record Setting(String module, String name, String value) {

        /** Whether it names the script to route with, by its file name without {@code .lua}. */
        boolean isScript() {
            return module.equals("kemi") && name.equals("script");
        }

        /** Whether it is the address of a database. */
        boolean isDatabase() {
            return name.equals("db_url");
        }

        /** Whether it names the listeners; {@code @PORT@} stands for the port in them. */
        boolean isListen() {
            return module.equals("transport") && name.equals("listen");
        }
    }

    /**
     * One message and its reply.
     *
     * @param delay seconds to let pass before it is sent
     * @param relayed whether it must come to the sender's own address instead of being answered
     * @param request the message, with LF line ends and placeholders
     * @param reply what must come, with placeholders; empty if it was not recorded yet
     */
    public record Step(double delay, boolean relayed, String request, String reply) {

        public Step withReply(String recorded) {
            return new Step(delay, relayed, request, recorded);
        }
    }

    /** Reads all {@code *.sip} files of a folder, by name. */
    public static List<Exchange> readAll(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".sip"))
                    .sorted()
                    .map(Exchange::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The file of a script: one of the tests' own, or one of the examples in the documentation. */
    public static Path script(String name) {
        Path own = Path.of("src/test/resources/scripts", name + ".lua");
        Path example = Path.of("../../docs/examples", name + ".lua");
        return (Files.exists(own) ? own : example).toAbsolutePath().normalize();
    }

    static Exchange read(Path file) {
        String name = file.getFileName().toString().replace(".sip", "");
        try {
            return parse(name, Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Exchange parse(String name, String text) {
        List<String> head = new ArrayList<>();
        List<Setting> settings = new ArrayList<>();
        List<Step> steps = new ArrayList<>();
        String transport = "udp";
        for (String block : text.split("(?m)^-{4,}\n")) {
            if (block.regionMatches(true, 0, "SIP/2.0 ", 0, 8)
                    || block.startsWith(NO_ANSWER)
                    || block.startsWith(RELAYED)) {
                steps.add(steps.remove(steps.size() - 1).withReply(block.stripTrailing()));
                continue;
            }
            double wait = 0;
            boolean relayed = false;
            String message = block;
            while (message.startsWith("#")) {
                String line = message.substring(0, message.indexOf('\n'));
                message = message.substring(line.length() + 1);
                String[] words = line.substring(1).trim().split(" ", 4);
                switch (words[0]) {
                    case "wait" -> wait = Double.parseDouble(words[1]);
                    case "relayed" -> relayed = true;
                    case "param" -> settings.add(new Setting(words[1], words[2], words.length > 3 ? words[3] : ""));
                    case "script" -> settings.add(new Setting("kemi", "script", words[1]));
                    case "transport" -> transport = words[1];
                    default -> {}
                }
                if (!words[0].equals("wait") && !words[0].equals("relayed")) {
                    head.add(line);
                }
            }
            steps.add(
                    new Step(wait, relayed, message.contains("\n\n") ? message : message.stripTrailing() + "\n\n", ""));
        }
        return new Exchange(name, List.copyOf(head), List.copyOf(settings), transport, List.copyOf(steps));
    }

    /** This exchange with other replies, one for each step. */
    Exchange withReplies(List<String> replies) {
        List<Step> recorded = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            recorded.add(steps.get(i).withReply(replies.get(i)));
        }
        return new Exchange(name, head, settings, transport, recorded);
    }

    /** The file's text. */
    String text() {
        String comments = head.stream().map(line -> line + "\n").collect(Collectors.joining());
        return comments
                + steps.stream()
                        .map(step -> (step.delay() > 0 ? "# wait " + step.delay() + "\n" : "")
                                + (step.relayed() ? "# relayed\n" : "")
                                + step.request()
                                + SEPARATOR
                                + step.reply()
                                + "\n")
                        .collect(Collectors.joining(SEPARATOR));
    }

    @Override
    public String toString() {
        return name;
    }
}
