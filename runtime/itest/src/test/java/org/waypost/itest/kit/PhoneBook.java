package org.waypost.itest.kit;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What each phone of a {@link Fleet} has asked for and was promised. A phone has one request of a kind under way at most. Safe for
 * several threads.
 */
final class PhoneBook {

    private static final int SHOWN = 10;

    private final int[] asked;
    private final int[] promised;
    private final BitSet registering = new BitSet();
    private final int[] calls;
    private final int[] promisedBeforeCall;
    private final BitSet calling = new BitSet();
    private final Map<Integer, Long> registered = new TreeMap<>();
    private final Map<Integer, Long> called = new TreeMap<>();
    private final List<String> wrong = new ArrayList<>();
    private long withoutRetryAfter;

    PhoneBook(int phones) {
        asked = new int[phones];
        promised = new int[phones];
        calls = new int[phones];
        promisedBeforeCall = new int[phones];
    }

    /** Begins to register a phone that is not about it already; returns its move, 0 if it is. */
    synchronized int register(int phone) {
        if (registering.get(phone)) {
            return 0;
        }
        registering.set(phone);
        return ++asked[phone];
    }

    /** Notes the final reply to a REGISTER, unless it was replied to before. */
    synchronized void registered(int phone, int move, int status, boolean retryAfter) {
        if (move != asked[phone] || !registering.get(phone)) {
            return;
        }
        registering.clear(phone);
        registered.merge(status, 1L, Long::sum);
        if (status == 200) {
            promised[phone] = move;
        } else if (status >= 500 && !retryAfter) {
            withoutRetryAfter++;
        }
    }

    /** Begins to call a phone that has registered and is not being called; returns the number of the call, else 0. */
    synchronized int call(int phone) {
        if (calling.get(phone) || promised[phone] == 0) {
            return 0;
        }
        calling.set(phone);
        promisedBeforeCall[phone] = promised[phone];
        return ++calls[phone];
    }

    /** Checks where a call came out: at the contact promised before it began, or at one asked for since. */
    synchronized void rang(int phone, int call, int move) {
        if (call == calls[phone] && calling.get(phone) && (move < promisedBeforeCall[phone] || move > asked[phone])) {
            wrong("phone %d was called at move %d, registered %d to %d"
                    .formatted(phone, move, promisedBeforeCall[phone], asked[phone]));
        }
    }

    /** Notes the final reply to a call, unless it was replied to before. */
    synchronized void called(int phone, int call, int status) {
        if (call == calls[phone] && calling.get(phone)) {
            calling.clear(phone);
            called.merge(status, 1L, Long::sum);
        }
    }

    /** Checks what a registrar lists for a phone: one contact, the promised one or one asked for since. */
    synchronized void listed(int phone, List<Integer> moves) {
        if (promised[phone] > 0
                && (moves.size() != 1 || moves.get(0) < promised[phone] || moves.get(0) > asked[phone])) {
            wrong("phone %d is listed with moves %s, registered %d to %d"
                    .formatted(phone, moves, promised[phone], asked[phone]));
        }
    }

    private void wrong(String what) {
        if (wrong.size() < SHOWN) {
            wrong.add(what);
        } else if (wrong.size() == SHOWN) {
            wrong.add("...");
        }
    }

    synchronized int move(int phone) {
        return asked[phone];
    }

    synchronized int callNumber(int phone) {
        return calls[phone];
    }

    synchronized int promised(int phone) {
        return promised[phone];
    }

    synchronized BitSet registering() {
        return (BitSet) registering.clone();
    }

    synchronized BitSet calling() {
        return (BitSet) calling.clone();
    }

    synchronized int open() {
        return registering.cardinality() + calling.cardinality();
    }

    synchronized long answered(int status) {
        return registered.getOrDefault(status, 0L);
    }

    synchronized Map<Integer, Long> registerReplies() {
        return new TreeMap<>(registered);
    }

    synchronized Map<Integer, Long> callReplies() {
        return new TreeMap<>(called);
    }

    synchronized List<String> wrong() {
        return List.copyOf(wrong);
    }

    synchronized long withoutRetryAfter() {
        return withoutRetryAfter;
    }
}
