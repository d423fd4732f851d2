package org.waypost.operations.internal;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.waypost.operations.LocationWatch;
import org.waypost.usrloc.ContactEvent;
import org.waypost.usrloc.ContactListener;

/** Listens to the changes of the location tables as long as somebody looks on, and keeps what he has not seen yet. */
final class ContactWatch implements LocationWatch, ContactListener {

    private static final int MOST_WAITING = 10_000;

    private final Predicate<ContactEvent> wanted;
    private final BlockingQueue<ContactEvent> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final AtomicLong leftOut = new AtomicLong();
    private final ServiceRegistration<ContactListener> listening;

    ContactWatch(BundleContext context, Predicate<ContactEvent> wanted) {
        this.wanted = wanted;
        this.listening = context.registerService(ContactListener.class, this, null);
    }

    @Override
    public void changed(ContactEvent event) {
        if (wanted.test(event) && !waiting.offer(event)) {
            leftOut.incrementAndGet();
        }
    }

    @Override
    public Optional<ContactEvent> next(Duration atMost) throws InterruptedException {
        return Optional.ofNullable(waiting.poll(atMost.toNanos(), TimeUnit.NANOSECONDS));
    }

    @Override
    public long leftOut() {
        return leftOut.getAndSet(0);
    }

    @Override
    public boolean isOver() {
        try {
            return listening.getReference().getBundle() == null;
        } catch (IllegalStateException e) {
            return true;
        }
    }

    @Override
    public void close() {
        try {
            listening.unregister();
        } catch (IllegalStateException e) {
            // this bundle was stopped meanwhile, and with it what it registered
        }
    }
}
