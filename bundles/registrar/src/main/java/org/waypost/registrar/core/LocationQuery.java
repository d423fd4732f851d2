package org.waypost.registrar.core;

import java.util.Optional;
import org.waypost.sip.SipUri;
import org.waypost.usrloc.AddressRecord;
import org.waypost.usrloc.LocationException;
import org.waypost.usrloc.UserLocation;

/**
 * Reads the record of the AoR in a URI.
 *
 * @param record empty if there is none
 * @param failed whether the URI has no AoR or the table cannot be read
 */
record LocationQuery(Optional<AddressRecord> record, boolean failed) {

    private static final LocationQuery NOTHING = new LocationQuery(Optional.empty(), false);
    private static final LocationQuery FAILED = new LocationQuery(Optional.empty(), true);

    static LocationQuery of(Surroundings around, String table, String uri) {
        UserLocation location = around.location();
        Optional<SipUri> parsed = SipUri.parse(uri);
        if (location == null || parsed.isEmpty()) {
            return FAILED;
        }
        if (!around.has(table)) {
            return NOTHING;
        }
        AddressOfRecord aor = AddressOfRecord.of(parsed.get(), location.useDomain(), around.settings());
        if (!aor.isValid()) {
            return FAILED;
        }
        try {
            return new LocationQuery(location.find(table, aor.text()), false);
        } catch (LocationException unreadable) {
            return FAILED;
        }
    }
}
