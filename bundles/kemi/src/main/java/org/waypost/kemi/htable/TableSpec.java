package org.waypost.kemi.htable;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * What the parameter {@code htable} says of one table.
 *
 * @param name of the table
 * @param autoExpire seconds an item lasts; 0 for ever, and then no item can be given a time
 * @param updateExpire whether a new value begins the time anew
 * @param initial the value of an item that is not there, if it has one
 */
public record TableSpec(String name, int autoExpire, boolean updateExpire, OptionalInt initial) {

    // A comma parts two definitions if a name and => follow, so that lists of columns stay whole.
    private static final Pattern PARTING = Pattern.compile("[\\r\\n]+|,(?=\\s*[\\w.-]+\\s*=>)");

    /**
     * The tables of a definition such as {@code ipban=>size=8;autoexpire=300;initval=0}, several parted by commas or line ends.
     *
     * @throws IllegalArgumentException saying what is wrong
     */
    public static Map<String, TableSpec> parse(String definitions) {
        Map<String, TableSpec> specs = new LinkedHashMap<>();
        for (String definition : PARTING.split(definitions)) {
            if (!definition.isBlank()) {
                TableSpec spec = one(definition.strip());
                if (specs.put(spec.name, spec) != null) {
                    throw new IllegalArgumentException("each table once (" + spec.name + " is there twice)");
                }
            }
        }
        return specs;
    }

    private static TableSpec one(String definition) {
        int arrow = definition.indexOf("=>");
        if (arrow <= 0) {
            throw new IllegalArgumentException("name=>attribute=value;… in the place of " + definition);
        }
        TableSpec spec = new TableSpec(definition.substring(0, arrow).strip(), 0, true, OptionalInt.empty());
        for (String attribute : definition.substring(arrow + 2).split(";")) {
            if (!attribute.isBlank()) {
                spec = spec.with(attribute);
            }
        }
        return spec;
    }

    // What concerns databases and replication is read and has no effect: these tables live in memory.
    private TableSpec with(String attribute) {
        int sign = attribute.indexOf('=');
        String key = (sign < 0 ? attribute : attribute.substring(0, sign)).strip();
        String value = sign < 0 ? "" : attribute.substring(sign + 1).strip();
        return switch (key) {
            case "autoexpire" -> new TableSpec(name, number(key, value, 0), updateExpire, initial);
            case "updateexpire" -> new TableSpec(name, autoExpire, number(key, value, 0) != 0, initial);
            case "initval" ->
                new TableSpec(name, autoExpire, updateExpire, OptionalInt.of(number(key, value, Integer.MIN_VALUE)));
            case "size", "dbmode", "dmqreplicate" -> {
                number(key, value, 0);
                yield this;
            }
            case "dbtable", "cols", "coldelim", "colnull" -> this;
            default -> throw new IllegalArgumentException("an attribute that tables have in the place of " + key);
        };
    }

    private static int number(String key, String value, int least) {
        try {
            int number = Integer.parseInt(value);
            if (number >= least) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // refused below, as a number out of range is
        }
        throw new IllegalArgumentException("for " + key + " an integer of " + least + " or more");
    }
}
