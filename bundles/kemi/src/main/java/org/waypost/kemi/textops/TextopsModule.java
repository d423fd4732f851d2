package org.waypost.kemi.textops;

import java.util.Map;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.waypost.kemi.Functions;
import org.waypost.sip.PseudoVariables;
import org.waypost.sip.ScriptModule;

/** {@code KSR.textops}: searches and changes the text of the message, its headers and its body. */
@Component
public final class TextopsModule implements ScriptModule {

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile PseudoVariables variables;

    private final Map<String, Signature> functions;

    public TextopsModule() {
        Functions table = new Functions("textops");
        TextComparisons.add(table);
        HeaderFunctions.add(table);
        SearchFunctions.add(table);
        ReplaceFunctions.add(table);
        new SubstFunctions(() -> variables).add(table);
        BodyFunctions.add(table);
        functions = table.table();
    }

    @Override
    public String name() {
        return "textops";
    }

    @Override
    public Map<String, Signature> functions() {
        return functions;
    }
}
