package org.waypost.registrar.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.waypost.sip.ScriptCallback.Outcome;
import org.waypost.sip.SipContext;

class EventCallbackTest {

    private final List<String> calls = new ArrayList<>();
    private final EventCallback callback = new EventCallback();
    private final SipContext context = Exchange.of("OPTIONS sip:h SIP/2.0\r\n\r\n").context;

    @Test
    void callsTheFunctionOfTheScript() {
        callback.script = (function, context, arguments) -> {
            calls.add(function + " " + arguments[0]);
            return Outcome.DONE;
        };
        callback.configure(named("ksr_registrar_event"));
        callback.run("usrloc:contact-expired", context);
        assertThat(calls).containsExactly("ksr_registrar_event usrloc:contact-expired");
    }

    @Test
    void callsNothingUnlessItIsNamed() {
        callback.script = (function, context, arguments) -> {
            throw new AssertionError(function);
        };
        callback.configure(named(""));
        callback.run("usrloc:contact-expired", context);
        callback.configure(named("no name"));
        callback.run("usrloc:contact-expired", context);
    }

    @Test
    void livesWithoutAScriptOrItsFunction() {
        callback.configure(named("f"));
        callback.run("usrloc:contact-expired", context);
        callback.script = (function, context, arguments) -> {
            calls.add(function);
            return Outcome.MISSING;
        };
        callback.run("usrloc:contact-expired", context);
        callback.run("usrloc:contact-expired", context);
        assertThat(calls).containsExactly("f", "f");
    }

    private static RegistrarParameters named(String function) {
        return (RegistrarParameters) Proxy.newProxyInstance(
                EventCallbackTest.class.getClassLoader(),
                new Class<?>[] {RegistrarParameters.class},
                (self, method, arguments) ->
                        method.getName().equals("event__callback") ? function : method.getDefaultValue());
    }
}
