package org.waypost.registrar;

import java.util.List;
import org.waypost.usrloc.Contact;

/**
 * What an extension made of a URI that stands for one device.
 *
 * @param contacts of the device, in the order of the record, expired ones included. The first that can be used is taken; with compat
 *     RFC and a reg-id (RFC 5626) also the other flows of the device, of which one is tried at a time
 * @param others contacts of the same AoR that are not of the device. With compat Kamailio, lookup gives -2 if none of the device is found
 *     and one of these does not support the method
 * @param malformed whether the URI is no proper one of its kind (lookup gives -3)
 */
public record Resolution(List<Contact> contacts, List<Contact> others, boolean malformed) {

    /** The URI is no proper one of its kind. */
    public static final Resolution MALFORMED = new Resolution(List.of(), List.of(), true);

    /** The URI stands for these contacts, or for a device that has none now. */
    public static Resolution of(List<Contact> contacts) {
        return new Resolution(contacts, List.of(), false);
    }
}
