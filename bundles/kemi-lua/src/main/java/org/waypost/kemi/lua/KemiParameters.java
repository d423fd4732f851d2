package org.waypost.kemi.lua;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** The parameters of the script engine; each can be changed while the server runs. */
@ObjectClassDefinition(name = "KEMI", description = "Routes written in a script language against KSR.*")
@interface KemiParameters {

    @AttributeDefinition(
            name = "Script",
            description =
                    "File of the routing script, relative to the configuration directory if not absolute; read again when it"
                            + " changes; empty for the built-in route")
    String script() default "";

    @AttributeDefinition(
            name = "Engine",
            description = "Language of the script: lua is Lua 5.1",
            options = {@Option(label = "Lua 5.1", value = "lua")})
    String engine() default "lua";

    @AttributeDefinition(
            name = "Script time-out",
            description = "Milliseconds after which a run of the script is cut off and answered 500 (10..600000)",
            min = "10",
            max = "600000")
    int script__timeout() default 2000;

    @AttributeDefinition(
            name = "Memory limit",
            description = "KiB that one Lua state may use before it is cut off (1024..4194304)",
            min = "1024",
            max = "4194304")
    int memory__limit() default 65536;

    @AttributeDefinition(
            name = "Most states",
            description =
                    "Lua states at most, which is how many requests run the script at a time; 0 for four for each processor"
                            + " (0..1024)",
            min = "0",
            max = "1024")
    int max__states() default 0;
}
