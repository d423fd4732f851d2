package org.waypost.sip.transport.stack;

import java.util.concurrent.atomic.AtomicReference;
import javax.sip.DialogTerminatedEvent;
import javax.sip.IOExceptionEvent;
import javax.sip.RequestEvent;
import javax.sip.ResponseEvent;
import javax.sip.SipListener;
import javax.sip.TimeoutEvent;
import javax.sip.TransactionTerminatedEvent;

/** The one listener the stack allows: hands its events to the service that listens now, if there is one. */
final class ListenerGate implements SipListener {

    private static final SipListener NOBODY = new Nobody();

    private final AtomicReference<SipListener> current = new AtomicReference<>(NOBODY);

    void open(SipListener listener) {
        current.set(listener);
    }

    /** Whether it was this one that listened until now. */
    boolean close(SipListener listener) {
        return current.compareAndSet(listener, NOBODY);
    }

    @Override
    public void processRequest(RequestEvent event) {
        current.get().processRequest(event);
    }

    @Override
    public void processResponse(ResponseEvent event) {
        current.get().processResponse(event);
    }

    @Override
    public void processTimeout(TimeoutEvent event) {
        current.get().processTimeout(event);
    }

    @Override
    public void processIOException(IOExceptionEvent event) {
        current.get().processIOException(event);
    }

    @Override
    public void processTransactionTerminated(TransactionTerminatedEvent event) {
        current.get().processTransactionTerminated(event);
    }

    @Override
    public void processDialogTerminated(DialogTerminatedEvent event) {
        current.get().processDialogTerminated(event);
    }

    private static final class Nobody implements SipListener {

        @Override
        public void processRequest(RequestEvent event) {}

        @Override
        public void processResponse(ResponseEvent event) {}

        @Override
        public void processTimeout(TimeoutEvent event) {}

        @Override
        public void processIOException(IOExceptionEvent event) {}

        @Override
        public void processTransactionTerminated(TransactionTerminatedEvent event) {}

        @Override
        public void processDialogTerminated(DialogTerminatedEvent event) {}
    }
}
