package org.waypost.usrloc.core;

import org.waypost.usrloc.Contact;

/**
 * What is stored when a contact is registered again. It keeps its ruid and, if it has one, its instance and reg-id; all else is the new
 * REGISTER's. Texts that did not change stay the objects they were, so that a refresh leaves only young garbage.
 */
final class Refresh {

    private Refresh() {}

    /** @param keepsUri whether the URI stays as it was too (matching_mode 3) */
    static Contact of(Contact stored, Contact now, boolean keepsUri) {
        boolean hasInstance = !stored.instance().isEmpty();
        return new Contact(
                stored.ruid(),
                keepsUri ? stored.uri() : same(stored.uri(), now.uri()),
                same(stored.received(), now.received()),
                same(stored.path(), now.path()),
                same(stored.callId(), now.callId()),
                same(stored.userAgent(), now.userAgent()),
                same(stored.socket(), now.socket()),
                hasInstance ? stored.instance() : now.instance(),
                now.expires(),
                now.lastModified(),
                now.cseq(),
                now.q(),
                now.flags() & ~Contact.EXPIRY_ANNOUNCED,
                now.cflags(),
                now.methods(),
                hasInstance ? stored.regId() : now.regId(),
                now.serverId(),
                now.connectionId(),
                now.attributes().equals(stored.attributes()) ? stored.attributes() : now.attributes());
    }

    private static String same(String stored, String now) {
        return stored.equals(now) ? stored : now;
    }
}
