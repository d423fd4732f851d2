package org.waypost.management.rpc;

import java.util.Map;
import java.util.Optional;

/**
 * What an answer repeats of its request.
 *
 * @param isPresent whether the request has an id, if only {@code null}
 * @param value a text or number; empty for {@code null}
 */
record RequestId(boolean isPresent, Optional<Object> value) {

    /** Of a request that could not be read. */
    static final RequestId NULL = new RequestId(true, Optional.empty());

    private static final RequestId ABSENT = new RequestId(false, Optional.empty());

    /** @throws RpcFault if it has an id that is none */
    static RequestId of(Map<?, ?> request) {
        if (!request.containsKey("id")) {
            return ABSENT;
        }
        Object id = request.get("id");
        if (id != null && !(id instanceof String) && !(id instanceof Number)) {
            throw RpcFault.invalid("id is a string or a number");
        }
        return new RequestId(true, Optional.ofNullable(id));
    }
}
