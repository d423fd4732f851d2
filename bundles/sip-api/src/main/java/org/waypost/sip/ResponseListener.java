package org.waypost.sip;

/** A whiteboard service of who sends requests outside of transactions, such as keepalives: it is shown each response first. */
@FunctionalInterface
public interface ResponseListener {

    /**
     * Must be quick and must not wait: it runs on the thread that read the response, which is valid until it returns.
     *
     * @return whether it was the answer to a request of this service, which nobody else is to see then
     */
    boolean absorbs(Flow flow, SipResponse response);
}
