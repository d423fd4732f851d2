package org.waypost.parameters;

import java.util.Optional;

/**
 * One parameter that is to be changed.
 *
 * @param module such as {@code registrar}
 * @param key the parameter's name
 * @param value the new one; empty takes the parameter back to its default and its line out of the file
 */
public record Change(String module, String key, Optional<String> value) {

    public static Change set(String module, String key, String value) {
        return new Change(module, key, Optional.of(value));
    }

    public static Change reset(String module, String key) {
        return new Change(module, key, Optional.empty());
    }
}
