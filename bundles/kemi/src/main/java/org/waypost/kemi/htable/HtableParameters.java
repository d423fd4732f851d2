package org.waypost.kemi.htable;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Parameters of Kamailio's module htable. */
@ObjectClassDefinition(
        name = "htable",
        description = "Tables in memory that routing scripts share: $sht and KSR.htable")
public @interface HtableParameters {

    @AttributeDefinition(
            name = "htable",
            description =
                    "The tables, such as ipban=>autoexpire=300;initval=0, parted by commas or line ends; a change keeps the"
                            + " items of the tables that stay")
    String htable() default "";

    @AttributeDefinition(
            name = "timer_interval",
            description = "Seconds (1..86400) after which the memory of expired items is given back",
            min = "1",
            max = "86400")
    int timer__interval() default 20;

    @AttributeDefinition(
            name = "max_items",
            description = "Items (1..100000000) that each table may hold; no more are stored",
            min = "1",
            max = "100000000")
    int max__items() default 1_000_000;

    @AttributeDefinition(
            name = "max_item_size",
            description =
                    "Octets (16..1048576) of the key and the value of an item together; larger items are not stored",
            min = "16",
            max = "1048576")
    int max__item__size() default 4096;
}
