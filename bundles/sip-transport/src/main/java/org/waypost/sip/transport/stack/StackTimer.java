package org.waypost.sip.transport.stack;

import gov.nist.javax.sip.SipStackImpl;
import gov.nist.javax.sip.stack.SIPStackTimerTask;
import gov.nist.javax.sip.stack.timers.SipTimer;
import java.util.Properties;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the timers of all transactions on one thread that survives whatever they do. */
final class StackTimer implements SipTimer {

    private static final Logger LOG = LoggerFactory.getLogger(StackTimer.class);

    private final ScheduledThreadPoolExecutor executor;

    StackTimer() {
        executor = new ScheduledThreadPoolExecutor(1, run -> {
            Thread thread = new Thread(run, "sip-timer");
            thread.setDaemon(true);
            return thread;
        });
        executor.setRemoveOnCancelPolicy(true);
    }

    @Override
    public boolean schedule(SIPStackTimerTask task, long delay) {
        return accepted(() ->
                task.setSipTimerTask(executor.schedule(() -> run(task), Math.max(delay, 0), TimeUnit.MILLISECONDS)));
    }

    @Override
    public boolean scheduleWithFixedDelay(SIPStackTimerTask task, long delay, long period) {
        return accepted(() -> task.setSipTimerTask(
                executor.scheduleWithFixedDelay(() -> run(task), delay, period, TimeUnit.MILLISECONDS)));
    }

    @Override
    public boolean cancel(SIPStackTimerTask task) {
        Object scheduled = task.getSipTimerTask();
        if (scheduled instanceof Future<?> future) {
            task.cleanUpBeforeCancel();
            task.setSipTimerTask(null);
            return future.cancel(false);
        }
        return false;
    }

    @Override
    public void start(SipStackImpl stack, Properties properties) {}

    @Override
    public void stop() {
        executor.shutdownNow();
    }

    @Override
    public boolean isStarted() {
        return !executor.isShutdown();
    }

    private static boolean accepted(Runnable schedule) {
        try {
            schedule.run();
            return true;
        } catch (RejectedExecutionException e) {
            LOG.debug("a timer was set while the stack stops");
            return false;
        }
    }

    private static void run(SIPStackTimerTask task) {
        try {
            task.runTask();
        } catch (Throwable e) {
            LOG.warn("a transaction's timer failed", e);
        }
    }
}
