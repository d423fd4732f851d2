package org.waypost.parameters.text;

import java.util.List;
import org.waypost.parameters.Change;
import org.waypost.parameters.MapCatalogue;
import org.waypost.parameters.Parameter;
import org.waypost.parameters.Parameter.Type;

/** A catalogue of a few parameters, some of which are set. */
final class FixedCatalogue extends MapCatalogue {

    FixedCatalogue(Change... changes) {
        super(
                of("waypost.proxy", "enable_full_lr", Type.INTEGER, "0"),
                of("waypost.registrar", "default_q", Type.INTEGER, "-1"),
                of("waypost.registrar", "max_contacts", Type.INTEGER, "0"),
                of("waypost.registrar", "received_param", Type.TEXT, "received"),
                of("waypost.registrar.path", "use_path", Type.INTEGER, "0"),
                of("waypost.transport", "server_signature", Type.BOOLEAN, "true"),
                of("waypost.usrloc", "use_domain", Type.INTEGER, "0"),
                of("waypost.usrloc", "xavp_contact", Type.TEXT, ""),
                of("waypost.usrloc.jdbc", "db_password", Type.SECRET, ""),
                of("waypost.usrloc.jdbc", "db_url", Type.TEXT, ""));
        apply("test", List.of(changes), line -> {});
    }

    private static Parameter of(String pid, String key, Type type, String value) {
        boolean isNumber = type == Type.INTEGER;
        return new Parameter(pid, key, type, value, isNumber ? -1 : 0, isNumber ? 1000 : 255, List.of(), "");
    }
}
