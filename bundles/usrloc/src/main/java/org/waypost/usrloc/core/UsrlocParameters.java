package org.waypost.usrloc.core;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** Parameters of Kamailio's module usrloc. */
@ObjectClassDefinition(
        name = "usrloc",
        description = "The location table: how contacts are matched, ordered, expired and stored")
public @interface UsrlocParameters {

    @AttributeDefinition(
            name = "db_mode",
            description = "Where bindings are kept; only 0 (memory) is available until a database store is installed",
            options = {
                @Option(value = "0", label = "memory only"),
                @Option(value = "1", label = "memory, written through to a database"),
                @Option(value = "2", label = "memory, written back to a database"),
                @Option(value = "3", label = "database only"),
                @Option(value = "4", label = "loaded once from a database, never written")
            })
    int db__mode() default 0;

    @AttributeDefinition(
            name = "store",
            description = "Name of the store to use whatever db_mode says; empty: as db_mode says")
    String store() default "";

    @AttributeDefinition(
            name = "matching_mode",
            description = "What makes a contact without +sip.instance the same as a stored one",
            options = {
                @Option(value = "0", label = "the URI"),
                @Option(value = "1", label = "the URI and the Call-ID"),
                @Option(value = "2", label = "the URI and the Path"),
                @Option(value = "3", label = "the Call-ID")
            })
    int matching__mode() default 0;

    @AttributeDefinition(
            name = "cseq_delay",
            description =
                    "Seconds (0..3600) for which a REGISTER with the same Call-ID and CSeq counts as a retransmission, not as an error",
            min = "0",
            max = "3600")
    int cseq__delay() default 20;

    @AttributeDefinition(
            name = "desc_time_order",
            description = "Order of an AoR's contacts: 0 by q, highest first; 1 by time, newest first",
            min = "0",
            max = "1")
    int desc__time__order() default 0;

    @AttributeDefinition(
            name = "use_domain",
            description = "Whether an AoR is the user alone (0) or user@host (1)",
            min = "0",
            max = "1")
    int use__domain() default 0;

    @AttributeDefinition(
            name = "nat_bflag",
            description = "Number (0..31) of the branch flag that marks a contact behind NAT; -1: none",
            min = "-1",
            max = "31")
    int nat__bflag() default -1;

    @AttributeDefinition(
            name = "server_id",
            description = "Number of this server among those that share a table; part of the ruid unless 0",
            min = "0",
            max = "2147483647")
    int server__id() default 0;

    @AttributeDefinition(
            name = "preload",
            description = "Names of tables that exist from the start, separated by commas")
    String preload() default "";

    @AttributeDefinition(
            name = "timer_interval",
            description =
                    "Seconds (1..86400) an expired contact is kept, for use_expired_contacts, before it is removed",
            min = "1",
            max = "86400")
    int timer__interval() default 60;
}
