package org.waypost.sip.transport;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** A counter that one thread writes, without an atomic operation, and every thread may read. */
public final class SingleWriterCounter {

    private static final VarHandle COUNT;

    static {
        try {
            COUNT = MethodHandles.lookup().findVarHandle(SingleWriterCounter.class, "count", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private long count;

    public void add(long more) {
        COUNT.setOpaque(this, count + more);
    }

    public long get() {
        return (long) COUNT.getOpaque(this);
    }
}
