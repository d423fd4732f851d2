package org.waypost.kemi.lua;

import java.util.concurrent.locks.LockSupport;
import org.waypost.sip.ScriptModule;

/**
 * The place of one function in {@code KSR}. It stays when the module goes, so that a script fails rather than takes the module for never
 * installed, and is filled again when the module returns. {@link #offer} is one volatile reference.
 */
final class FunctionSlot {

    /**
     * What is in it.
     *
     * @param types type letters of the parameters
     * @param least how many of them must be given
     */
    record Offer(ScriptModule.Signature signature, char[] types, int least) {

        /** What is in the slot of a function that no bundle offers now. */
        static final Offer NONE = Offer.of(new ScriptModule.Signature("", "", (context, arguments) -> -1));

        static Offer of(ScriptModule.Signature signature) {
            return new Offer(signature, signature.parameters().replace("?", "").toCharArray(), signature.least());
        }
    }

    private static final long PAUSE = 1_000_000;

    private final String module;
    private final String name;
    private final long grace;
    private volatile Offer offer = Offer.NONE;
    private volatile long goneAt;

    /** @param grace nanoseconds that callers wait for a function that has just gone: its bundle is being updated */
    FunctionSlot(String module, String name, long grace) {
        this.grace = grace;
        this.module = module;
        this.name = name;
    }

    String module() {
        return module;
    }

    String name() {
        return name;
    }

    /** As a script writes it. */
    String fullName() {
        return module.isEmpty() ? "KSR." + name : "KSR." + module + "." + name;
    }

    Offer offer() {
        return offer;
    }

    /** As {@link #offer}; waits a moment for a function that has just gone. */
    Offer await() {
        while (offer == Offer.NONE && System.nanoTime() - goneAt < grace) {
            LockSupport.parkNanos(PAUSE);
            if (Thread.currentThread().isInterrupted()) {
                break;
            }
        }
        return offer;
    }

    void fill(ScriptModule.Signature signature) {
        offer = Offer.of(signature);
    }

    void clear() {
        if (offer != Offer.NONE) {
            goneAt = System.nanoTime();
            offer = Offer.NONE;
        }
    }
}
