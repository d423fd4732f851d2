package org.waypost.console;

import java.util.List;
import org.waypost.parameters.Applied;
import org.waypost.parameters.Change;
import org.waypost.parameters.MapCatalogue;
import org.waypost.parameters.Parameter;
import org.waypost.parameters.Parameter.Type;

/** Three parameters in a map: a number, a secret, and a URL with a password. */
final class FakeParameters extends MapCatalogue {

    FakeParameters() {
        super(
                new Parameter("waypost.http", "token", Type.SECRET, "", 0, 99, List.of(), "Who may ask"),
                new Parameter("waypost.registrar", "retry_after", Type.INTEGER, "0", 0, 100, List.of(), "Seconds"),
                new Parameter(
                        "waypost.usrloc.jdbc", "db_url", Type.TEXT, "", 0, 999, List.of(), "Where the database is"));
    }

    @Override
    public Applied check(List<Change> changes) {
        return new Applied(super.check(changes).steps(), List.of("mind the gap"));
    }

    /** The value of the parameter of that name, which is one of a kind here. */
    String value(String key) {
        return value(parameter(key));
    }

    boolean isSet(String key) {
        return isSet(parameter(key));
    }

    private Parameter parameter(String key) {
        return modules().stream()
                .flatMap(module -> parameters(module).stream())
                .filter(parameter -> parameter.key().equals(key))
                .findFirst()
                .orElseThrow();
    }
}
