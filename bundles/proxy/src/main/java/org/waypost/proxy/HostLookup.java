package org.waypost.proxy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Finds the addresses of hosts without keeping the thread of a message waiting: addresses at once, names on threads of its own. */
final class HostLookup implements AutoCloseable {

    private static final int THREADS = 4;
    private static final int QUEUE = 1000;

    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            THREADS, THREADS, 30, TimeUnit.SECONDS, new ArrayBlockingQueue<>(QUEUE), HostLookup::thread);

    HostLookup() {
        threads.allowCoreThreadTimeOut(true);
    }

    /** Hands {@code result} the address of the hop's host, or an empty Optional if it has none or too many others wait. */
    void find(NextHop hop, Consumer<Optional<InetAddress>> result) {
        Optional<InetAddress> literal = hop.literal();
        if (literal.isPresent()) {
            result.accept(literal);
            return;
        }
        try {
            threads.execute(() -> result.accept(byName(hop.host())));
        } catch (RejectedExecutionException e) {
            result.accept(Optional.empty());
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private static Optional<InetAddress> byName(String host) {
        try {
            return Optional.of(InetAddress.getByName(host));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    private static Thread thread(Runnable run) {
        Thread thread = new Thread(run, "sip-host-lookup");
        thread.setDaemon(true);
        return thread;
    }
}
