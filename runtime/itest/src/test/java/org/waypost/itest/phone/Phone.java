package org.waypost.itest.phone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.waypost.itest.kit.SipClient;
import org.waypost.itest.kit.SipMessage;

/**
 * A phone in Java: registers, calls and is called, and repeats over UDP what gets lost, as RFC 3261 wants it. It rings by itself;
 * what becomes of a {@link Call} is the test's to say. One lock, the phone's own, guards it and its calls.
 */
public final class Phone implements AutoCloseable {

    /** How long a test waits for what a phone should see: a little longer than RFC 3261 repeats (64 T1). */
    static final Duration PATIENCE = Duration.ofSeconds(40);

    private static final Duration FOREVER = Duration.ofHours(1);

    private static final Pattern GRUU = Pattern.compile(";pub-gruu=\"([^\"]*)\"");

    private final String user;
    private final SipClient client;
    private final String server;
    private final Optional<String> password;
    private final Thread reader;
    private final Map<String, Request> sent = new HashMap<>();
    private final Map<String, String> replies = new HashMap<>();
    private final Map<String, Call> calls = new HashMap<>();
    private final List<SipMessage> heard = new ArrayList<>();
    private final BlockingQueue<Call> ringing = new LinkedBlockingQueue<>();
    private final String registration = UUID.randomUUID().toString();
    private String contact;
    private UnaryOperator<String> description = offer -> "";
    private int cseq;
    private boolean closed;

    private Phone(SipClient client, String server, String user, Optional<String> password) {
        this.client = client;
        this.server = server;
        this.user = user;
        this.password = password;
        this.contact = "<" + client.contact(user) + ">";
        this.reader = new Thread(this::read, "phone of " + user);
        reader.setDaemon(true);
        reader.start();
    }

    /** A phone at the end of that socket or connection, whose server is that host and port. */
    public static Phone at(SipClient client, String server, String user) {
        return new Phone(client, server, user, Optional.empty());
    }

    /** The same with a password for when it is asked for one. */
    public static Phone at(SipClient client, String server, String user, String password) {
        return new Phone(client, server, user, Optional.of(password));
    }

    /** From now on it describes its media in each INVITE and 200: an answer in SDP to an offer, an offer of its own to "". */
    public synchronized Phone describing(UnaryOperator<String> description) {
        this.description = description;
        return this;
    }

    /** Registers; anything but 200 fails the test. */
    public Phone register() {
        SipMessage reply = ask("REGISTER", "sip:" + server, "Expires: 600");
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return this;
    }

    /** Registers with an instance, and gives from now on the public GRUU of the reply as its Contact (RFC 5627 4.4). */
    public Phone registerForGruu() {
        synchronized (this) {
            contact = contact + ";+sip.instance=\"<urn:uuid:" + UUID.randomUUID() + ">\"";
        }
        SipMessage reply = ask("REGISTER", "sip:" + server, "Expires: 600", "Supported: gruu");
        Matcher gruu = GRUU.matcher(reply.text());
        assertThat(gruu.find()).as(reply.text()).isTrue();
        synchronized (this) {
            contact = "<" + gruu.group(1) + ">";
        }
        return this;
    }

    /** Asks outside of any dialog and returns the final reply. */
    public SipMessage ask(String method, String uri, String... lines) {
        Request request;
        synchronized (this) {
            String to = method.equals("REGISTER") ? address() : "<" + uri + ">";
            request = new Request(
                    this,
                    method,
                    uri,
                    String.join(
                            "\n",
                            "From: " + address() + ";tag=" + registration.substring(0, 8),
                            "To: " + to,
                            "Call-ID: " + registration,
                            "Contact: " + contact()),
                    List.of(lines),
                    "",
                    ++cseq,
                    reply -> notifyAll());
            request.send();
        }
        return request.awaitFinal();
    }

    /** Calls a user of the same server. */
    public synchronized Call call(String callee) {
        Call call = Call.outgoing(this, "sip:" + callee + "@" + server);
        calls.put(call.id(), call);
        call.invite();
        return call;
    }

