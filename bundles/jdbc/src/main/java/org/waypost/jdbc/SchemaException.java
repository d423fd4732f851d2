package org.waypost.jdbc;

import java.sql.SQLException;

/** The tables are not what they must be; the message says to an operator what is wrong. */
public final class SchemaException extends SQLException {

    private static final long serialVersionUID = 1;

    public SchemaException(String message) {
        super(message);
    }

    public SchemaException(String message, Throwable cause) {
        super(message, cause);
    }
}
