package org.waypost.registrar.core;

import java.util.List;
import org.waypost.usrloc.Contact;

/**
 * What became of a REGISTER.
 *
 * @param code what save() returns
 * @param answer what the request is answered
 * @param contacts to be listed in the answer, as far as they are valid
 * @param now when it was done, epoch seconds
 */
record SaveResult(int code, Answer answer, List<Contact> contacts, long now) {

    static final int INSERTED = 1;
    static final int UPDATED = 2;
    static final int DELETED = 3;
    static final int LISTED = 4;
    static final int ERROR = -1;
    static final int TOO_MANY = -2;

    /** Refused before the location table was read. */
    static SaveResult refused(Answer answer) {
        return new SaveResult(ERROR, answer, List.of(), 0);
    }
}
