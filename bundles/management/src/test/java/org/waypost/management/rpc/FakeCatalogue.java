package org.waypost.management.rpc;

import java.util.List;
import org.waypost.parameters.MapCatalogue;
import org.waypost.parameters.Parameter;
import org.waypost.parameters.Parameter.Type;

/** A few parameters, kept in a map. */
final class FakeCatalogue extends MapCatalogue {

    FakeCatalogue() {
        super(
                parameter("waypost.http", "token", Type.SECRET, "", Integer.MAX_VALUE),
                parameter("waypost.registrar", "compat", Type.TEXT, "kamailio", Integer.MAX_VALUE),
                parameter("waypost.registrar", "default_expires", Type.INTEGER, "3600", Integer.MAX_VALUE),
                parameter("waypost.registrar", "min_expires", Type.INTEGER, "60", 1000),
                parameter("waypost.registrar", "realm_prefix", Type.TEXT, "", Integer.MAX_VALUE),
                parameter("waypost.transport", "server_signature", Type.BOOLEAN, "true", 1),
                parameter("waypost.transport", "tcp_max_connections", Type.INTEGER, "16384", 1_000_000),
                parameter("waypost.transport", "tcp_max_message", Type.INTEGER, "65535", 1_000_000),
                parameter("waypost.usrloc", "hash_size", Type.INTEGER, "10", 30));
    }

    private static Parameter parameter(String pid, String key, Type type, String value, long max) {
        return new Parameter(pid, key, type, value, 0, max, List.of(), "What " + key + " is for.");
    }
}
