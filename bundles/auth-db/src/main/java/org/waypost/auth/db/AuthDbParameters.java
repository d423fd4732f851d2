package org.waypost.auth.db;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** Parameters of Kamailio's module auth_db, and a few that are about connections and the cache. */
@ObjectClassDefinition(name = "auth-db", description = "The users of Kamailio's table subscriber")
public @interface AuthDbParameters {

    @AttributeDefinition(
            name = "db_url",
            description =
                    "Where the database of users is: jdbc:postgresql://host/db, jdbc:mariadb://host/db, jdbc:mysql://host/db or jdbc:h2:…,"
                            + " or as in Kamailio postgres://user:password@host/db or mysql://user:password@host/db; empty: none is asked")
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
            description = "Most connections to the database (1..256)",
            min = "1",
            max = "256")
    int db__pool__size() default 4;

    @AttributeDefinition(
            name = "db_timeout",
            description = "Milliseconds (100..60000) that bound each wait for the database",
            min = "100",
            max = "60000")
    int db__timeout() default 2000;

    @AttributeDefinition(
            name = "table",
            description = "Table that the built-in route asks; scripts name theirs with each function")
    String table() default "subscriber";

    @AttributeDefinition(name = "user_column", description = "Column: name of the user")
    String user__column() default "username";

    @AttributeDefinition(name = "domain_column", description = "Column: domain of the user")
    String domain__column() default "domain";

    @AttributeDefinition(
            name = "password_column",
            description = "Column: HA1 of user, realm and password, or the password itself with calculate_ha1")
    String password__column() default "ha1";

    @AttributeDefinition(
            name = "password_column_2",
            description = "Column: HA1 of user@domain, realm and password, for credentials whose name has a domain")
    String password__column__2() default "ha1b";

    @AttributeDefinition(
            name = "calculate_ha1",
            description = "What password_column holds",
            options = {
                @Option(value = "0", label = "HA1: 32 hexadecimal digits of MD5, or 64 of SHA-256"),
                @Option(value = "1", label = "the password; password_column_2 is not used")
            })
    int calculate__ha1() default 0;

    @AttributeDefinition(
            name = "use_domain",
            description =
                    "1: a user is found by name and domain, which is that of the name in the credentials or else the realm; 0: by name"
                            + " alone (0, 1)",
            min = "0",
            max = "1")
    int use__domain() default 0;

    @AttributeDefinition(
            name = "load_credentials",
            description =
                    "Columns that become AVPs of the request when its user is found, with semicolons between them: email_address or"
                            + " $avp(name)=email_address")
    String load__credentials() default "";

    @AttributeDefinition(
            name = "version_table",
            description =
                    "Name of the table of versions, which must say 7 for the table of users; 0: the version is not checked")
    String version__table() default "version";

    @AttributeDefinition(
            name = "cache_expire",
            description =
                    "Seconds (0..3600) for which what was read of a user is not read again, nor that there is no such user",
            min = "0",
            max = "3600")
    int cache__expire() default 10;

    @AttributeDefinition(
            name = "cache_size",
            description = "Users (16..10000000) of whom that is kept, and as many names of nobody; some 500 bytes each",
            min = "16",
            max = "10000000")
    int cache__size() default 65536;
}
