package org.waypost.registrar.core;

import java.util.List;
import org.waypost.usrloc.ContactAttribute;

/**
 * What a script says about one REGISTER beside its headers.
 *
 * @param expires seconds that each contact asks for, 0 for removal; {@link ExpiryRules#ABSENT} to go by the headers
 * @param q of each contact in thousandths; {@link Quality#UNSPECIFIED} to go by the headers, {@link Quality#INVALID} to
 *     refuse them
 * @param maxContacts instead of max_contacts; {@link #NOT_GIVEN} leaves that in force
 * @param received of the contacts that name none; may be empty
 * @param socket of the contacts; empty for the one of the request
 * @param connectionId of the contacts; 0 for the one of the request
 * @param attributes to be stored with each contact
 */
record SaveOptions(
        long expires,
        int q,
        int maxContacts,
        String received,
        String socket,
        int connectionId,
        List<ContactAttribute> attributes) {

    /** Value of {@link #maxContacts()}: none was given. */
    static final int NOT_GIVEN = Integer.MIN_VALUE;

    /** Nothing: the headers and the parameters count. */
    static final SaveOptions NONE =
            new SaveOptions(ExpiryRules.ABSENT, Quality.UNSPECIFIED, NOT_GIVEN, "", "", 0, List.of());

    /** The greatest number of contacts of an AoR; 0 or less for any number. */
    int maxContacts(Settings settings) {
        return maxContacts == NOT_GIVEN ? settings.maxContacts() : maxContacts;
    }
}
