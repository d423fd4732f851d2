package org.waypost.itest.phone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.waypost.itest.kit.SipMessage;

/** A call as one of the two phones sees it (RFC 3261 section 12 and 13); guarded by the lock of its phone. */
public final class Call {

    private enum State {
        CALLING,
        RINGING,
        ANSWERED,
        ESTABLISHED,
        ENDED
    }

    private final Phone phone;
    private final String id;
    private final String tag = UUID.randomUUID().toString().substring(0, 8);
    private final String local;
    private Optional<SipMessage> invitation = Optional.empty();
    private Optional<Request> inviting = Optional.empty();
    private Optional<Repetition> repetition = Optional.empty();
    private String remote;
    private String target;
    private List<String> routes = List.of();
    private int cseq = 1;
    private State state = State.CALLING;
    private String end = "";

    private Call(Phone phone, String id, String local, String remote, String target) {
        this.phone = phone;
        this.id = id;
        this.local = local;
        this.remote = remote;
        this.target = target;
    }

    static Call outgoing(Phone phone, String uri) {
        return new Call(phone, UUID.randomUUID().toString(), phone.address(), "<" + uri + ">", uri);
    }

    static Call incoming(Phone phone, SipMessage invite) {
        Call call = new Call(
                phone,
                Headers.callId(invite),
                invite.header("To").orElseThrow(),
                invite.header("From").orElseThrow(),
                Headers.target(invite).orElseThrow());
        call.invitation = Optional.of(invite);
        call.routes = Headers.recordRoutes(invite);
        return call;
    }

    String id() {
        return id;
    }

    /** The INVITE by which the call came. */
    public SipMessage invitation() {
        return invitation.orElseThrow();
    }

    /** Where requests of this call go to, Route values first and the other phone's contact last. */
    public List<String> path() {
        synchronized (phone) {
            List<String> path = new ArrayList<>(routes);
            path.add(target);
            return path;
        }
    }

    // ---- the caller

    void invite() {
        inviting = Optional.of(request("INVITE", this::onInviteReply));
        inviting.get().send();
    }

    private void onInviteReply(SipMessage reply) {
        if (reply.status() >= 300) {
            ended(String.valueOf(reply.status()));
        } else if (reply.status() >= 200) {
            accepted(reply);
        } else if (reply.status() > 100 && state == State.CALLING) {
            state = State.RINGING;
        }
    }

    // RFC 3261 13.2.2.4: each 2xx is acknowledged, a repeated one again
    private void accepted(SipMessage reply) {
        remote = reply.header("To").orElseThrow();
        target = Headers.target(reply).orElse(target);
        if (state == State.CALLING || state == State.RINGING) { // 12.2.1.2: a re-INVITE leaves the routes as they are
            routes = new ArrayList<>(Headers.recordRoutes(reply));
            Collections.reverse(routes);
        }
        int number = inviting.orElseThrow().cseq();
        cseq = Math.max(cseq, number);
        phone.send("ACK " + target + " SIP/2.0\n" + phone.via("z9hG4bK" + UUID.randomUUID()) + "\nMax-Forwards: 70\n"
                + dialog() + "\nCSeq: " + number + " ACK\n" + routeLines() + "Content-Length: 0\n\n");
        if (state != State.ENDED) {
            state = State.ESTABLISHED;
        }
    }

    /** Takes the call back before it is answered. */
    public void cancel() {
        synchronized (phone) {
            inviting.orElseThrow().cancel(reply -> {});
        }
    }

    // ---- the callee

    void ring() {
        state = State.RINGING;
        phone.answer(invitation(), phone.reply(invitation(), "180 Ringing", tag, "Contact: " + phone.contact()));
    }

    /** Picks up; returns when the caller has acknowledged it. */
    public Call answer() {
        pickUp();
        awaitEstablished();
        return this;
    }

    /** Picks up and waits for nothing. */
    public void pickUp() {
        synchronized (phone) {
            state = State.ANSWERED;
            finish(invitation(), phone.accept(invitation(), tag));
        }
    }

