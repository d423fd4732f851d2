package org.waypost.proxy;

import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What a script knows a transaction by: {@code $T(id_index)} and {@code $T(id_label)}.
 *
 * @param index 0..65535
 * @param label 0..2147483647
 */
record TransactionId(int index, int label) {

    private static final int INDEXES = 65_536;
    private static final AtomicLong NEXT =
            new AtomicLong(new SecureRandom().nextInt(Integer.MAX_VALUE) * (long) INDEXES);

    /** Another one than all before. */
    static TransactionId next() {
        long number = NEXT.getAndIncrement();
        return new TransactionId((int) (number % INDEXES), (int) (number / INDEXES) & Integer.MAX_VALUE);
    }
}
