package org.waypost.registrar;

import java.util.Optional;
import org.waypost.usrloc.Contact;

/**
 * What an extension made of a URI.
 *
 * @param contact the contact it stands for; empty if there is none
 * @param malformed whether the URI is no proper one of its kind (lookup gives -3)
 */
public record Resolution(Optional<Contact> contact, boolean malformed) {}
