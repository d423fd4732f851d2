package org.waypost.pv.transform;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.waypost.sip.Value;

/** All transformations by name, as their classes define them. */
final class Catalog {

    private final Map<String, Definition> definitions = new LinkedHashMap<>();

    /** One that takes no arguments and makes text of text; a value that is null stays so. */
    Catalog text(String name, String description, UnaryOperator<String> change) {
        return of(name, description, value -> Value.of(change.apply(value.text())));
    }

    /** One that takes no arguments; a value that is null stays so. */
    Catalog of(String name, String description, UnaryOperator<Value> change) {
        return define(name, "", description, arguments -> Transformations.unlessNull(change));
    }

    Catalog define(String name, String arguments, String description, Definition.Maker maker) {
        Definition definition = new Definition(name, arguments, description, read -> {
            Transformation made = maker.make(read);
            read.end();
            return made;
        });
        if (definitions.put(name, definition) != null) {
            throw new IllegalStateException("{" + name + "} is defined twice");
        }
        return this;
    }

    Map<String, Definition> definitions() {
        return definitions;
    }
}
