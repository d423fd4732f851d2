package org.waypost.control.log;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** How much is logged. */
@ObjectClassDefinition(name = "Logging", description = "How much is logged, and of what")
@interface LogParameters {

    @AttributeDefinition(
            name = "Level",
            description = "Least severity that is logged",
            options = {
                @Option(label = "ERROR", value = "ERROR"),
                @Option(label = "WARN", value = "WARN"),
                @Option(label = "INFO", value = "INFO"),
                @Option(label = "DEBUG", value = "DEBUG"),
                @Option(label = "TRACE", value = "TRACE")
            })
    String level() default "INFO";

    @AttributeDefinition(
            name = "Levels",
            description =
                    "Exceptions for parts of the server: logger=LEVEL, separated by commas; a logger is a package or class name, "
                            + "and stands for those under it",
            required = false)
    String levels() default "";
}
