package org.waypost.usrloc;

import java.util.List;
import org.waypost.sip.Value;
import org.waypost.sip.Xavps;

/**
 * One field of the XAVP that is stored with a contact (parameter xavp_contact): a row of the table {@code location_attrs}.
 *
 * @param name of the field
 * @param value a text or a number
 */
public record ContactAttribute(String name, Value value) {

    /** The fields of the newest XAVP called {@code xavp}, in its order; lists within it are left out. */
    public static List<ContactAttribute> of(Xavps xavps, String xavp) {
        return xavps.get(xavp, 0)
                .flatMap(Xavps.Entry::fields)
                .map(fields -> fields.entries().stream()
                        .filter(field -> !field.value().isNull())
                        .map(field -> new ContactAttribute(field.name(), field.value()))
                        .toList())
                .orElse(List.of());
    }

    /** Puts an XAVP called {@code xavp} with these fields in front of all others; does nothing if there are none. */
    public static void restore(List<ContactAttribute> attributes, Xavps xavps, String xavp) {
        if (attributes.isEmpty()) {
            return;
        }
        Xavps fields = xavps.newList();
        for (ContactAttribute attribute : attributes) {
            fields.append(Xavps.Entry.of(attribute.name, attribute.value));
        }
        xavps.push(Xavps.Entry.of(xavp, fields));
    }
}
