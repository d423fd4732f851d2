package org.waypost.jain.sip;

import gov.nist.core.ServerLogger;
import gov.nist.javax.sip.message.SIPMessage;
import java.util.Properties;
import javax.sip.SipStack;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the JAIN-SIP stack's record of messages off the disk and shows it at TRACE (the property {@code gov.nist.javax.sip.SERVER_LOGGER}). */
public final class MessageLog implements ServerLogger {

    private static final Logger LOG = LoggerFactory.getLogger("org.waypost.jain.sip.messages");

    @Override
    public void closeLogFile() {}

    @Override
    public void logMessage(SIPMessage message, String from, String to, boolean sender, long time) {
        log(message, from, to);
    }

    @Override
    public void logMessage(SIPMessage message, String from, String to, String status, boolean sender, long time) {
        log(message, from, to);
    }

    @Override
    public void logMessage(SIPMessage message, String from, String to, String status, boolean sender) {
        log(message, from, to);
    }

    @Override
    public void logException(Exception exception) {
        LOG.debug("the stack met an exception", exception);
    }

    @Override
    public void setStackProperties(Properties properties) {}

    @Override
    public void setSipStack(SipStack stack) {}

    private static void log(SIPMessage message, String from, String to) {
        if (LOG.isTraceEnabled()) {
            LOG.trace("{} -> {}: {}", from, to, message.getFirstLine());
        }
    }
}
