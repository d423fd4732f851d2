package org.waypost.itest.shell;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a Kamailio 5.6.3 answered to JSON-RPC calls over HTTP: status, code and message of an error, and of a result names and types in
 * their order. A list of one stands for any number; with {@code begins} more may follow.
 */
final class RecordedCalls {

    /** A call and what came of it. */
    record Call(
            String method, List<Object> params, int status, Optional<Object> error, Object result, boolean begins) {}

    private RecordedCalls() {}

    static List<Call> all() {
        try (InputStream in = RecordedCalls.class.getResourceAsStream("/jsonrpc/kamailio-5.6.3.json")) {
            List<Call> calls = new ArrayList<>();
            for (Object each : JSON.std.listFrom(in)) {
                Map<?, ?> call = (Map<?, ?>) each;
                calls.add(new Call(
                        (String) call.get("method"),
                        List.copyOf((List<?>) call.get("params")),
                        (Integer) call.get("status"),
                        Optional.ofNullable(call.get("error")),
                        Optional.<Object>ofNullable(call.get("result")).orElse(Map.of()),
                        call.containsKey("begins")));
            }
            return calls;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What of a result is not as recorded, with where it is; empty if nothing. */
    static Optional<String> difference(Object recorded, Object result, boolean begins) {
        return difference("result", recorded, result, begins);
    }

    private static Optional<String> difference(String where, Object recorded, Object value, boolean begins) {
        if (recorded instanceof Map<?, ?> members) {
            return value instanceof Map<?, ?> map
                    ? ofMembers(where, members, map, begins)
                    : Optional.of(where + " is no object: " + value);
        }
        if (recorded instanceof List<?> elements) {
            return value instanceof List<?> list
                    ? ofElements(where, elements, list, begins)
                    : Optional.of(where + " is no list: " + value);
        }
        // of a contact that never expires it is a text
        boolean isSame = recorded.equals(type(value)) || recorded.equals(value) || where.endsWith(".Expires");
        return isSame ? Optional.empty() : Optional.of(where + " is not " + recorded + ": " + value);
    }

    private static Optional<String> ofMembers(String where, Map<?, ?> recorded, Map<?, ?> map, boolean begins) {
        List<Object> wanted = new ArrayList<>(recorded.keySet());
        List<Object> names = new ArrayList<>(map.keySet());
        // what Kamailio does not tell of a change
        names.remove("notices");
        if (!(begins && names.size() > wanted.size() ? names.subList(0, wanted.size()) : names).equals(wanted)) {
            return Optional.of(where + " has " + names + ", not " + wanted);
        }
        return wanted.stream()
                .flatMap(name -> difference(where + "." + name, recorded.get(name), map.get(name), false).stream())
                .findFirst();
    }

    private static Optional<String> ofElements(String where, List<?> recorded, List<?> list, boolean begins) {
        if (begins) {
            boolean isPrefix = list.size() >= recorded.size()
                    && list.subList(0, recorded.size()).equals(recorded);
            return isPrefix ? Optional.empty() : Optional.of(where + " does not begin with " + recorded + ": " + list);
        }
        if (recorded.isEmpty() || list.isEmpty()) {
            return recorded.isEmpty() == list.isEmpty() ? Optional.empty() : Optional.of(where + " is " + list);
        }
        if (recorded.size() > 1 && recorded.size() != list.size()) {
            return Optional.of(where + " has not " + recorded.size() + " elements: " + list);
        }
        for (int i = 0; i < list.size(); i++) {
            Object element = recorded.get(recorded.size() == 1 ? 0 : i);
            Optional<String> difference = difference(where + "[" + i + "]", element, list.get(i), false);
            if (difference.isPresent()) {
                return difference;
            }
        }
        return Optional.empty();
    }

    private static String type(Object value) {
        if (value == null) {
            return "null";
        }
        if (value instanceof Number) {
            return "number";
        }
        return value instanceof Boolean ? "boolean" : "string";
    }
}
