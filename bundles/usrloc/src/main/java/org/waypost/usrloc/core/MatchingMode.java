package org.waypost.usrloc.core;

/** Parameter {@code matching_mode}: what makes a contact without an instance the same as a stored one. The ordinal is the value. */
enum MatchingMode {
    CONTACT,
    CONTACT_AND_CALL_ID,
    CONTACT_AND_PATH,
    CALL_ID
}
