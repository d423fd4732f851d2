package org.waypost.usrloc;

/** What to do where Kamailio and an RFC differ: the registrar's parameter {@code compat}. */
public enum Compat {
    KAMAILIO,
    RFC
}
