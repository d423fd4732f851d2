package org.waypost.management.rpc;

import java.util.Optional;

/** That a call has no result: a JSON-RPC error, with Kamailio's code and message where it has one. */
final class RpcFault extends RuntimeException {

    private static final long serialVersionUID = 1;

    private static final int PARSE_ERROR = -32700;
    private static final int INVALID_REQUEST = -32600;
    private static final int INTERNAL_ERROR = -32603;

    private final int code;
    private final String details;

    private RpcFault(int code, String message, String details) {
        super(message, null, false, false);
        this.code = code;
        this.details = details;
    }

    static RpcFault of(int code, String message) {
        return new RpcFault(code, message, "");
    }

    /** @param details what is wrong, in one line for people: the member {@code data} of the error */
    static RpcFault of(int code, String message, String details) {
        return new RpcFault(code, message, details);
    }

    static RpcFault unreadable(String details) {
        return new RpcFault(PARSE_ERROR, "Parse error", details);
    }

    static RpcFault invalid(String details) {
        return new RpcFault(INVALID_REQUEST, "Invalid Request", details);
    }

    static RpcFault internal(String details) {
        return new RpcFault(INTERNAL_ERROR, "Internal error", details);
    }

    /** Whether what was sent is no request, so that it cannot be known whether an answer is wanted. */
    boolean isInvalidRequest() {
        return code == INVALID_REQUEST;
    }

    int code() {
        return code;
    }

    Optional<String> details() {
        return details.isEmpty() ? Optional.empty() : Optional.of(details);
    }

    /** The status of the HTTP response: the code, as with Kamailio, or what comes nearest. */
    int httpStatus() {
        if (code >= 400 && code <= 599) {
            return code;
        }
        return code == INTERNAL_ERROR ? 500 : 400;
    }
}