    /** The next call that comes; it rings already. */
    public Call awaitCall() {
        try {
            Call call = ringing.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (call == null) {
                throw new AssertionError("nobody called " + user + "; it heard:\n" + transcript());
            }
            return call;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The requests of that method that came, repeated ones too. */
    public synchronized List<SipMessage> heard(String method) {
        return heard.stream()
                .filter(message -> !message.isReply() && message.method().equals(method))
                .toList();
    }

    /** Everything that came, in order. */
    public synchronized String transcript() {
        return String.join("\n\n", heard.stream().map(SipMessage::text).toList());
    }

    public String user() {
        return user;
    }

    boolean isUdp() {
        return client.transport().equals("UDP");
    }

    Optional<String> password() {
        return password;
    }

    String address() {
        return "<sip:" + user + "@" + server + ">";
    }

    String contact() {
        return contact;
    }

    String via(String branch) {
        return "Via: SIP/2.0/" + client.transport() + " " + client.sentBy() + ";branch=" + branch + ";rport";
    }

    synchronized void send(String text) {
        if (!closed) {
            try {
                client.send(text);
            } catch (UncheckedIOException e) {
                // The other end has closed it: what was sent is lost, and the test sees that nothing comes of it.
            }
        }
    }

    /** From now on replies to that request go to it. */
    void expect(String transaction, Request request) {
        sent.put(transaction, request);
    }

    /** Answers a request, and its repetitions with the same. */
    void answer(SipMessage request, String text) {
        replies.put(Headers.transaction(request), text);
        send(text);
    }

    /** The 200 to an INVITE. */
    String accept(SipMessage invite, String tag) {
        return head(invite, "200 OK", tag, "Contact: " + contact()) + body(description.apply(invite.body()));
    }

    /** What an INVITE of its own offers. */
    String offer() {
        return description.apply("");
    }

    /** How a message with that body ends, after its other header lines. */
    static String body(String sdp) {
        String type = sdp.isEmpty() ? "" : "Content-Type: application/sdp\n";
        return type + "Content-Length: " + sdp.replace("\n", "\r\n").length() + "\n\n" + sdp;
    }

    String reply(SipMessage request, String status, String tag, String... lines) {
        return head(request, status, tag, lines) + body("");
    }

    private static String head(SipMessage request, String status, String tag, String... lines) {
        StringBuilder reply = new StringBuilder("SIP/2.0 " + status + "\n");
        for (String name : List.of("Via", "Record-Route", "From", "To", "Call-ID", "CSeq")) {
            boolean isUntagged = name.equals("To") && Headers.toTag(request).isEmpty();
            request.all(name)
                    .forEach(value -> reply.append(name)
                            .append(": ")
                            .append(value)
                            .append(isUntagged ? ";tag=" + tag : "")
                            .append('\n'));
        }
        for (String line : lines) {
            reply.append(line).append('\n');
        }
        return reply.toString();
    }

    private void read() {
        try {
            while (!isClosed()) {
                Optional<SipMessage> message = client.receive(FOREVER);
                if (message.isEmpty()) {
                    return;
                }
                take(message.get());
            }
        } catch (UncheckedIOException e) {
            // closed
        }
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private synchronized void take(SipMessage message) {
        heard.add(message);
        if (message.isReply()) {
            Optional.ofNullable(sent.get(Headers.transaction(message))).ifPresent(request -> request.take(message));
        } else {
            takeRequest(message);
        }
        notifyAll();
    }

    private void takeRequest(SipMessage request) {
        Optional<Call> call = Optional.ofNullable(calls.get(Headers.callId(request)));
        if (request.method().equals("ACK")) {
            call.ifPresent(Call::acknowledged);
            return;
        }
        String repeated = replies.get(Headers.transaction(request));
        if (repeated != null) {
            send(repeated);
        } else if (request.method().equals("INVITE") && Headers.toTag(request).isEmpty()) {
            Call incoming = Call.incoming(this, request);
            calls.put(incoming.id(), incoming);
            incoming.ring();
            ringing.add(incoming);
        } else if (call.isPresent()) {
            call.get().take(request);
        } else {
            boolean isOfACall = List.of("INVITE", "BYE", "CANCEL").contains(request.method());
            answer(request, reply(request, isOfACall ? "481 No Such Call" : "200 OK", "none"));
        }
    }

    /** Waits until something has come true of a call or a request. */
    synchronized void await(String what, java.util.function.BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new AssertionError(user + ": not " + what + "; it heard:\n" + transcript());
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    /** Hangs up nothing: a phone whose power is cut. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        client.close();
    }

    @Override
    public String toString() {
        return user + " over " + client.transport();
    }

    /** What is done with each reply to a request. */
    interface Listener extends Consumer<SipMessage> {}
}
