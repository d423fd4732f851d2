package org.waypost.usrloc.jdbc.table;

/** A column of the table {@code location_attrs}, version 1 of Kamailio's: one row for each attribute of a contact. */
public enum AttributeColumn {
    RUID("ruid", "ulattrs_ruid_column"),
    USERNAME("username", "ulattrs_user_column"),
    DOMAIN("domain", "ulattrs_domain_column"),
    NAME("aname", "ulattrs_aname_column"),
    TYPE("atype", "ulattrs_atype_column"),
    VALUE("avalue", "ulattrs_avalue_column"),
    LAST_MODIFIED("last_modified", "ulattrs_last_modified_column");

    private final String standardName;
    private final String parameter;

    AttributeColumn(String standardName, String parameter) {
        this.standardName = standardName;
        this.parameter = parameter;
    }

    /** Its name unless the parameter says otherwise. */
    public String standardName() {
        return standardName;
    }

    /** The parameter that names it. */
    public String parameter() {
        return parameter;
    }
}
