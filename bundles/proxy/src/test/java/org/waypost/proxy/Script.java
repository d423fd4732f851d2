package org.waypost.proxy;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.waypost.sip.ScriptCallback.Outcome;
import org.waypost.sip.ScriptModule;
import org.waypost.sip.ScriptModule.Signature;
import org.waypost.sip.SipContext;

/** A script in Java: functions by name for the routes of transactions, and the functions of modules as a script calls them. */
final class Script {

    private final Map<String, Consumer<SipContext>> functions = new ConcurrentHashMap<>();
    private final Map<String, Signature> offered = new HashMap<>();

    /** The script of that server, with {@code KSR.tm} and {@code KSR.tmx}. */
    Script(TestServer server) {
        Transactions transactions = new Transactions(server.relay);
        OtherTransactions others = new OtherTransactions(server.relay, transactions);
        offer(new TmModule(transactions, others));
        offer(new TmxModule(transactions, others));
        server.scripts.functions = (function, context, arguments) -> {
            Consumer<SipContext> known = functions.get(function);
            if (known == null) {
                return Outcome.MISSING;
            }
            known.accept(context);
            return Outcome.DONE;
        };
    }

    private void offer(ScriptModule module) {
        offered.putAll(module.functions());
    }

    void define(String name, Consumer<SipContext> function) {
        functions.put(name, function);
    }

    Signature function(String name) {
        return offered.get(name);
    }

    int call(String function, SipContext context, Object... arguments) {
        return (Integer) function(function).function().call(context, arguments);
    }
}
