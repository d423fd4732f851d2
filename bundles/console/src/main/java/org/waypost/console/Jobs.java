package org.waypost.console;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.parameters.ParameterException;

/**
 * What takes longer than a request should: changes that copy all bindings first. The request that starts one is answered at once,
 * and others ask how far it is. Four at a time; the last thirty are remembered, and those that go on.
 */
@Component(service = {Jobs.class, Section.class})
public final class Jobs implements Section {

    private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);
    private static final int THREADS = 4;
    private static final int REMEMBERED = 30;

    private final ThreadPoolExecutor threads =
            new ThreadPoolExecutor(0, THREADS, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), Jobs::thread);
    private final Map<Long, Job> jobs = new LinkedHashMap<>();
    private final long patienceMillis;
    private long last;

    @Activate
    public Jobs() {
        this(800);
    }

    /** @param patienceMillis how long the request that starts one waits for its end */
    Jobs(long patienceMillis) {
        this.patienceMillis = patienceMillis;
    }

    /** What is to be done. */
    @FunctionalInterface
    interface Work {

        /**
         * Does it.
         *
         * @param progress told how far it is, in single lines
         * @return what came of it, as JSON
         */
        Map<String, Object> run(Consumer<String> progress);
    }

    private static final class Job {

        private static final int LINES = 20;

        private final CompletableFuture<Map<String, Object>> end = new CompletableFuture<>();
        private final Deque<String> lines = new ArrayDeque<>();

        private synchronized void tell(String line) {
            if (lines.size() == LINES) {
                lines.removeFirst();
            }
            lines.addLast(line);
        }

        private synchronized Object[] lines() {
            return lines.toArray();
        }
    }

    @Deactivate
    void stop() {
        threads.shutdownNow();
    }

    /** Starts it, and answers with its end if that comes soon. */
    Map<String, Object> start(Work work) {
        Job job = new Job();
        long number = add(job);
        try {
            threads.execute(() -> run(job, work));
        } catch (RejectedExecutionException e) {
            throw Refused.unavailable("too much is under way; try again when it has ended");
        }
        try {
            job.end.get(patienceMillis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // said below
        }
        return state(number, job);
    }

    @Override
    public Map<String, Endpoint> reads() {
        return Map.of("job", request -> {
            long number = request.number("number", 0, 0, Long.MAX_VALUE);
            return state(number, job(number));
        });
    }

    @Override
    public Map<String, Endpoint> changes() {
        return Map.of();
    }

    private static void run(Job job, Work work) {
        try {
            job.end.complete(work.run(job::tell));
        } catch (ParameterException | Refused e) {
            job.end.completeExceptionally(e);
        } catch (Throwable e) {
            // Also classes that cannot be loaded any more, as their bundle was updated: whoever asks must not wait for
            // ever.
            LOG.warn("console: a change failed", e);
            job.end.completeExceptionally(Refused.bad("this failed; the log says why"));
        }
    }

    private synchronized long add(Job job) {
        jobs.put(++last, job);
        jobs.entrySet()
                .removeIf(each -> each.getKey() <= last - REMEMBERED
                        && each.getValue().end.isDone());
        return last;
    }

    private synchronized Job job(long number) {
        Job job = jobs.get(number);
        if (job == null) {
            throw Refused.missing("this is not remembered any more");
        }
        return job;
    }

    private static Map<String, Object> state(long number, Job job) {
        if (job.end.isCompletedExceptionally()) {
            throw job.end
                    .handle((result, failure) -> (RuntimeException) failure)
                    .join();
        }
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("job", number);
        state.put("done", job.end.isDone());
        state.put("lines", job.lines());
        if (job.end.isDone()) {
            state.putAll(job.end.join());
        }
        return state;
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "waypost-console-change");
        thread.setDaemon(true);
        return thread;
    }
}
