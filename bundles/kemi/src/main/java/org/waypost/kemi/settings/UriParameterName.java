package org.waypost.kemi.settings;

/** The name of a URI parameter, as a parameter gives it. */
public final class UriParameterName {

    private UriParameterName() {}

    /** @throws IllegalArgumentException saying what is wanted, if no parameter can be called that */
    public static String of(String name) {
        if (!name.matches("[A-Za-z0-9_.-]{1,64}")) {
            throw new IllegalArgumentException("1 to 64 letters, digits, '.', '_' or '-'");
        }
        return name;
    }
}
