package org.waypost.kemi.pike;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Parameters of Kamailio's module pike. */
@ObjectClassDefinition(name = "pike", description = "Sources that send too many requests are found out: KSR.pike")
public @interface PikeParameters {

    @AttributeDefinition(
            name = "sampling_time_unit",
            description = "Seconds (1..3600) over which the requests of a source are counted",
            min = "1",
            max = "3600")
    int sampling__time__unit() default 2;

    @AttributeDefinition(
            name = "reqs_density_per_unit",
            description = "Requests (1..1000000) that a source may send in a sampling_time_unit; more block it",
            min = "1",
            max = "1000000")
    int reqs__density__per__unit() default 30;

    @AttributeDefinition(
            name = "remove_latency",
            description = "Seconds (1..86400) after which a source that is silent is forgotten",
            min = "1",
            max = "86400")
    int remove__latency() default 120;

    @AttributeDefinition(
            name = "max_sources",
            description =
                    "Sources (16..10000000) that are watched at a time; the one that is silent longest makes room for a new one",
            min = "16",
            max = "10000000")
    int max__sources() default 65536;
}
