package org.waypost.bench.jmh;

import org.waypost.bench.load.Mode;
import org.waypost.registrar.Registrar;
import org.waypost.sip.Octets;
import org.waypost.sip.RequestRoute;
import org.waypost.sip.transport.DispatchSettings;
import org.waypost.sip.transport.Dispatcher;
import org.waypost.sip.transport.Receiver;
import org.waypost.sip.transport.wire.ReplyWriter;
import org.waypost.sip.transport.wire.ScanLimits;
import org.waypost.sip.transport.wire.ToTag;

/** The whole way of a request but for the socket: scanner, dispatcher, a route over the registrar and its table, the reply. */
final class Pipeline {

    private static final String TABLE = "location";

    private final NowhereFlow flow = new NowhereFlow();
    private final Registrar registrar;
    private final Receiver receiver;
    private int found;

    Pipeline() {
        Wiring wiring = new Wiring();
        wiring.component("org.waypost.usrloc.memory.MemoryLocationStore");
        wiring.component("org.waypost.usrloc.core.LocationService");
        registrar = (Registrar) wiring.component("org.waypost.registrar.core.RegistrarService");
        Dispatcher dispatcher = new Dispatcher(new DispatchSettings(
                new ScanLimits(256, 8192), 64, 1, 16, new ReplyWriter(Octets.of("Server: Waypost\r\n"), new ToTag())));
        RequestRoute route = context -> {
            switch (context.request().method()) {
                case REGISTER -> registrar.save(context, TABLE, 0, "");
                default -> found = registrar.lookup(context, TABLE, "");
            }
        };
        dispatcher.bind(route);
        receiver = new Receiver(dispatcher);
    }

    /** Registers that many AoRs. */
    Pipeline register(int aors) {
        Requests requests = new Requests(Mode.FIRST, 0, aors);
        for (int i = 0; i < aors; i++) {
            register(requests);
        }
        return this;
    }

    /** Sends the next REGISTER through; anything but 200 is a failure. */
    void register(Requests requests) {
        receiver.receive(requests.octets(), 0, requests.next(), flow);
        int status = flow.takeStatus();
        if (status != 200) {
            throw new IllegalStateException("answered " + status);
        }
    }

    /** Sends the next request other than REGISTER through; gives what lookup returned. */
    int lookup(Requests requests) {
        found = 0;
        receiver.receive(requests.octets(), 0, requests.next(), flow);
        return found;
    }
}
