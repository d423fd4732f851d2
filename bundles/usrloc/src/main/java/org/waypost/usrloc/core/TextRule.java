package org.waypost.usrloc.core;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a parameter that is a text may be, so that it can stand in a SIP message or name something.
 *
 * @param pattern the whole text matches
 * @param expected the same in words
 */
record TextRule(Pattern pattern, String expected) {

    private static final TextRule ANY = rule(".*", "one line of text");

    private static final Map<String, TextRule> RULES = Map.of(
            "preload",
                    rule(
                            "([A-Za-z0-9_-]+(\\s*,\\s*|$))*",
                            "names of tables (letters, digits, _, -), separated by commas, or nothing"),
            "ka_logmsg", ANY,
            "xavp_contact", rule("[A-Za-z0-9_.-]*", "the name of an XAVP, or nothing"),
            "ka_method", rule("[A-Za-z0-9.!%*_+`'~-]+", "a SIP method"),
            "ka_from", rule("(?i:sips?:)[^\\s<>\"]+", "a SIP URI"),
            "ka_domain", rule("[A-Za-z0-9._:\\[\\]-]+", "a host name"),
            "ka_reply_codes",
                    rule(
                            "([1-6](\\d\\d|[xX]{2})([ ,;]+|$))*",
                            "status codes (200) and classes (4xx), separated by commas, or nothing"));

    /** The keys that have a rule of their own. */
    static Iterable<String> keys() {
        return RULES.keySet();
    }

    static TextRule of(String key) {
        return RULES.getOrDefault(key, ANY);
    }

    boolean allows(String text) {
        return pattern.matcher(text).matches();
    }

    private static TextRule rule(String pattern, String expected) {
        return new TextRule(Pattern.compile(pattern), expected);
    }
}
