package org.waypost.usrloc;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

    /**
     * Makes an XAVP with these fields entry {@code index} of those called {@code xavp}, or the last one if there are fewer; does
     * nothing without fields. lookup() restores its contacts at 0, 1, 2 and so on, lookup_to_dset() behind the entry that was there.
     */
    public static void restore(List<ContactAttribute> attributes, Xavps xavps, String xavp, int index) {
        if (attributes.isEmpty()) {
            return;
        }
        Xavps fields = xavps.newList();
        for (ContactAttribute attribute : attributes) {
            fields.append(Xavps.Entry.of(attribute.name, attribute.value));
        }
        Xavps.Entry restored = Xavps.Entry.of(xavp, fields);
        if (index <= 0) {
            xavps.push(restored);
            return;
        }
        List<Xavps.Entry> behind = new ArrayList<>();
        for (Optional<Xavps.Entry> entry = xavps.get(xavp, index); entry.isPresent(); entry = xavps.get(xavp, index)) {
            behind.add(entry.get());
            xavps.remove(xavp, index);
        }
        xavps.append(restored);
        behind.forEach(xavps::append);
    }
}
