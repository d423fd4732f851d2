package org.waypost.pv.transform;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.waypost.pv.text.ParameterList;
import org.waypost.pv.text.ParameterList.Parameter;
import org.waypost.sip.PseudoVariable;
import org.waypost.sip.Value;

/** {@code {param.…}}: lists of parameters, with {@code ;} between them unless another separator is given. */
final class ParameterTransformations {

    private static final Value NOTHING = Value.of("");

    private ParameterTransformations() {}

    static void define(Catalog catalog) {
        catalog.define(
                        "param.value",
                        "name,separator",
                        "Value of the last parameter of that name",
                        arguments -> named(arguments, (list, name) -> value(list, name)))
                .define(
                        "param.in",
                        "name,separator",
                        "1 if there is a parameter of that name, else 0",
                        arguments -> named(arguments, (list, name) -> Value.of(position(list, name) < 0 ? 0 : 1)))
                .define(
                        "param.valueat",
                        "index,separator",
                        "Value of the parameter at an index, negative counting from the end",
                        arguments -> numbered(arguments, Parameter::value))
                .define(
                        "param.name",
                        "index,separator",
                        "Name of the parameter at an index, negative counting from the end",
                        arguments -> numbered(arguments, Parameter::name))
                .define("param.count", "separator", "Number of parameters", arguments -> {
                    char separator = arguments.has() ? arguments.character() : ';';
                    return Transformations.unlessNull(value -> ParameterList.parse(value.text(), separator)
                            .filter(list -> !value.text().isEmpty())
                            .map(list -> Value.of(list.size()))
                            .orElse(Value.NULL));
                });
    }

    /** The value of the last parameter of that name; nothing if there is none. */
    static Value value(List<Parameter> list, String name) {
        int position = position(list, name);
        return position < 0 ? NOTHING : Value.of(list.get(position).value());
    }

    private static int position(List<Parameter> list, String name) {
        for (int i = list.size() - 1; i >= 0; i--) {
            if (list.get(i).name().equalsIgnoreCase(name)) {
                return i;
            }
        }
        return -1;
    }

    private static Transformation named(Arguments arguments, BiFunction<List<Parameter>, String, Value> get) {
        PseudoVariable name = arguments.text();
        char separator = separator(arguments);
        return (value, context) -> {
            Value wanted = name.get(context);
            return value.isNull() || wanted.isNull() || value.text().isEmpty()
                    ? Value.NULL
                    : ParameterList.parse(value.text(), separator)
                            .map(list -> get.apply(list, wanted.text()))
                            .orElse(Value.NULL);
        };
    }

    private static Transformation numbered(Arguments arguments, Function<Parameter, String> part) {
        PseudoVariable index = arguments.number();
        char separator = separator(arguments);
        return (value, context) -> {
            Value wanted = Numbers.of(index.get(context));
            return value.isNull() || wanted.isNull() || value.text().isEmpty()
                    ? Value.NULL
                    : ParameterList.parse(value.text(), separator)
                            .map(list -> at(list, wanted.number(), part))
                            .orElse(Value.NULL);
        };
    }

    private static Value at(List<Parameter> list, long index, Function<Parameter, String> part) {
        long position = index < 0 ? list.size() + index : index;
        return position < 0 || position >= list.size() ? NOTHING : Value.of(part.apply(list.get((int) position)));
    }

    // A comma ends a list of parameters, so it cannot separate them.
    private static char separator(Arguments arguments) {
        if (!arguments.has()) {
            return ';';
        }
        char separator = arguments.character();
        if (separator == ',') {
            throw arguments.refused("a comma cannot separate parameters");
        }
        return separator;
    }
}
