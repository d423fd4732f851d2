package org.waypost.pv.transform;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.waypost.pv.spec.Compiler;
import org.waypost.pv.spec.Description;
import org.waypost.sip.Value;

/** Every transformation there is, by class and name. */
public final class Transformations {

    private static final Map<String, Definition> ALL = all();

    private Transformations() {}

    /**
     * Makes the transformation ready that {@code text}, what stands between the braces, names.
     *
     * @throws IllegalArgumentException if there is none of that name or its arguments are malformed
     */
    public static Transformation compile(String text, Compiler compiler) {
        int comma = text.indexOf(',');
        String name = comma < 0 ? text : text.substring(0, comma);
        Definition definition = ALL.get(name.toLowerCase(Locale.ROOT));
        if (definition == null) {
            throw new IllegalArgumentException("there is no transformation {" + name + "}");
        }
        return definition.maker().make(new Arguments(text, comma < 0 ? text.length() : comma, compiler));
    }

    /** Every transformation, class by class. */
    public static List<Description> descriptions() {
        return ALL.values().stream()
                .map(definition -> new Description(
                        "{" + definition.name() + (definition.arguments().isEmpty() ? "" : "," + definition.arguments())
                                + "}",
                        false,
                        definition.description()))
                .toList();
    }

    /** A transformation that leaves null as it is. */
    static Transformation unlessNull(UnaryOperator<Value> change) {
        return (value, context) -> value.isNull() ? value : change.apply(value);
    }

    private static Map<String, Definition> all() {
        Catalog catalog = new Catalog();
        StringTransformations.define(catalog);
        CodeTransformations.define(catalog);
        EscapeTransformations.define(catalog);
        UriTransformations.define(catalog);
        ParameterTransformations.define(catalog);
        AddressTransformations.define(catalog);
        LineTransformations.define(catalog);
        RegexTransformations.define(catalog);
        return Collections.unmodifiableMap(catalog.definitions());
    }
}
