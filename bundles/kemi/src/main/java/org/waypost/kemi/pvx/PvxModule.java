package org.waypost.kemi.pvx;

import java.util.Map;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.waypost.kemi.Arguments;
import org.waypost.kemi.Codes;
import org.waypost.kemi.Functions;
import org.waypost.kemi.Variables;
import org.waypost.sip.PseudoVariables;
import org.waypost.sip.ScriptModule;
import org.waypost.sip.SipContext;
import org.waypost.sip.Value;

/** {@code KSR.pvx}: variables of the script, AVPs and XAVPs by name, without spelling a pseudo-variable. */
@Component
public final class PvxModule implements ScriptModule {

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile PseudoVariables variables;

    private final Functions table = new Functions("pvx");
    private final Map<String, Signature> functions;

    public PvxModule() {
        avps();
        named("var", "a variable of the script, 0 until it is set");
        named("shv", "a variable that all requests share, 0 until it is set");
        for (XavpKind kind : XavpKind.values()) {
            new XavpFunctions(kind, this::assign).add(table);
        }
        table.add(
                        "evalx",
                        "ss",
                        "Sets a variable to a text with its pseudo-variables filled in.",
                        (c, a) -> Codes.of(Variables.expand(variables, c, Arguments.text(a, 1))
                                .filter(text -> assign(c, Arguments.text(a, 0), Value.of(text)))
                                .isPresent()))
                .inert("pv_var_to_xavp", "ss", "Copies variables of the script into an XAVP.", Codes.FALSE)
                .inert("pv_xavp_to_var", "s", "Copies an XAVP into variables of the script.", Codes.FALSE)
                .inert("sbranch_append", "", "Adds the static branch to the branches.", Codes.FALSE)
                .inert("sbranch_reset", "", "Clears the static branch.", Codes.TRUE)
                .inert("sbranch_set_ruri", "", "Makes the static branch the target.", Codes.FALSE);
        functions = table.table();
    }

    @Override
    public String name() {
        return "pvx";
    }

    @Override
    public Map<String, Signature> functions() {
        return functions;
    }

    private boolean assign(SipContext context, String spec, Value value) {
        return Variables.set(variables, context, spec, value);
    }

    private void avps() {
        table.add("avp_get", "s", "The newest value of an AVP, nil if there is none.", (c, a) -> avp(c, a, null))
                .add(
                        "avp_gete",
                        "s",
                        "The newest value of an AVP, an empty text if there is none.",
                        (c, a) -> avp(c, a, Variables.EMPTY))
                .add(
                        "avp_getw",
                        "s",
                        "The newest value of an AVP, <null> if there is none.",
                        (c, a) -> avp(c, a, Variables.NULL))
                .add(
                        "avp_is_null",
                        "s",
                        "Whether an AVP has no value.",
                        (c, a) -> Codes.of(c.avps().get(Arguments.text(a, 0), 0).isNull()))
                .add("avp_sets", "ss", "Adds a text to an AVP.", (c, a) -> add(c, a, Value.of(Arguments.text(a, 1))))
                .add(
                        "avp_seti",
                        "si",
                        "Adds a number to an AVP.",
                        (c, a) -> add(c, a, Value.of(Arguments.number(a, 1))))
                .add("avp_rm", "s", "Removes all values of an AVP.", (c, a) -> {
                    c.avps().removeAll(Arguments.text(a, 0));
                    return Codes.TRUE;
                });
    }

    private static Object avp(SipContext context, Object[] arguments, Object nothing) {
        return Variables.result(context.avps().get(Arguments.text(arguments, 0), 0), nothing);
    }

    private static int add(SipContext context, Object[] arguments, Value value) {
        context.avps().add(Arguments.text(arguments, 0), value);
        return Codes.TRUE;
    }

    private void named(String kind, String what) {
        table.add(
                        kind + "_get",
                        "s",
                        "Value of " + what + ".",
                        (c, a) -> Variables.result(Variables.get(variables, c, spec(kind, a)), null))
                .add(
                        kind + "_sets",
                        "ss",
                        "Sets " + what + ", to a text.",
                        (c, a) -> Codes.of(assign(c, spec(kind, a), Value.of(Arguments.text(a, 1)))))
                .add(
                        kind + "_seti",
                        "si",
                        "Sets " + what + ", to a number.",
                        (c, a) -> Codes.of(assign(c, spec(kind, a), Value.of(Arguments.number(a, 1)))));
    }

    private static String spec(String kind, Object[] arguments) {
        return "$" + kind + "(" + Arguments.text(arguments, 0) + ")";
    }
}
