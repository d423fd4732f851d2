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
            description =
                    "Where bindings are kept; the database is that of waypost.usrloc.jdbc. A change copies them there first",
            options = {
                @Option(value = "0", label = "memory only"),
                @Option(value = "1", label = "memory and database, written before the answer to a REGISTER"),
                @Option(value = "2", label = "memory and database, written within timer_interval"),
                @Option(value = "3", label = "database only"),
                @Option(value = "4", label = "memory, loaded once from the database, never written")
            })
    int db__mode() default 0;

    @AttributeDefinition(
            name = "store",
            description = "Name of the store to use whatever db_mode says; empty: as db_mode says")
    String store() default "";

    @AttributeDefinition(
            name = "db_load",
            description =
                    "Whether db_mode 1 and 2 load the bindings of the database at start; db_mode 4 always does, others never",
            min = "0",
            max = "1")
    int db__load() default 1;

    @AttributeDefinition(
            name = "db_timer_clean",
            description =
                    "1: db_mode 1 and 2 delete expired rows from the database each timer_interval, also those that are not in memory",
            min = "0",
            max = "1")
    int db__timer__clean() default 0;

    @AttributeDefinition(
            name = "rm_expired_delay",
            description = "Seconds (0..86400) that db_mode 3 keeps an expired contact longer than timer_interval",
            min = "0",
            max = "86400")
    int rm__expired__delay() default 0;

    @AttributeDefinition(
            name = "db_clean_tcp",
            description =
                    "1: contacts that were registered over a connection (not UDP) are deleted from the database at start, not loaded",
            min = "0",
            max = "1")
    int db__clean__tcp() default 0;

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
            description = "Number (0..31) of the branch flag that marks a contact behind NAT (see ka_mode); -1: none",
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
                    "Seconds (1..86400) an expired contact is kept, for use_expired_contacts, before it is removed (expiry itself is"
                            + " noticed within a second), and within which db_mode 2 writes to the database",
            min = "1",
            max = "86400")
    int timer__interval() default 60;

    @AttributeDefinition(
            name = "hash_size",
            description = "Size of the table as a power of two in Kamailio; has no effect, the table grows by itself",
            min = "1",
            max = "30")
    int hash__size() default 10;

    @AttributeDefinition(
            name = "xavp_contact",
            description = "Name of the XAVP whose fields are stored with a contact and restored at lookup; empty: none")
    String xavp__contact() default "";

    @AttributeDefinition(
            name = "handle_lost_tcp",
            description = "Whether a contact expires at once when the connection it was registered over ends",
            min = "0",
            max = "1")
    int handle__lost__tcp() default 0;

    @AttributeDefinition(
            name = "close_expired_tcp",
            description = "Whether the connection a contact was registered over is closed when the contact expires",
            min = "0",
            max = "1")
    int close__expired__tcp() default 0;

    @AttributeDefinition(
            name = "ka_mode",
            description =
                    "Which contacts are sent keepalives: 0 none, 1 all; plus 2 only those behind NAT (nat_bflag), 4 only UDP",
            min = "0",
            max = "7")
    int ka__mode() default 0;

    @AttributeDefinition(name = "ka_method", description = "Method of the keepalives")
    String ka__method() default "OPTIONS";

    @AttributeDefinition(name = "ka_from", description = "URI of the From header of the keepalives")
    String ka__from() default "sip:server@kamailio.org";

    @AttributeDefinition(
            name = "ka_domain",
            description = "Host of the To header of the keepalives; with use_domain that of the AoR is used")
    String ka__domain() default "kamailio.org";

    @AttributeDefinition(
            name = "ka_filter",
            description = "1: keepalives go only to contacts that were stored under the server_id of this server",
            min = "0",
            max = "1")
    int ka__filter() default 0;

    @AttributeDefinition(
            name = "ka_timeout",
            description =
                    "Seconds (0..86400) without an answer to keepalives or a REGISTER after which a contact expires, ten seconds later;"
                            + " 0: never",
            min = "0",
            max = "86400")
    int ka__timeout() default 0;

    @AttributeDefinition(
            name = "ka_interval",
            description = "Seconds (1..86400) between two keepalives to a contact",
            min = "1",
            max = "86400")
    int ka__interval() default 40;

    @AttributeDefinition(
            name = "ka_randomize",
            description =
                    "Most seconds (0..86400) that are added to ka_interval, at random, so that not all are sent at once",
            min = "0",
            max = "86400")
    int ka__randomize() default 20;

    @AttributeDefinition(
            name = "ka_reply_codes",
            description =
                    "Answers that count as a sign of life: codes (200) and classes (4xx), separated by commas; empty: all")
    String ka__reply__codes() default "";

    @AttributeDefinition(
            name = "ka_loglevel",
            description =
                    "Level of the log line for each answer to a keepalive, from -5 (alert) to 3 (debug); 255: none",
            min = "-5",
            max = "255")
    int ka__loglevel() default 255;

    @AttributeDefinition(
            name = "ka_logmsg",
            description =
                    "What follows round-trip time and ruid in that line; pseudo-variables are those of the answer")
    String ka__logmsg() default "to-uri: [$tu] remote-addr: [$sas]";
}
