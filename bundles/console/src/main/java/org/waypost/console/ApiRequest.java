package org.waypost.console;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One request to an endpoint.
 *
 * @param query the parameters of the URL
 * @param body the JSON object that was posted; empty for GET
 * @param author who asks, for the history: {@code console 127.0.0.1}
 */
record ApiRequest(Map<String, String> query, Map<String, Object> body, String author) {

    ApiRequest {
        query = Map.copyOf(query);
    }

    /** The parameters of the part of a URL behind {@code ?}; nothing that is malformed is among them. */
    static Map<String, String> parseQuery(String raw) {
        Map<String, String> query = new LinkedHashMap<>();
        if (raw != null) {
            for (String pair : raw.split("&")) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    put(query, pair.substring(0, equals), pair.substring(equals + 1));
                }
            }
        }
        return query;
    }

    private static void put(Map<String, String> query, String name, String value) {
        try {
            query.put(
                    URLDecoder.decode(name, StandardCharsets.UTF_8), URLDecoder.decode(value, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw Refused.bad("the URL is malformed");
        }
    }

    /** A parameter of the URL; empty if it is not there. */
    String parameter(String name) {
        return query.getOrDefault(name, "");
    }

    /** A parameter of the URL that is a number. */
    long number(String name, long otherwise, long min, long max) {
        String text = parameter(name);
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            return Math.max(min, Math.min(max, Long.parseLong(text)));
        } catch (NumberFormatException e) {
            throw Refused.bad(name + ": a number is wanted");
        }
    }

    /** A text of the body that has to be there. */
    String text(String name) {
        if (body.get(name) instanceof String text) {
            return text;
        }
        throw Refused.bad(name + ": text is wanted");
    }

    /** A number of the body that has to be there. */
    int integer(String name) {
        if (body.get(name) instanceof Number number && number.intValue() == number.doubleValue()) {
            return number.intValue();
        }
        throw Refused.bad(name + ": an integer is wanted");
    }

    /** The objects of a list of the body. */
    List<Map<?, ?>> objects(String name) {
        if (body.get(name) instanceof List<?> list && list.stream().allMatch(Map.class::isInstance)) {
            return list.stream().<Map<?, ?>>map(each -> (Map<?, ?>) each).toList();
        }
        throw Refused.bad(name + ": a list of objects is wanted");
    }
}