    /** Answers with something like {@code 486 Busy Here}. */
    public void refuse(String status) {
        synchronized (phone) {
            finish(invitation(), phone.reply(invitation(), status, tag));
            ended(status.substring(0, 3));
        }
    }

    // RFC 3261 13.3.1.4 and 17.2.1: repeated until the ACK comes, a 2xx over any transport
    private void finish(SipMessage invite, String reply) {
        phone.answer(invite, reply);
        if (phone.isUdp() || reply.startsWith("SIP/2.0 2")) {
            repetition = Optional.of(Repetition.start(() -> phone.send(reply), Repetition.T2));
        }
    }

    void acknowledged() {
        repetition.ifPresent(Repetition::stop);
        if (state == State.ANSWERED) {
            state = State.ESTABLISHED;
        }
    }

    // ---- both

    /** A request of this call came. */
    void take(SipMessage request) {
        switch (request.method()) {
            case "BYE" -> {
                phone.answer(request, phone.reply(request, "200 OK", tag));
                ended("BYE");
            }
            case "CANCEL" -> {
                phone.answer(request, phone.reply(request, "200 OK", tag));
                if (state == State.RINGING) {
                    finish(invitation(), phone.reply(invitation(), "487 Request Terminated", tag));
                    ended("CANCEL");
                }
            }
            case "INVITE" -> {
                target = Headers.target(request).orElse(target);
                finish(request, phone.accept(request, tag));
            }
            default -> phone.answer(request, phone.reply(request, "200 OK", tag));
        }
    }

    private void ended(String how) {
        if (state != State.ENDED) {
            state = State.ENDED;
            end = how;
        }
    }

    /** Asks something within the call, {@code INVITE} too, and returns the final reply. */
    public SipMessage ask(String method) {
        Request request;
        synchronized (phone) {
            assertThat(state).as(phone + ": " + method + " outside of a call").isEqualTo(State.ESTABLISHED);
            cseq++;
            request = request(method, reply -> {
                if (method.equals("INVITE")) {
                    onInviteReply(reply);
                }
            });
            if (method.equals("INVITE")) {
                inviting = Optional.of(request);
            }
            request.send();
        }
        return request.awaitFinal();
    }

    /** Hangs up; anything but a 200 to the BYE fails the test. */
    public void hangUp() {
        SipMessage reply = ask("BYE");
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        synchronized (phone) {
            repetition.ifPresent(Repetition::stop);
            ended("own BYE");
        }
    }

    /** Waits until the other phone rings. */
    public Call awaitRinging() {
        phone.await("ringing", () -> state != State.CALLING);
        assertThat(state).as(phone.transcript()).isIn(State.RINGING, State.ESTABLISHED);
        return this;
    }

    /** Waits until both may speak. */
    public Call awaitEstablished() {
        phone.await("established", () -> state == State.ESTABLISHED || state == State.ENDED);
        assertThat(state)
                .as("ended by %s; %s heard:%n%s", end, phone, phone.transcript())
                .isEqualTo(State.ESTABLISHED);
        return this;
    }

    /** Waits for the end and says what it was: {@code BYE}, {@code CANCEL} or a status. */
    public String awaitEnd() {
        phone.await("ended", () -> state == State.ENDED);
        return end;
    }

    private Request request(String method, Phone.Listener listener) {
        List<String> lines = routes.isEmpty() ? List.of() : List.of(routeLines().stripTrailing());
        String headers = dialog() + "\nContact: " + phone.contact();
        String body = method.equals("INVITE") ? phone.offer() : "";
        return new Request(phone, method, target, headers, lines, body, cseq, listener);
    }

    private String dialog() {
        String from = local.contains(";tag=") ? local : local + ";tag=" + tag;
        return "From: " + from + "\nTo: " + remote + "\nCall-ID: " + id;
    }

    private String routeLines() {
        return routes.isEmpty() ? "" : "Route: " + String.join(", ", routes) + "\n";
    }
}
