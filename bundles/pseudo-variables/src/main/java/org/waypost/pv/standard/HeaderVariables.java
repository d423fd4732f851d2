package org.waypost.pv.standard;

import java.util.ArrayList;
import java.util.List;
import org.waypost.pv.spec.Compiler;
import org.waypost.sip.HeaderName;
import org.waypost.sip.Octets;
import org.waypost.sip.PseudoVariable;
import org.waypost.sip.PseudoVariableProvider.Index;
import org.waypost.sip.SipMessage;
import org.waypost.sip.Value;

/** The values of header fields by name: {@code $hdr(name)}. */
final class HeaderVariables {

    private HeaderVariables() {}

    static void define(Catalog catalog, Compiler compiler) {
        catalog.define(new Definition(
                "hdr",
                "name",
                false,
                "Value of a header field, in full or compact name or a variable that holds it; [0] is the first, [-1] the last, [*] all",
                (inner, index) -> byName(Name.of("hdr", inner, compiler), index)));
        catalog.define(new Definition(
                "hfl",
                "name",
                false,
                "Element of a header field that is a list: Via, Route, Record-Route, Contact; as $hdr for the others",
                (inner, index) -> HeaderLists.element(Name.of("hfl", inner, compiler), index)));
        catalog.define(new Definition(
                "hflc",
                "name",
                false,
                "Number of elements of a header field that is a list; as $hdrc for the others",
                (inner, index) -> HeaderLists.count(Name.of("hflc", inner, compiler))));
        catalog.define(new Definition(
                "hdrc",
                "name",
                false,
                "Number of header fields of that name",
                (inner, index) -> count(Name.of("hdrc", inner, compiler))));
    }

    private static PseudoVariable byName(Name name, Index index) {
        if (name.isFixed()) {
            Wanted wanted = Wanted.of(name.get());
            return context -> get(Values.message(context), wanted, index);
        }
        return context -> get(Values.message(context), Wanted.of(name.get(context)), index);
    }

    private static PseudoVariable count(Name name) {
        return context -> Value.of(count(Values.message(context), Wanted.of(name.get(context))));
    }

    /** The value of the first field of that name; empty if there is none. */
    static Octets first(SipMessage message, String name) {
        int index = Wanted.of(name).next(message, 0);
        return index < 0 ? Octets.EMPTY : message.headerValue(index);
    }

    static Value get(SipMessage message, Wanted wanted, Index index) {
        if (index.all()) {
            List<Value> values = new ArrayList<>();
            for (int i = wanted.next(message, 0); i >= 0; i = wanted.next(message, i + 1)) {
                values.add(Values.of(message.headerValue(i)));
            }
            return Values.joined(values, ",");
        }
        int left = index.number() < 0 ? count(message, wanted) + index.number() : index.number();
        if (left < 0) {
            return Value.NULL;
        }
        int i = wanted.next(message, 0);
        while (i >= 0 && left-- > 0) {
            i = wanted.next(message, i + 1);
        }
        return i < 0 ? Value.NULL : Values.of(message.headerValue(i));
    }

    static int count(SipMessage message, Wanted wanted) {
        int count = 0;
        for (int i = wanted.next(message, 0); i >= 0; i = wanted.next(message, i + 1)) {
            count++;
        }
        return count;
    }

    /** A name to look for: one that has a {@link HeaderName}, or text. */
    record Wanted(HeaderName known, String text) {

        static Wanted of(String name) {
            return new Wanted(HeaderName.of(name), name);
        }

        int next(SipMessage message, int from) {
            if (known != HeaderName.OTHER) {
                return message.indexOf(known, from);
            }
            int i = message.indexOf(HeaderName.OTHER, from);
            while (i >= 0 && !message.headerText(i).equalsIgnoreCase(text)) {
                i = message.indexOf(HeaderName.OTHER, i + 1);
            }
            return i;
        }
    }
}
