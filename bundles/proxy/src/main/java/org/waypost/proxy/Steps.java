package org.waypost.proxy;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a {@link Fork} does without its lock, one step after the other: what a step brings about, or another thread meanwhile, is left to
 * who is at it. A route that tries what fails at once is so not run within itself.
 */
final class Steps {

    private final Object lock;
    private final Supplier<Optional<Runnable>> next;
    private boolean running;

    /**
     * @param lock of the fork
     * @param next takes the next step, if there is one, with the lock held
     */
    Steps(Object lock, Supplier<Optional<Runnable>> next) {
        this.lock = lock;
        this.next = next;
    }

    /** Does all steps there are, unless another thread or a call further out is at it. */
    void run() {
        synchronized (lock) {
            if (running) {
                return;
            }
            running = true;
        }
        boolean whole = false;
        try {
            for (Optional<Runnable> step = take(); step.isPresent(); step = take()) {
                step.get().run();
            }
            whole = true;
        } finally {
            if (!whole) {
                stop();
            }
        }
    }

    private Optional<Runnable> take() {
        synchronized (lock) {
            Optional<Runnable> step = next.get();
            running = step.isPresent();
            return step;
        }
    }

    // A step has failed: the others are for who comes next.
    private void stop() {
        synchronized (lock) {
            running = false;
        }
    }
}
