package org.waypost.kemi.x;

import java.util.Map;
import org.osgi.service.component.annotations.Component;
import org.waypost.kemi.Codes;
import org.waypost.kemi.Functions;
import org.waypost.sip.ScriptEnd;
import org.waypost.sip.ScriptModule;

/** {@code KSR.x}: ends the run of a script. */
@Component
public final class XModule implements ScriptModule {

    private final Map<String, Signature> functions = new Functions("x")
            .add("exit", "", "Ends the script; nothing after it is run.", (context, arguments) -> {
                throw new ScriptEnd(false);
            })
            .add(
                    "drop",
                    "",
                    "Ends the script and drops the message: a reply is not passed on.",
                    (context, arguments) -> {
                        throw new ScriptEnd(true);
                    })
            .add("probe", "", "Does nothing.", (context, arguments) -> null)
            .inert("modf", "?xxxxxxxx", "Calls a function of a module that has no name in KSR.", Codes.FALSE)
            .table();

    @Override
    public String name() {
        return "x";
    }

    @Override
    public Map<String, Signature> functions() {
        return functions;
    }
}
