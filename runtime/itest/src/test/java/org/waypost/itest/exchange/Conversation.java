package org.waypost.itest.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.waypost.itest.kit.SipClient;
import org.waypost.itest.kit.SipMessage;
import org.waypost.itest.kit.Texts;

/**
 * Plays an {@link Exchange} to a server and collects the replies, with what differs from run to run normalised away.
 *
 * <p>Whether a message is never answered is told without waiting: a query with the same Call-ID is sent after it and answered
 * before it. Waypost answers what has one Call-ID in order, and the reference (with one worker) what comes from one socket.
 */
final class Conversation implements AutoCloseable {

    private static final String FENCE = """
            REGISTER sip:waypost.test SIP/2.0
            Via: SIP/2.0/%1$s %2$s:%3$d;branch=z9hG4bKfence%4$d
            From: <sip:fence@waypost.test>;tag=fence%4$d
            To: <sip:fence@waypost.test>
            Call-ID: %5$s
            CSeq: 1 REGISTER
            Content-Length: 0

            """;

    private static final Pattern TIME = Pattern.compile("(?<![0-9.])\\d{10}(?![0-9.])");
    private static final String SERVERS_BRANCH = "(?m)(^Via: .*;branch=)[^;\\s]*";
    private static final long ONE_DAY = 86_400;

    private final SipClient client;
    private final String host;
    private final Placeholders placeholders;
    private int fences;

    Conversation(Exchange exchange, int port) {
        host = exchange.transport().endsWith("6") ? "::1" : "127.0.0.1";
        client = exchange.transport().startsWith("tcp") ? SipClient.tcp(host, port) : SipClient.udp(host, port);
        placeholders = new Placeholders(port, client.localPort());
    }

    /** Plays all steps of {@code exchange} and returns the reply to each. */
    static List<String> play(Exchange exchange, int port) throws InterruptedException {
        return play(exchange, port, reply -> reply);
    }

    /** Plays all steps of {@code exchange} and returns what {@code look} sees once each is answered, given the reply. */
    static List<String> play(Exchange exchange, int port, UnaryOperator<String> look) throws InterruptedException {
        try (Conversation conversation = new Conversation(exchange, port)) {
            List<String> seen = new ArrayList<>();
            for (Exchange.Step step : exchange.steps()) {
                seen.add(conversation.restore(look.apply(conversation.reply(step))));
            }
            return seen;
        }
    }

    /** What came of the server, with the placeholders for what was filled in. */
    String restore(String text) {
        return placeholders.restore(text);
    }

    /** Sends one message and returns the reply. */
    String reply(Exchange.Step step) throws InterruptedException {
        Thread.sleep((long) (step.delay() * 1000)); // the time that the exchange is about: an expiry, a CSeq delay
        String request = placeholders.fill(step.request());
        client.send(request);
        if (step.relayed()) {
            return relayed(request);
        }
        int number = ++fences;
        String callId = SipMessage.parse(request).header("Call-ID").orElse("fence-" + number);
        client.send(FENCE.formatted(
                client.transport(),
                host.contains(":") ? "[" + host + "]" : host,
                client.localPort(),
                number,
                callId.isEmpty() ? "fence-" + number : callId));
        Predicate<SipMessage> isFence =
                message -> message.header("From").orElse("").endsWith(";tag=fence" + number);
        boolean answerIsDue =
                !step.reply().isEmpty() && !step.reply().equals(Exchange.NO_ANSWER); // in what order is left open then
        boolean fenced = false;
        String reply = Exchange.NO_ANSWER;
        while (!fenced || answerIsDue && reply.equals(Exchange.NO_ANSWER)) {
            SipMessage message = client.await(m -> m.status() >= 200, SipClient.PATIENCE);
            if (isFence.test(message)) {
                fenced = true;
            } else {
                reply = placeholders.restore(normalise(message));
            }
        }
        return reply;
    }

    /** Waits for what the server made of the request, and answers it. */
    private String relayed(String request) {
        Optional<String> callId = SipMessage.parse(request).header("Call-ID");
        SipMessage message =
                client.await(m -> !m.isReply() && m.header("Call-ID").equals(callId), SipClient.PATIENCE);
        client.send(Texts.ok(message));
        client.await(m -> m.isFinal() && m.header("Call-ID").equals(callId), SipClient.PATIENCE);
        return Exchange.RELAYED + "\n"
                + placeholders.restore(normalise(message)).replaceFirst(SERVERS_BRANCH, "$1@BRANCH@");
    }

    private static String normalise(SipMessage reply) {
        long now = System.currentTimeMillis() / 1000;
        return TIME.matcher(reply.text())
                .replaceAll(time -> Math.abs(Long.parseLong(time.group()) - now) < ONE_DAY
                        ? "@NOW@+" + (Long.parseLong(time.group()) - now)
                        : time.group())
                .replaceAll("uloc-[0-9a-f]+-[0-9a-f]+-[0-9a-f]+", "@RUID@")
                .replaceAll("(?mi)^((?:to|t):.*;tag=)(?!keep)[^;\\s]*", "$1@TAG@")
                .replaceAll("(?m)^Server: .*", "Server: @SERVER@")
                .replaceAll("(?m)^Date: .*", "Date: @DATE@");
    }

    @Override
    public void close() {
        client.close();
    }
}
