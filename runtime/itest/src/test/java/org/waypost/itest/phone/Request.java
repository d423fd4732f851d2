package org.waypost.itest.phone;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.waypost.itest.kit.SipMessage;

/** A request a phone has sent: repeated over UDP until it is answered, sent once more with credentials when they are asked for. */
final class Request {

    private final Phone phone;
    private final String method;
    private final String uri;
    private final String dialog;
    private final List<String> lines;
    private final String body;
    private final int cseq;
    private final Phone.Listener listener;
    private String branch = "";
    private String via = "";
    private List<String> credentials = List.of();
    private Optional<Repetition> repetition = Optional.empty();
    private Optional<SipMessage> last = Optional.empty();

    /**
     * A request that is not sent yet.
     *
     * @param dialog the lines From, To, Call-ID, Contact
     * @param lines further header lines
     * @param body SDP, or ""
     */
    Request(
            Phone phone,
            String method,
            String uri,
            String dialog,
            List<String> lines,
            String body,
            int cseq,
            Phone.Listener listener) {
        this.phone = phone;
        this.method = method;
        this.uri = uri;
        this.dialog = dialog;
        this.lines = lines;
        this.body = body;
        this.cseq = cseq;
        this.listener = listener;
    }

    void send() {
        branch = "z9hG4bK" + UUID.randomUUID();
        sendWith(phone.via(branch));
    }

    private void sendWith(String topVia) {
        via = topVia;
        phone.expect(branch + " " + method, this);
        String text = text(method, cseq(), dialog);
        phone.send(text);
        if (phone.isUdp()) {
            long longest = method.equals("INVITE") ? Long.MAX_VALUE / 2 : Repetition.T2;
            repetition = Optional.of(Repetition.start(() -> phone.send(text), longest));
        }
    }

    int cseq() {
        return credentials.isEmpty() ? cseq : cseq + 1;
    }

    private String text(String verb, int number, String headers) {
        StringBuilder text = new StringBuilder(verb + " " + uri + " SIP/2.0\n" + via + "\nMax-Forwards: 70\n");
        text.append(headers)
                .append("\nCSeq: ")
                .append(number)
                .append(' ')
                .append(verb)
                .append('\n');
        lines.forEach(line -> text.append(line).append('\n'));
        credentials.forEach(line -> text.append(line).append('\n'));
        return text.append(Phone.body(verb.equals(method) ? body : "")).toString();
    }

    /** Takes it back (RFC 3261 9.1): same Via, same Route, CSeq number of the INVITE. */
    void cancel(Phone.Listener onReply) {
        String headers = dialog.replaceFirst("\nContact: .*", "");
        Request cancel = new Request(phone, "CANCEL", uri, headers, lines, "", cseq(), onReply);
        cancel.branch = branch;
        cancel.sendWith(via);
    }

    void take(SipMessage reply) {
        boolean isInvite = method.equals("INVITE");
        if (isInvite || reply.isFinal()) {
            repetition.ifPresent(Repetition::stop);
        }
        if (isInvite && reply.status() >= 300) {
            String to = reply.header("To").orElseThrow();
            phone.send(text(
                    "ACK",
                    cseq(),
                    dialog.replaceFirst("To: .*", "To: " + java.util.regex.Matcher.quoteReplacement(to))));
        }
        boolean isNew = last.filter(SipMessage::isFinal).isEmpty();
        if (isNew && asksForCredentials(reply)) {
            credentials = List.of(
                    Credentials.answer(reply, phone.user(), phone.password().orElseThrow(), method, uri));
            send();
            return;
        }
        if (isNew) {
            last = Optional.of(reply);
        }
        if (isNew || reply.status() < 300 && isInvite) {
            listener.accept(reply);
        }
    }

    private boolean asksForCredentials(SipMessage reply) {
        return (reply.status() == 401 || reply.status() == 407)
                && credentials.isEmpty()
                && phone.password().isPresent();
    }

    SipMessage awaitFinal() {
        phone.await(
                "answered " + method + " " + uri,
                () -> last.filter(SipMessage::isFinal).isPresent());
        return last.orElseThrow();
    }
}
