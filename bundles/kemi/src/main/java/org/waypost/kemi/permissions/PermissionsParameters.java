package org.waypost.kemi.permissions;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Parameters of Kamailio's module permissions. */
@ObjectClassDefinition(name = "permissions", description = "Addresses that scripts trust, by group: KSR.permissions")
public @interface PermissionsParameters {

    @AttributeDefinition(
            name = "address_file",
            description =
                    "File with a line 'group address mask port tag' for each address, relative to the configuration directory if not"
                            + " absolute; read again when it changes; empty: none")
    String address__file() default "";

    @AttributeDefinition(
            name = "peer_tag_avp",
            description = "AVP such as $avp(tag) that takes the tag of the address that was found; empty: none")
    String peer__tag__avp() default "";
}
