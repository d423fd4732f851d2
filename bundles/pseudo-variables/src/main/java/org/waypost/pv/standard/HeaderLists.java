package org.waypost.pv.standard;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.waypost.sip.HeaderName;
import org.waypost.sip.Octets;
import org.waypost.sip.PseudoVariable;
import org.waypost.sip.PseudoVariableProvider.Index;
import org.waypost.sip.SipMessage;
import org.waypost.sip.Value;

/** The elements of header fields that are lists, over all fields of a name: {@code $hfl(Route)}. */
final class HeaderLists {

    private static final Set<HeaderName> LISTS =
            Set.of(HeaderName.VIA, HeaderName.ROUTE, HeaderName.RECORD_ROUTE, HeaderName.CONTACT);

    private HeaderLists() {}

    static PseudoVariable element(Name name, Index index) {
        return context -> {
            SipMessage message = Values.message(context);
            HeaderName header = HeaderName.of(name.get(context));
            if (index.all() || !LISTS.contains(header)) {
                return HeaderVariables.get(message, HeaderVariables.Wanted.of(name.get(context)), index);
            }
            List<Octets> elements = elements(message, header);
            return index.number() < 0 || index.number() >= elements.size()
                    ? Value.NULL
                    : Values.of(elements.get(index.number()));
        };
    }

    static PseudoVariable count(Name name) {
        return context -> {
            SipMessage message = Values.message(context);
            HeaderName header = HeaderName.of(name.get(context));
            return Value.of(
                    LISTS.contains(header)
                            ? elements(message, header).size()
                            : HeaderVariables.count(message, HeaderVariables.Wanted.of(name.get(context))));
        };
    }

    /** The elements of all fields called {@code name}, commas in quotes and angle brackets left alone. */
    static List<Octets> elements(SipMessage message, HeaderName name) {
        List<Octets> elements = new ArrayList<>();
        for (int i = message.indexOf(name, 0); i >= 0; i = message.indexOf(name, i + 1)) {
            Octets value = message.headerValue(i);
            int from = 0;
            while (from < value.length()) {
                int end = value.elementEnd(from);
                Octets element = value.sub(from, end).trim();
                if (!element.isEmpty()) {
                    elements.add(element);
                }
                from = end + 1;
            }
        }
        return elements;
    }
}
