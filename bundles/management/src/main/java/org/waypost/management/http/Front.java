package org.waypost.management.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stands before all handlers: lets requests in or not, finds who answers, and keeps what goes wrong there from going further. */
final class Front implements HttpHandler {

    private static final Logger LOG = LoggerFactory.getLogger(HttpServers.class);
    private static final long SECOND = 1_000_000_000L;

    private final Access access;
    private final Handlers handlers;
    private final HttpStatistics statistics;
    private final AtomicLong nextLine = new AtomicLong(System.nanoTime());

    Front(Access access, Handlers handlers, HttpStatistics statistics) {
        this.access = access;
        this.handlers = handlers;
        this.statistics = statistics;
    }

    @Override
    public void handle(HttpExchange exchange) {
        statistics.request();
        try (exchange) {
            answer(exchange);
        } catch (IOException e) {
            LOG.debug("A request of {} was not answered to its end: {}", exchange.getRemoteAddress(), e.toString());
        } catch (RuntimeException e) {
            report(exchange, e);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        exchange.getResponseHeaders().set("X-Frame-Options", "DENY");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        String path = Optional.ofNullable(exchange.getRequestURI().getPath()).orElse("");
        Optional<Handlers.Entry> found = handlers.find(path);
        Optional<Access.Refusal> refusal =
                access.check(exchange, found.filter(Handlers.Entry::open).isPresent());
        if (refusal.isPresent()) {
            statistics.refused();
            refuse(exchange, refusal.get());
        } else if (found.isPresent()) {
            handle(found.get().handler(), exchange);
        } else if (handlers.find(path + "/")
                .filter(entry -> entry.path().equals(path + "/"))
                .isPresent()) {
            exchange.getResponseHeaders().set("Location", path + "/");
            Replies.send(exchange, 308, Replies.TEXT, "");
        } else {
            Replies.send(exchange, 404, Replies.TEXT, "Nothing is here\n");
        }
    }

    private void handle(HttpHandler handler, HttpExchange exchange) throws IOException {
        try {
            handler.handle(exchange);
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            statistics.failed();
            report(exchange, e);
            if (exchange.getResponseCode() < 0) {
                Replies.send(exchange, 500, Replies.TEXT, "This failed, see the log\n");
            }
        }
    }

    private static void refuse(HttpExchange exchange, Access.Refusal refusal) throws IOException {
        if (refusal.status() == 401) {
            exchange.getResponseHeaders().add("WWW-Authenticate", "Bearer realm=\"waypost\"");
            // A browser's own dialogue is for pages that it opens, not for what their scripts ask for.
            String mode = exchange.getRequestHeaders().getFirst("Sec-Fetch-Mode");
            if (mode == null || mode.equals("navigate")) {
                exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"waypost\", charset=\"UTF-8\"");
            }
        }
        Replies.send(exchange, refusal.status(), Replies.TEXT, refusal.reason() + "\n");
    }

    // At most one line a second, whatever comes.
    private void report(HttpExchange exchange, Throwable failure) {
        long now = System.nanoTime();
        long due = nextLine.get();
        if (now - due >= 0 && nextLine.compareAndSet(due, now + SECOND)) {
            LOG.warn("A request to {} failed: {}", exchange.getRequestURI().getPath(), failure.toString());
            LOG.debug("Where it failed", failure);
        }
    }
}
