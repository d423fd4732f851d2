package org.waypost.pv.transform;

import java.util.Map;
import java.util.function.UnaryOperator;
import org.waypost.pv.spec.Compiler;
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
        String trimmed = text.stripLeading();
        int comma = trimmed.indexOf(',');
        String name = (comma < 0 ? trimmed : trimmed.substring(0, comma)).trim();
        Definition definition = ALL.get(name);
        if (definition == null) {
            throw new IllegalArgumentException("there is no transformation {" + name + "}");
        }
        return definition.maker().make(new Arguments(trimmed, comma < 0 ? trimmed.length() : comma, compiler));
    }

    static Map<String, Definition> definitions() {
        return ALL;
    }

    /** A transformation that leaves null as it is. */
    static Transformation unlessNull(UnaryOperator<Value> change) {
        return (value, context) -> value.isNull() ? value : change.apply(value);
    }

    private static Map<String, Definition> all() {
        Catalog catalog = new Catalog();
        StringTransformations.define(catalog);
        UriTransformations.define(catalog);
        return Map.copyOf(catalog.definitions());
    }
}
