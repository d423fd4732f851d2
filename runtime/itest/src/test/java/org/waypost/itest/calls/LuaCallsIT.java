package org.waypost.itest.calls;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.waypost.itest.kit.ExampleScript;
import org.waypost.itest.phone.PhoneServer;

/** Calls through the route in Lua of the documentation. */
class LuaCallsIT extends PhoneCalls {

    LuaCallsIT(PhoneServer server) {
        super(server);
    }

    @BeforeAll
    void useTheScript() {
        ExampleScript.use(server.waypost(), ExampleScript.BASIC);
    }

    @AfterAll
    void leaveTheScript() {
        ExampleScript.leave(server.waypost());
    }
}
