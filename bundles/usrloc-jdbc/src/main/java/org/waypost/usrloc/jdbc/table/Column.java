package org.waypost.usrloc.jdbc.table;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** A column of the table {@code location}, version 9 of Kamailio's. The order is that of the values of an INSERT and of a row read. */
public enum Column {
    RUID("ruid", "ruid_column", Type.TEXT, 64, "''"),
    USERNAME("username", "user_column", Type.TEXT, 64, "''"),
    DOMAIN("domain", "domain_column", Type.TEXT, 64, null),
    CONTACT("contact", "contact_column", Type.TEXT, 512, "''"),
    RECEIVED("received", "received_column", Type.TEXT, 128, null),
    PATH("path", "path_column", Type.TEXT, 512, null),
    EXPIRES("expires", "expires_column", Type.TIME, 0, "'2030-05-28 21:32:15'"),
    Q("q", "q_column", Type.REAL, 0, "1.0"),
    CALLID("callid", "callid_column", Type.TEXT, 255, "'Default-Call-ID'"),
    CSEQ("cseq", "cseq_column", Type.INTEGER, 0, "1"),
    LAST_MODIFIED("last_modified", null, Type.TIME, 0, "'2000-01-01 00:00:01'"),
    FLAGS("flags", "flags_column", Type.INTEGER, 0, "0"),
    CFLAGS("cflags", "cflags_column", Type.INTEGER, 0, "0"),
    USER_AGENT("user_agent", "user_agent_column", Type.TEXT, 255, "''"),
    SOCKET("socket", "socket_column", Type.TEXT, 64, null),
    METHODS("methods", "methods_column", Type.INTEGER, 0, null),
    INSTANCE("instance", "instance_column", Type.TEXT, 255, null),
    REG_ID("reg_id", "reg_id_column", Type.INTEGER, 0, "0"),
    SERVER_ID("server_id", "server_id_column", Type.INTEGER, 0, "0"),
    CONNECTION_ID("connection_id", "connection_id_column", Type.INTEGER, 0, "0"),
    KEEPALIVE("keepalive", "keepalive_column", Type.INTEGER, 0, "0"),
    PARTITION("partition", "partition_column", Type.INTEGER, 0, "0");

    /** What an UPDATE of a row by its ruid sets: all but what it is found by and its share of the keepalives. */
    public static final Set<Column> UPDATED = EnumSet.complementOf(EnumSet.of(RUID, USERNAME, DOMAIN, PARTITION));

    /** What an INSERT sets of a row that has its ruid already: it may stand under the AoR of before use_domain changed. */
    public static final Set<Column> REPLACED = EnumSet.complementOf(EnumSet.of(RUID, PARTITION));

    /** What kind of value a column holds. */
    public enum Type {
        TEXT,
        /** A date and time without time zone, or epoch seconds: see {@link TableFormat#epochTimes()}. */
        TIME,
        REAL,
        INTEGER
    }

    private final String standardName;
    private final String parameter;
    private final Type type;
    private final int width;
    private final String standardValue;

    Column(String standardName, String parameter, Type type, int width, String standardValue) {
        this.standardName = standardName;
        this.parameter = parameter;
        this.type = type;
        this.width = width;
        this.standardValue = standardValue;
    }

    /** Its name unless the parameter says otherwise. */
    public String standardName() {
        return standardName;
    }

    /** The parameter that names it; as in Kamailio, one column has none. */
    public Optional<String> parameter() {
        return Optional.ofNullable(parameter);
    }

    public Type type() {
        return type;
    }

    /** Characters a text may have. */
    int width() {
        return width;
    }

    public boolean nullable() {
        return standardValue == null;
    }

    /** Its default as SQL; for those that are not {@link #nullable()}. */
    String standardValue() {
        return standardValue;
    }
}
