package org.waypost.management.rpc;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The arguments of a call, by position.
 *
 * @param values strings, numbers, booleans, lists or maps; empty where one was left out
 */
record Arguments(List<Optional<Object>> values) {

    static final Arguments NONE = new Arguments(List.of());

    Arguments {
        values = List.copyOf(values);
    }

    /**
     * Of the member {@code params}: a list, or an object. If that has only the names of the method, those count; else the order,
     * as it does for Kamailio.
     *
     * @throws RpcFault if it is neither
     */
    static Arguments of(Object params, List<String> names) {
        if (params == null) {
            return NONE;
        }
        if (params instanceof List<?> list) {
            return positional(list);
        }
        if (params instanceof Map<?, ?> map) {
            return names.containsAll(map.keySet())
                    ? positional(names.stream().map(map::get).toList())
                    : positional(List.copyOf(map.values()));
        }
        throw RpcFault.invalid("params is a list or an object");
    }

    private static Arguments positional(List<?> list) {
        List<Optional<Object>> values = new ArrayList<>();
        list.forEach(value -> values.add(Optional.ofNullable(value)));
        return new Arguments(values);
    }

    /** The text or number at that place, as text. */
    Optional<String> text(int index) {
        return index < values.size() ? values.get(index).flatMap(Arguments::text) : Optional.empty();
    }

    /** The text or number at that place, or else that fault. */
    String text(int index, RpcFault otherwise) {
        return text(index).orElseThrow(() -> otherwise);
    }

    /** All that are texts or numbers, as text. */
    List<String> texts() {
        return values.stream()
                .flatMap(Optional::stream)
                .flatMap(value -> text(value).stream())
                .toList();
    }

    private static Optional<String> text(Object value) {
        boolean isScalar = value instanceof String || value instanceof Number || value instanceof Boolean;
        return isScalar ? Optional.of(value.toString()) : Optional.empty();
    }
}
