package org.waypost.pv.standard;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.waypost.pv.spec.Compiler;
import org.waypost.pv.spec.Description;
import org.waypost.sip.PseudoVariable;
import org.waypost.sip.PseudoVariableProvider;

/** The variables that need no other bundle. */
public final class StandardVariables implements PseudoVariableProvider {

    /** The variables that have several values. */
    private static final Set<String> INDEXED = Set.of("hdr", "hfl", "avp", "branch");

    private final Map<String, Definition> definitions;

    /**
     * @param compiler for the variables within others
     * @param sockets tells what can be a socket to send from
     */
    public StandardVariables(Compiler compiler, Sockets sockets) {
        Catalog catalog = new Catalog();
        MessageVariables.define(catalog);
        RequestUriVariables.define(catalog);
        DestinationVariables.define(catalog);
        AddressVariables.define(catalog);
        NetworkVariables.define(catalog);
        TlsVariables.define(catalog);
        HeaderVariables.define(catalog, compiler);
        AvpVariables.define(catalog, compiler);
        XavpVariables.define(catalog, compiler);
        ScriptVariables.define(catalog);
        SharedVariables.define(catalog);
        BranchVariables.define(catalog, sockets);
        FlagVariables.define(catalog);
        ViaVariables.define(catalog);
        CredentialVariables.define(catalog);
        TimeVariables.define(catalog);
        ServerVariables.define(catalog, compiler);
        definitions = Collections.unmodifiableMap(catalog.definitions());
    }

    @Override
    public Set<String> names() {
        return definitions.keySet();
    }

    @Override
    public PseudoVariable compile(String name, String inner, Index index) {
        if (index.given() && !INDEXED.contains(name)) {
            throw new IllegalArgumentException("$" + name + " takes no index in brackets");
        }
        return definitions.get(name).maker().make(inner, index);
    }

    /** Every variable, group by group. */
    public List<Description> descriptions() {
        return definitions.values().stream()
                .map(definition -> new Description(
                        "$" + definition.name()
                                + (definition.argument().isEmpty() ? "" : "(" + definition.argument() + ")"),
                        definition.assignable(),
                        definition.description()))
                .toList();
    }
}
