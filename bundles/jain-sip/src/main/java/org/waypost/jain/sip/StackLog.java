package org.waypost.jain.sip;

import gov.nist.core.LogLevels;
import gov.nist.core.StackLogger;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands what the JAIN-SIP stack logs to slf4j, under one name (the property {@code gov.nist.javax.sip.STACK_LOGGER}).
 *
 * <p>What the stack calls an error or a warning is mostly one peer's bad message or a race that it gets over, so it arrives as DEBUG:
 * nobody on the network can fill the log. Only what it calls fatal is a WARN.
 */
public final class StackLog implements StackLogger {

    private static final Logger LOG = LoggerFactory.getLogger("org.waypost.jain.sip");

    @Override
    public void logStackTrace() {
        logStackTrace(TRACE_DEBUG);
    }

    @Override
    public void logStackTrace(int traceLevel) {
        if (LOG.isTraceEnabled()) {
            LOG.trace("the stack shows where it is", new Throwable());
        }
    }

    @Override
    public int getLineCount() {
        return 0;
    }

    @Override
    public void logException(Throwable exception) {
        LOG.debug("the stack met an exception", exception);
    }

    @Override
    public void logDebug(String message) {
        LOG.trace(message);
    }

    @Override
    public void logDebug(String message, Exception exception) {
        LOG.trace(message, exception);
    }

    @Override
    public void logTrace(String message) {
        LOG.trace(message);
    }

    @Override
    public void logFatalError(String message) {
        LOG.warn(message);
    }

    @Override
    public void logError(String message) {
        LOG.debug(message);
    }

    @Override
    public void logError(String message, Exception exception) {
        LOG.debug(message, exception);
    }

    @Override
    public void logWarning(String message) {
        LOG.debug(message);
    }

    @Override
    public void logInfo(String message) {
        LOG.debug(message);
    }

    @Override
    public boolean isLoggingEnabled() {
        return LOG.isDebugEnabled();
    }

    @Override
    public boolean isLoggingEnabled(int level) {
        return switch (level) {
            case LogLevels.TRACE_NONE -> false;
            case LogLevels.TRACE_FATAL -> LOG.isWarnEnabled();
            case LogLevels.TRACE_ERROR, LogLevels.TRACE_WARN, LogLevels.TRACE_INFO -> LOG.isDebugEnabled();
            default -> LOG.isTraceEnabled();
        };
    }

    /** Levels belong to slf4j. */
    @Override
    public void disableLogging() {}

    /** Levels belong to slf4j. */
    @Override
    public void enableLogging() {}

    @Override
    public void setBuildTimeStamp(String timeStamp) {}

    @Override
    public void setStackProperties(Properties properties) {}

    @Override
    public String getLoggerName() {
        return LOG.getName();
    }
}
