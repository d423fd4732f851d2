package org.waypost.kemi.xlog;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.waypost.kemi.Arguments;
import org.waypost.kemi.Codes;
import org.waypost.kemi.Functions;
import org.waypost.kemi.ScriptLog;
import org.waypost.kemi.ScriptLog.Level;
import org.waypost.kemi.Variables;
import org.waypost.sip.PseudoVariables;
import org.waypost.sip.ScriptModule;
import org.waypost.sip.SipContext;

/** {@code KSR.xlog}: log lines with pseudo-variables in them. */
@Component
public final class XlogModule implements ScriptModule {

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile PseudoVariables variables;

    private final Map<String, Signature> functions;

    public XlogModule() {
        Functions table = new Functions("xlog");
        for (Level level : Level.values()) {
            String name = level.shortName();
            table.add(
                    "x" + name,
                    "s",
                    "Writes a text with pseudo-variables to the log, level " + name + ".",
                    (c, a) -> write(c, level, Arguments.text(a, 0)));
        }
        table.add(
                "xlog",
                "ss",
                "Writes a text with pseudo-variables to the log, level L_DBG to L_ALERT.",
                (c, a) -> write(c, level(Arguments.text(a, 0)), Arguments.text(a, 1)));
        functions = table.table();
    }

    @Override
    public String name() {
        return "xlog";
    }

    @Override
    public Map<String, Signature> functions() {
        return functions;
    }

    private int write(SipContext context, Level level, String text) {
        if (level == Level.DBG && !ScriptLog.debug()) {
            return Codes.TRUE;
        }
        Optional<String> line = Variables.expand(variables, context, text);
        line.ifPresent(filled -> ScriptLog.write(level, filled));
        return Codes.of(line.isPresent());
    }

    private static Level level(String name) {
        String plain = name.toLowerCase(Locale.ROOT);
        return Level.of(plain.startsWith("l_") ? plain.substring(2) : plain);
    }
}
