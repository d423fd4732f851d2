package org.waypost.pv.standard;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.waypost.pv.spec.Compiler;
import org.waypost.sip.PseudoVariable;
import org.waypost.sip.PseudoVariableProvider;

/** The variables that need no other bundle. */
public final class StandardVariables implements PseudoVariableProvider {

    private final Map<String, Definition> definitions;

    /** @param compiler for the variables within others */
    public StandardVariables(Compiler compiler) {
        Catalog catalog = new Catalog();
        MessageVariables.define(catalog);
        RequestUriVariables.define(catalog);
        DestinationVariables.define(catalog);
        AddressVariables.define(catalog);
        NetworkVariables.define(catalog);
        HeaderVariables.define(catalog, compiler);
        AvpVariables.define(catalog, compiler);
        XavpVariables.define(catalog, compiler);
        ScriptVariables.define(catalog);
        definitions = Map.copyOf(catalog.definitions());
    }

    @Override
    public Set<String> names() {
        return definitions.keySet();
    }

    @Override
    public PseudoVariable compile(String name, String inner, Index index) {
        return definitions.get(name).maker().make(inner, index);
    }

    Collection<Definition> definitions() {
        return definitions.values();
    }
}
