package org.waypost.parameters.internal;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells which PIDs may have changed, on a thread of its own, from the moment on at which the framework has started: what is read before
 * is no change. State: the PIDs that wait to be told.
 */
final class Watcher implements FrameworkListener {

    private static final Logger LOG = LoggerFactory.getLogger(Watcher.class);

    private final BundleContext context;
    private final Runnable started;
    private final Consumer<Collection<String>> changed;
    private final Set<String> waiting = new HashSet<>();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "waypost-parameters-history");
        thread.setDaemon(true);
        return thread;
    });
    private boolean isStarted;

    /**
     * @param started called first, once
     * @param changed called with some PIDs
     */
    Watcher(BundleContext context, Runnable started, Consumer<Collection<String>> changed) {
        this.context = context;
        this.started = started;
        this.changed = changed;
    }

    synchronized void open() {
        context.addFrameworkListener(this);
        if (context.getBundle(Constants.SYSTEM_BUNDLE_ID).getState() == Bundle.ACTIVE) {
            isStarted = true;
            started.run();
        }
    }

    void close() {
        context.removeFrameworkListener(this);
        thread.shutdownNow();
    }

    @Override
    public void frameworkEvent(FrameworkEvent event) {
        if (event.getType() == FrameworkEvent.STARTED) {
            start();
        }
    }

    /** Those PIDs may have changed. */
    synchronized void look(Collection<String> pids) {
        waiting.addAll(pids);
        if (isStarted) {
            execute(this::tell);
        }
    }

    private synchronized void start() {
        if (!isStarted) {
            isStarted = true;
            waiting.clear();
            execute(started);
        }
    }

    private void tell() {
        Set<String> pids;
        synchronized (this) {
            pids = Set.copyOf(waiting);
            waiting.clear();
        }
        if (!pids.isEmpty()) {
            changed.accept(pids);
        }
    }

    private void execute(Runnable task) {
        try {
            thread.execute(() -> {
                try {
                    task.run();
                } catch (RuntimeException e) {
                    LOG.warn("a change of parameters is not recorded: {}", e.toString());
                }
            });
        } catch (RejectedExecutionException e) {
            // it is closed, and what happens now is seen at the next start
        }
    }
}
