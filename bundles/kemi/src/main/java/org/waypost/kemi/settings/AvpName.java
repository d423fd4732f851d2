package org.waypost.kemi.settings;

/** The name in a parameter such as {@code $avp(rcv)}. */
public final class AvpName {

    private AvpName() {}

    /**
     * The name; empty if {@code spec} is.
     *
     * @throws IllegalArgumentException if {@code spec} is neither empty nor {@code $avp(name)}
     */
    public static String of(String spec) {
        if (spec.isEmpty()) {
            return "";
        }
        if (!spec.startsWith("$avp(") || !spec.endsWith(")") || spec.length() < 7) {
            throw new IllegalArgumentException("$avp(name)");
        }
        return spec.substring(5, spec.length() - 1).strip();
    }
}
