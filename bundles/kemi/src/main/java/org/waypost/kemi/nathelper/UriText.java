package org.waypost.kemi.nathelper;

import java.util.Optional;

/** Changes to the parameters of a URI that leave everything else as it was written. */
final class UriText {

    /**
     * A parameter of a URI.
     *
     * @param start of its semicolon
     * @param end after its value
     * @param value empty if it has none
     */
    record Parameter(int start, int end, String value) {}

    private UriText() {}

    /** Index after host and port, where the parameters begin. */
    static int hostEnd(String uri) {
        int at = uri.indexOf('@');
        for (int i = at < 0 ? 0 : at; i < uri.length(); i++) {
            if (uri.charAt(i) == ';' || uri.charAt(i) == '?') {
                return i;
            }
        }
        return uri.length();
    }

    /** Index after the last parameter, where the headers of the URI begin. */
    static int parametersEnd(String uri) {
        int question = uri.indexOf('?', hostEnd(uri));
        return question < 0 ? uri.length() : question;
    }

    static String insert(String uri, int index, String text) {
        return uri.substring(0, index) + text + uri.substring(index);
    }

    /** The first parameter of that name, or the last one. */
    static Optional<Parameter> find(String uri, String name, boolean last) {
        Optional<Parameter> found = Optional.empty();
        int end = parametersEnd(uri);
        int next;
        for (int i = hostEnd(uri); i < end && (last || found.isEmpty()); i = next) {
            int semicolon = uri.indexOf(';', i + 1);
            next = semicolon < 0 || semicolon > end ? end : semicolon;
            if (isNamed(uri, i, next, name)) {
                int value = Math.min(next, i + 2 + name.length());
                found = Optional.of(new Parameter(i, next, uri.substring(value, next)));
            }
        }
        return found;
    }

    /** The URI without any parameter of that name. */
    static String without(String uri, String name) {
        StringBuilder left = new StringBuilder(uri.length()).append(uri, 0, hostEnd(uri));
        int end = parametersEnd(uri);
        int next;
        for (int i = hostEnd(uri); i < end; i = next) {
            int semicolon = uri.indexOf(';', i + 1);
            next = semicolon < 0 || semicolon > end ? end : semicolon;
            if (!isNamed(uri, i, next, name)) {
                left.append(uri, i, next);
            }
        }
        return left.append(uri, end, uri.length()).toString();
    }

    private static boolean isNamed(String uri, int start, int end, String name) {
        int nameEnd = start + 1 + name.length();
        return nameEnd <= end
                && uri.regionMatches(true, start + 1, name, 0, name.length())
                && (nameEnd == end || uri.charAt(nameEnd) == '=');
    }
}
