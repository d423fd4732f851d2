package org.waypost.usrloc.jdbc;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** Parameters of Kamailio's module usrloc that are about the database. */
@ObjectClassDefinition(name = "usrloc-jdbc", description = "The location table in a database")
public @interface JdbcParameters {

    @AttributeDefinition(
            name = "db_url",
            description =
                    "Where the database is: jdbc:postgresql://host/db, jdbc:mariadb://host/db, jdbc:mysql://host/db or jdbc:h2:…, or as"
                            + " in Kamailio postgres://user:password@host/db or mysql://user:password@host/db; empty: a file of H2 in the data"
                            + " directory")
    String db__url() default "";

    @AttributeDefinition(
            name = "db_user",
            description = "User who logs in to the database of db_url; empty: who db_url names")
    String db__user() default "";

    @AttributeDefinition(
            name = "db_password",
            description = "Password of that user; empty: what db_url has",
            type = AttributeType.PASSWORD)
    String db__password() default "";

    @AttributeDefinition(
            name = "db_pool_size",
            description =
                    "Most connections to the database (2..256); half of them, but at most 4, write what db_mode 1 and 2 store",
            min = "2",
            max = "256")
    int db__pool__size() default 8;

    @AttributeDefinition(
            name = "db_timeout",
            description = "Milliseconds (100..60000) that bound each wait for the database",
            min = "100",
            max = "60000")
    int db__timeout() default 2000;

    @AttributeDefinition(
            name = "fetch_rows",
            description = "Rows (1..1000000) that are fetched at once when a table is read",
            min = "1",
            max = "1000000")
    int fetch__rows() default 2000;

    @AttributeDefinition(
            name = "db_insert_update",
            description = "1: a row to be inserted may be there already and is updated; has no effect, it is always so",
            min = "0",
            max = "1")
    int db__insert__update() default 0;

    @AttributeDefinition(
            name = "db_update_as_insert",
            description = "1: rows are updated by the statement that inserts, which replaces one with the same ruid",
            min = "0",
            max = "1")
    int db__update__as__insert() default 0;

    @AttributeDefinition(
            name = "db_check_update",
            description = "1: an update that finds no row inserts it; has no effect, it is always so",
            min = "0",
            max = "1")
    int db__check__update() default 0;

    @AttributeDefinition(
            name = "db_ops_ruid",
            description = "What rows are updated and deleted by",
            options = {
                @Option(value = "0", label = "the AoR and the contact's URI"),
                @Option(value = "1", label = "the ruid")
            })
    int db__ops__ruid() default 1;

    @AttributeDefinition(
            name = "db_insert_null",
            description = "1: columns without a value are named in an INSERT, as NULL; has no effect, it is always so",
            min = "0",
            max = "1")
    int db__insert__null() default 0;

    @AttributeDefinition(
            name = "server_id_filter",
            description = "1: only rows with the server_id of this server are loaded, expired and cleaned",
            min = "0",
            max = "1")
    int server__id__filter() default 0;

    @AttributeDefinition(
            name = "skip_remote_socket",
            description =
                    "1: rows with a socket of another server are passed over; 0: they count as rows without a socket",
            min = "0",
            max = "1")
    int skip__remote__socket() default 0;

    @AttributeDefinition(
            name = "expires_type",
            description = "Type of the columns expires and last_modified",
            options = {
                @Option(value = "0", label = "date and time, in the local time zone"),
                @Option(value = "1", label = "epoch seconds (bigint)")
            })
    int expires__type() default 0;

    @AttributeDefinition(
            name = "version_table",
            description =
                    "Name of the table of versions, which must say 9 for a location table; 0: the version is not checked")
    String version__table() default "version";

    @AttributeDefinition(name = "user_column", description = "Column: username, or whole AoR without use_domain")
    String user__column() default "username";

    @AttributeDefinition(name = "domain_column", description = "Column: domain of the AoR")
    String domain__column() default "domain";

    @AttributeDefinition(name = "contact_column", description = "Column: URI of the contact")
    String contact__column() default "contact";

    @AttributeDefinition(name = "received_column", description = "Column: URI of where the REGISTER really came from")
    String received__column() default "received";

    @AttributeDefinition(name = "path_column", description = "Column: Path vector")
    String path__column() default "path";

    @AttributeDefinition(name = "expires_column", description = "Column: time at which the contact expires")
    String expires__column() default "expires";

    @AttributeDefinition(name = "q_column", description = "Column: q")
    String q__column() default "q";

    @AttributeDefinition(name = "callid_column", description = "Column: Call-ID")
    String callid__column() default "callid";

    @AttributeDefinition(name = "cseq_column", description = "Column: CSeq")
    String cseq__column() default "cseq";

    @AttributeDefinition(name = "flags_column", description = "Column: flags")
    String flags__column() default "flags";

    @AttributeDefinition(name = "cflags_column", description = "Column: branch flags")
    String cflags__column() default "cflags";

    @AttributeDefinition(name = "user_agent_column", description = "Column: User-Agent")
    String user__agent__column() default "user_agent";

    @AttributeDefinition(name = "socket_column", description = "Column: local socket")
    String socket__column() default "socket";

    @AttributeDefinition(name = "methods_column", description = "Column: methods")
    String methods__column() default "methods";

    @AttributeDefinition(name = "ruid_column", description = "Column: unique id of the contact")
    String ruid__column() default "ruid";

    @AttributeDefinition(name = "instance_column", description = "Column: +sip.instance")
    String instance__column() default "instance";

    @AttributeDefinition(name = "reg_id_column", description = "Column: reg-id")
    String reg__id__column() default "reg_id";

    @AttributeDefinition(name = "server_id_column", description = "Column: number of the server that stored it")
    String server__id__column() default "server_id";

    @AttributeDefinition(name = "connection_id_column", description = "Column: number of the connection")
    String connection__id__column() default "connection_id";

    @AttributeDefinition(name = "keepalive_column", description = "Column: mark of contacts that are sent keepalives")
    String keepalive__column() default "keepalive";

    @AttributeDefinition(name = "partition_column", description = "Column: share of the keepalives")
    String partition__column() default "partition";
}
