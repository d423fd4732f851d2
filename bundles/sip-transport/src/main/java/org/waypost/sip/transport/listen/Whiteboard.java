package org.waypost.sip.transport.listen;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.waypost.sip.FlowListener;
import org.waypost.sip.MessageTap;
import org.waypost.sip.RequestRoute;
import org.waypost.sip.ResponseListener;
import org.waypost.sip.transport.Dispatcher;
import org.waypost.sip.transport.FlowEvents;
import org.waypost.sip.transport.TransactionLayer;

/**
 * Connects the sockets with the services that come and go. It stands apart from {@link SocketTransport} because those services
 * themselves may need {@link org.waypost.sip.SipTransport}.
 */
@Component(service = Whiteboard.class, immediate = true)
public final class Whiteboard {

    private final Dispatcher dispatcher;
    private final FlowEvents events;

    @Activate
    public Whiteboard(@Reference SocketTransport transport) {
        dispatcher = transport.dispatcher();
        events = transport.events();
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindRoute(RequestRoute route) {
        dispatcher.bind(route);
    }

    void unbindRoute(RequestRoute route) {
        dispatcher.unbind(route);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindTransactions(TransactionLayer layer) {
        dispatcher.bind(layer);
    }

    void unbindTransactions(TransactionLayer layer) {
        dispatcher.unbind(layer);
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindListener(FlowListener listener) {
        events.bind(listener);
    }

    void unbindListener(FlowListener listener) {
        events.unbind(listener);
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindResponseListener(ResponseListener listener) {
        dispatcher.bind(listener);
    }

    void unbindResponseListener(ResponseListener listener) {
        dispatcher.unbind(listener);
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindTap(MessageTap tap) {
        dispatcher.bind(tap);
    }

    void unbindTap(MessageTap tap) {
        dispatcher.unbind(tap);
    }
}
