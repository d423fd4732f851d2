package org.waypost.itest.calls;

import org.waypost.itest.phone.PhoneServer;

/** Calls through the built-in route. */
class CallsIT extends PhoneCalls {

    CallsIT(PhoneServer server) {
        super(server);
    }
}
