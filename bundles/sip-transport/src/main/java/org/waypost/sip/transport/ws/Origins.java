package org.waypost.sip.transport.ws;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The web sites whose pages may connect (RFC 6454, RFC 6455 10.2): the parameter {@code origins}. Immutable. */
final class Origins {

    /** What each of the list must be. */
    static final String WANTED = "* or a list of scheme://host[:port] and scheme://*.domain[:port]";

    static final Origins ALL = new Origins(true, List.of());

    private static final Pattern SYNTAX =
            Pattern.compile("([a-z][a-z0-9+.-]*://)(\\*\\.)?([a-z0-9_.-]+|\\[[0-9a-f:.]+\\])(:\\d{1,5})?");

    private final boolean all;
    private final List<Allowed> allowed;

    /** An origin, or all of the hosts whose name ends in a domain. */
    private record Allowed(String scheme, boolean below, String host, String port) {

        boolean matches(String origin) {
            if (!origin.startsWith(scheme) || !origin.endsWith(host + port)) {
                return false;
            }
            String rest = origin.substring(
                    scheme.length(), Math.max(scheme.length(), origin.length() - (host + port).length()));
            return below ? rest.matches("(?:[a-z0-9_-]+\\.)+") : rest.isEmpty();
        }
    }

    private Origins(boolean all, List<Allowed> allowed) {
        this.all = all;
        this.allowed = allowed;
    }

    /**
     * The origins of a list separated by commas or white space.
     *
     * @throws IllegalArgumentException with what is wanted
     */
    static Origins parse(String list) {
        List<Allowed> allowed = new ArrayList<>();
        for (String text : list.toLowerCase(Locale.ROOT).split("[,\\s]+")) {
            if (text.equals("*")) {
                return ALL;
            }
            if (!text.isEmpty()) {
                Matcher parts = SYNTAX.matcher(text);
                if (!parts.matches()) {
                    throw new IllegalArgumentException(WANTED);
                }
                String port = parts.group(4) == null ? "" : parts.group(4);
                allowed.add(new Allowed(parts.group(1), parts.group(2) != null, parts.group(3), port));
            }
        }
        return new Origins(false, List.copyOf(allowed));
    }

    /** Whether pages of {@code origin} may connect. */
    boolean allow(String origin) {
        String lower = origin.toLowerCase(Locale.ROOT);
        return all || allowed.stream().anyMatch(one -> one.matches(lower));
    }
}
