package org.waypost.sip.transport.stack;

import gov.nist.javax.sip.SipStackImpl;
import gov.nist.javax.sip.stack.SIPStackTimerTask;
import gov.nist.javax.sip.stack.timers.SipTimer;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the timers of all transactions on one thread that survives whatever they do. */
final class StackTimer implements SipTimer {

    private static final Logger LOG = LoggerFactory.getLogger(StackTimer.class);

    private final TimerWheel wheel = new TimerWheel();

    StackTimer() {
        wheel.start("sip-timer");
    }

    @Override
    public boolean schedule(SIPStackTimerTask task, long delay) {
        return set(task, delay, 0);
    }

    @Override
    public boolean scheduleWithFixedDelay(SIPStackTimerTask task, long delay, long period) {
        return set(task, delay, period);
    }

    private boolean set(SIPStackTimerTask task, long delay, long period) {
        if (wheel.isStopped()) {
            LOG.debug("a timer was set while the stack stops");
            return false;
        }
        Turn turn = new Turn(task, period);
        task.setSipTimerTask(turn);
        turn.begin(delay);
        return true;
    }

    @Override
    public boolean cancel(SIPStackTimerTask task) {
        if (task.getSipTimerTask() instanceof Turn turn) {
            task.cleanUpBeforeCancel();
            task.setSipTimerTask(null);
            return turn.end();
        }
        return false;
    }

    @Override
    public void start(SipStackImpl stack, Properties properties) {}

    @Override
    public void stop() {
        wheel.stop();
    }

    @Override
    public boolean isStarted() {
        return !wheel.isStopped();
    }

    /** A task from when it is set until it is cancelled, or until it has run if it runs once. */
    private final class Turn implements Runnable {

        private final SIPStackTimerTask task;
        private final long period;
        private TimerWheel.Entry entry;
        private boolean ended;

        /** @param period milliseconds from one run to the next; 0 for one run */
        Turn(SIPStackTimerTask task, long period) {
            this.task = task;
            this.period = period;
        }

        synchronized void begin(long delay) {
            entry = wheel.set(this, delay);
        }

        /** Whether it was about to run. */
        synchronized boolean end() {
            boolean due = !ended;
            ended = true;
            wheel.cancel(entry);
            return due;
        }

        @Override
        public void run() {
            if (isEnded()) {
                return;
            }
            try {
                task.runTask();
            } catch (Throwable e) {
                LOG.warn("a transaction's timer failed", e);
            }
            again();
        }

        private synchronized boolean isEnded() {
            boolean was = ended;
            ended |= period == 0;
            return was;
        }

        private synchronized void again() {
            if (!ended) {
                wheel.set(entry, period);
            }
        }
    }
}
