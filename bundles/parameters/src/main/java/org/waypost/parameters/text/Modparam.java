package org.waypost.parameters.text;

/**
 * A {@code modparam(…)} of a Kamailio configuration, or something else that may have set parameters.
 *
 * @param line where it begins, from 1
 * @param text that line
 * @param module a name or a regular expression
 * @param value a number as decimal digits
 * @param trouble why it is not understood; empty if it is
 */
record Modparam(int line, String text, String module, String key, String value, String trouble) {

    static Modparam of(int line, String text, String module, String key, String value) {
        return new Modparam(line, text, module, key, value, "");
    }

    static Modparam notUnderstood(int line, String text, String why) {
        return new Modparam(line, text, "", "", "", why);
    }

    boolean isUnderstood() {
        return trouble.isEmpty();
    }
}
