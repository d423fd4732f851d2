package org.waypost.registrar.profiles;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.waypost.sip.SipContext;
import org.waypost.usrloc.AddressRecord;

/** The location records that one request keeps under names of its own, for {@code $ulc(profile=>attribute)}. */
public final class ContactProfiles {

    /**
     * A record as it was when it was kept.
     *
     * @param table it is from
     */
    public record Profile(String table, AddressRecord record) {}

    private final Map<String, Profile> profiles = new HashMap<>(4);

    private ContactProfiles() {}

    /** Those of this request. */
    public static ContactProfiles of(SipContext context) {
        return context.attachment(ContactProfiles.class, ContactProfiles::new);
    }

    /** Keeps a record, in the place of what had that name. */
    public void put(String name, String table, AddressRecord record) {
        profiles.put(name, new Profile(table, record));
    }

    public Optional<Profile> get(String name) {
        return Optional.ofNullable(profiles.get(name));
    }

    public void remove(String name) {
        profiles.remove(name);
    }
}
