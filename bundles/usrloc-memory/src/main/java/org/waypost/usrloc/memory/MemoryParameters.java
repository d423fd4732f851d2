package org.waypost.usrloc.memory;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Parameters of the location table in memory; Kamailio has none like them. */
@ObjectClassDefinition(name = "usrloc-memory", description = "The location table in memory")
public @interface MemoryParameters {

    @AttributeDefinition(
            name = "snapshot",
            description =
                    "Whether the bindings in memory are written to a file when the server stops in order, and read when it starts again",
            min = "0",
            max = "1")
    int snapshot() default 0;
}
