package org.waypost.parameters.text;

import java.util.List;
import org.waypost.parameters.Parameter;
import org.waypost.parameters.ParameterCatalogue;

/** What texts that parameters are exported to have in common. */
final class Exported {

    /** Stands for a value that is not shown. */
    static final String LEFT_OUT = "(left out: it holds a password)";

    // Knows no more than what a password looks like in a URL.
    private static final Parameter ANY =
            new Parameter(Parameter.PID_PREFIX, "", Parameter.Type.TEXT, "", 0, Integer.MAX_VALUE, List.of(), "");

    private Exported() {}

    /** The parameters, by module, PID and key; all, or those that are set. */
    static List<Parameter> parameters(ParameterCatalogue catalogue, boolean all) {
        return catalogue.modules().stream()
                .flatMap(module -> catalogue.parameters(module).stream())
                .filter(parameter -> all || catalogue.isSet(parameter))
                .toList();
    }

    /** A line with the passwords in it masked. */
    static String masked(String line) {
        return ANY.shown(line);
    }
}
