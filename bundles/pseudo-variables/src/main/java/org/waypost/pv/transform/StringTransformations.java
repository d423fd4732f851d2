package org.waypost.pv.transform;

import java.util.Locale;
import org.waypost.sip.Value;

/** {@code {s.…}}: parts and forms of text. */
final class StringTransformations {

    private StringTransformations() {}

    static void define(Catalog catalog) {
        catalog.of("s.len", "Length in octets", value -> Value.of(value.text().length()))
                .text("s.tolower", "ASCII letters in lower case", text -> text.toLowerCase(Locale.ROOT))
                .text("s.toupper", "ASCII letters in upper case", text -> text.toUpperCase(Locale.ROOT));
    }
}
