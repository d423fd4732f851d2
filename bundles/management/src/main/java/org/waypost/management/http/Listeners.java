package org.waypost.management.http;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The open HTTP listeners. One that cannot be opened is tried again by itself, every few seconds. State: the open
 * ones by address, and the addresses that an operator was told of.
 */
final class Listeners {

    private static final Logger LOG = LoggerFactory.getLogger(HttpServers.class);
    private static final int RETRY_MILLIS = 3000;
    private static final int GRACE_SECONDS = 2;
    private static final int BACKLOG = 64;
    private static final int MOST_CONNECTIONS = 256;

    static {
        // The JDK's server reads these when its first class is loaded; nothing else here uses it. Seconds, but for the
        // first two.
        limit("jdk.httpserver.maxConnections", MOST_CONNECTIONS);
        limit("sun.net.httpserver.maxIdleConnections", MOST_CONNECTIONS / 2);
        limit("sun.net.httpserver.idleInterval", 30);
        limit("sun.net.httpserver.maxReqTime", 10);
        limit("sun.net.httpserver.maxRspTime", 600);
        // Without it the last part of an answer waits for an acknowledgement of the first, 40 ms.
        System.getProperties().putIfAbsent("sun.net.httpserver.nodelay", "true");
    }

    private final HttpHandler front;
    private final Consumer<List<String>> announcement;
    private final Map<ListenAddress, HttpServer> open = new HashMap<>();
    private final Set<ListenAddress> complained = new HashSet<>();
    private final int retryMillis;
    private final ScheduledExecutorService keeper;
    private final ThreadPoolExecutor threads;
    private List<ListenAddress> wanted = List.of();

    /** @param announcement told which addresses are open, whenever that changes */
    Listeners(HttpHandler front, Consumer<List<String>> announcement) {
        this(front, announcement, RETRY_MILLIS);
    }

    /** @param retryMillis after which a listener that cannot be opened is tried again */
    Listeners(HttpHandler front, Consumer<List<String>> announcement, int retryMillis) {
        this.front = front;
        this.announcement = announcement;
        this.retryMillis = retryMillis;
        ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(1, daemon("http-listeners"));
        scheduler.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        keeper = scheduler;
        threads = new ThreadPoolExecutor(
                1, 1, 30, TimeUnit.SECONDS, new ArrayBlockingQueue<>(4 * MOST_CONNECTIONS), daemon("http"));
        threads.allowCoreThreadTimeOut(true);
    }

    private static void limit(String property, int value) {
        System.getProperties().putIfAbsent(property, Integer.toString(value));
    }

    private static ThreadFactory daemon(String name) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Opens what is wanted and not open, closes what is open and not wanted. */
    synchronized void apply(HttpSettings settings) {
        resize(settings.threads());
        wanted = settings.listen();
        complained.retainAll(wanted);
        if (wanted.containsAll(open.keySet())) {
            openMissing();
        } else {
            // Not in this thread: the change may have come by a request, which is to be answered before its listener
            // goes.
            keeper.execute(this::closeUnwanted);
        }
    }

    synchronized void close() {
        keeper.shutdownNow();
        open.values().forEach(server -> server.stop(0));
        open.clear();
        announce();
        threads.shutdownNow();
    }

    private void resize(int size) {
        if (size > threads.getMaximumPoolSize()) {
            threads.setMaximumPoolSize(size);
            threads.setCorePoolSize(size);
        } else {
            threads.setCorePoolSize(size);
            threads.setMaximumPoolSize(size);
        }
    }

    private void closeUnwanted() {
        Map<ListenAddress, HttpServer> unwanted;
        synchronized (this) {
            unwanted = new HashMap<>(open);
            wanted.forEach(unwanted::remove);
            open.keySet().removeAll(unwanted.keySet());
            announce();
        }
        unwanted.forEach((address, server) -> {
            server.stop(GRACE_SECONDS);
            LOG.info("HTTP no longer listening on {}", address);
        });
        retry();
    }

    private synchronized void retry() {
        if (!keeper.isShutdown()) {
            openMissing();
        }
    }

    private void openMissing() {
        boolean missing = false;
        for (ListenAddress address : wanted) {
            missing |= !open.containsKey(address) && !open(address);
        }
        announce();
        if (missing) {
            keeper.schedule(this::retry, retryMillis, TimeUnit.MILLISECONDS);
        }
    }

    private void announce() {
        announcement.accept(wanted.stream()
                .filter(open::containsKey)
                .map(address -> bound(address, open.get(address)).toString())
                .toList());
    }

    private static ListenAddress bound(ListenAddress address, HttpServer server) {
        return new ListenAddress(address.host(), server.getAddress().getPort());
    }

    private boolean open(ListenAddress address) {
        try {
            HttpServer server = HttpServer.create(
                    address.resolve().orElseThrow(() -> new IOException("the host is not known")), BACKLOG);
            server.createContext("/", front);
            server.setExecutor(threads);
            server.start();
            open.put(address, server);
            complained.remove(address);
            LOG.info(
                    "HTTP listening on {}",
                    new ListenAddress(address.host(), server.getAddress().getPort()));
            return true;
        } catch (IOException e) {
            if (complained.add(address)) {
                LOG.warn("HTTP cannot listen on {}, and goes on trying: {}", address, e.getMessage());
            }
            return false;
        }
    }
}
