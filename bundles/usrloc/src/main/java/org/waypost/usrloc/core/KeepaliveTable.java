package org.waypost.usrloc.core;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ObjLongConsumer;
import org.waypost.usrloc.Keepalive;
import org.waypost.usrloc.Ruid;

/** What is known of the keepalives of each contact that is sent some, by ruid; and the counters. Not part of the stored contacts. */
final class KeepaliveTable {

    private final Map<Ruid, State> states = new ConcurrentHashMap<>();
    final LongAdder sent = new LongAdder();
    final LongAdder answered = new LongAdder();
    final LongAdder unsent = new LongAdder();
    final LongAdder timedOut = new LongAdder();

    /** The state of a contact, made if it is new. */
    State of(Ruid ruid, long firstAt) {
        return states.computeIfAbsent(ruid, key -> new State(firstAt));
    }

    Optional<State> find(Ruid ruid) {
        return Optional.ofNullable(states.get(ruid));
    }

    Optional<Keepalive> known(Ruid ruid) {
        return find(ruid).flatMap(State::known);
    }

    boolean isEmpty() {
        return states.isEmpty();
    }

    void clear() {
        states.clear();
    }

    /** Forgets the contacts that were not seen in this round. */
    void keepOnly(int round) {
        states.values().removeIf(state -> state.round != round);
    }

    void collect(ObjLongConsumer<String> sink) {
        sink.accept("keepalives_sent", sent.sum());
        sink.accept("keepalives_answered", answered.sum());
        sink.accept("keepalives_unsent", unsent.sum());
        sink.accept("keepalives_timed_out", timedOut.sum());
    }

    void reset() {
        sent.reset();
        answered.reset();
        unsent.reset();
        timedOut.reset();
    }

    /** One contact. The round and the time of the next keepalive belong to the thread that sends them. */
    static final class State {

        int round;

        /** Epoch seconds. */
        long next;

        private int nonce;
        private boolean isWaiting;
        private long sentNanos;
        private long since;
        private long lastAnswer;
        private int roundTrip;

        private State(long firstAt) {
            next = firstAt;
        }

        /** A keepalive is sent now. */
        synchronized void sent(int newNonce, long nanos, long now) {
            nonce = newNonce;
            isWaiting = true;
            sentNanos = nanos;
            since = since == 0 ? now : since;
        }

        /** Whether {@code given} is the nonce of the last keepalive. */
        synchronized boolean isOurs(int given) {
            return since != 0 && nonce == given;
        }

        /** The last keepalive was answered; microseconds it took, or -1 if that was known. */
        synchronized int answered(long nanos, long now) {
            if (!isWaiting) {
                return -1;
            }
            isWaiting = false;
            lastAnswer = now;
            roundTrip = (int) Math.min(Integer.MAX_VALUE, (nanos - sentNanos) / 1000);
            return roundTrip;
        }

        /** Epoch seconds of the last sign of life; {@link Long#MAX_VALUE} while no keepalive was sent. */
        synchronized long lastSign() {
            return since == 0 ? Long.MAX_VALUE : Math.max(since, lastAnswer);
        }

        private synchronized Optional<Keepalive> known() {
            return since == 0
                    ? Optional.empty()
                    : Optional.of(new Keepalive(lastAnswer == 0 ? since : lastAnswer, roundTrip));
        }
    }
}
