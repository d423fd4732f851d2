package org.waypost.kemi.siputils;

import org.waypost.kemi.Arguments;
import org.waypost.kemi.Codes;
import org.waypost.kemi.Functions;
import org.waypost.sip.HeaderName;
import org.waypost.sip.SipUri;

/** What a text is: a number, a URI, the name of a header. */
final class TextTests {

    private static final int NO_TEXT = -2;
    private static final int NOT_ALPHANUMERIC = -3;

    private TextTests() {}

    static void add(Functions table) {
        table.add("is_uri", "s", "Whether a text is a URI.", (c, a) -> Codes.of(isUri(Arguments.text(a, 0))))
                .add(
                        "is_numeric",
                        "s",
                        "Whether a text is digits only; -2 if not.",
                        (c, a) -> isOf(Arguments.text(a, 0), "", false) ? Codes.TRUE : NO_TEXT)
                .add(
                        "is_alphanum",
                        "s",
                        "Whether a text is letters and digits only; -3 if not, -2 if it is empty.",
                        (c, a) -> alphanumeric(Arguments.text(a, 0), ""))
                .add(
                        "is_alphanumex",
                        "ss",
                        "Whether a text is letters, digits and the chars given only.",
                        (c, a) -> alphanumeric(Arguments.text(a, 0), Arguments.text(a, 1)))
                .add(
                        "is_tel_number",
                        "s",
                        "Whether a text is digits with an optional + in front; -2 if not.",
                        (c, a) -> {
                            String text = Arguments.text(a, 0);
                            return isOf(text.startsWith("+") ? text.substring(1) : text, "", false)
                                    ? Codes.TRUE
                                    : NO_TEXT;
                        })
                .add(
                        "cmp_hdr_name",
                        "ss",
                        "Whether two names are of the same header, such as f and From; -2 if one is empty.",
                        (c, a) -> compare(Arguments.text(a, 0), Arguments.text(a, 1)));
    }

    private static boolean isUri(String text) {
        return SipUri.parse(text).isPresent() || text.regionMatches(true, 0, "urn:service:", 0, 12);
    }

    private static int alphanumeric(String text, String more) {
        if (text.isEmpty()) {
            return NO_TEXT;
        }
        return isOf(text, more, true) ? Codes.TRUE : NOT_ALPHANUMERIC;
    }

    private static boolean isOf(String text, String more, boolean letters) {
        for (int i = 0; i < text.length(); i++) {
            char sign = text.charAt(i);
            boolean letter = sign >= 'a' && sign <= 'z' || sign >= 'A' && sign <= 'Z';
            if (!(sign >= '0' && sign <= '9') && !(letters && letter) && more.indexOf(sign) < 0) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private static int compare(String one, String other) {
        if (one.isEmpty() || other.isEmpty()) {
            return NO_TEXT;
        }
        HeaderName name = HeaderName.of(one);
        return Codes.of(name == HeaderName.OTHER ? one.equalsIgnoreCase(other) : name == HeaderName.of(other));
    }
}
