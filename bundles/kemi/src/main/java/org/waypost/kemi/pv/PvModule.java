package org.waypost.kemi.pv;

import java.util.Map;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.waypost.kemi.Arguments;
import org.waypost.kemi.Functions;
import org.waypost.kemi.Variables;
import org.waypost.sip.PseudoVariables;
import org.waypost.sip.ScriptModule;
import org.waypost.sip.SipContext;
import org.waypost.sip.Value;

/** {@code KSR.pv}: reads and sets any pseudo-variable by its name. */
@Component
public final class PvModule implements ScriptModule {

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile PseudoVariables variables;

    private final Map<String, Signature> functions = new Functions("pv")
            .add("get", "s", "Value of a variable, nil if it has none.", (c, a) -> get(c, a, null))
            .add(
                    "gete",
                    "s",
                    "Value of a variable, an empty text if it has none.",
                    (c, a) -> get(c, a, Variables.EMPTY))
            .add("getw", "s", "Value of a variable, <null> if it has none.", (c, a) -> get(c, a, Variables.NULL))
            .add("getvs", "ss", "Value of a variable, the given text if it has none.", (c, a) -> get(c, a, a[1]))
            .add("getvn", "si", "Value of a variable, the given number if it has none.", (c, a) -> get(c, a, a[1]))
            .add("geti", "s", "Number in a variable, 0 if it holds none.", (c, a) -> number(value(c, a)))
            .add(
                    "is_null",
                    "s",
                    "Whether a variable has no value.",
                    (c, a) -> value(c, a).isNull())
            .add("sets", "ss", "Sets a variable to a text.", (c, a) -> set(c, a, Value.of(Arguments.text(a, 1))))
            .add("seti", "si", "Sets a variable to a number.", (c, a) -> set(c, a, Value.of(Arguments.number(a, 1))))
            .add("unset", "s", "Takes the value of a variable away.", (c, a) -> set(c, a, Value.NULL))
            .table();

    @Override
    public String name() {
        return "pv";
    }

    @Override
    public Map<String, Signature> functions() {
        return functions;
    }

    private Value value(SipContext context, Object[] arguments) {
        return Variables.get(variables, context, Arguments.text(arguments, 0));
    }

    private Object get(SipContext context, Object[] arguments, Object nothing) {
        return Variables.result(value(context, arguments), nothing);
    }

    private boolean set(SipContext context, Object[] arguments, Value value) {
        return Variables.set(variables, context, Arguments.text(arguments, 0), value);
    }

    // A port is a text and a number at once in Kamailio, so a text of digits counts.
    private static long number(Value value) {
        return value.isText() ? Arguments.number(new Object[] {value.text()}, 0) : value.number();
    }
}
