package org.waypost.kemi;

/** Reads the arguments of a script function as text or number, whichever way the script wrote them. */
public final class Arguments {

    private Arguments() {}

    /** Argument {@code index} as text: empty for {@code nil}, a number in decimal. */
    public static String text(Object[] arguments, int index) {
        Object argument = index < arguments.length ? arguments[index] : null;
        if (argument == null) {
            return "";
        }
        if (argument instanceof Double number && number == Math.rint(number) && !number.isInfinite()) {
            return Long.toString(number.longValue());
        }
        return argument.toString();
    }

    /** Argument {@code index} as a whole number, 0 if it is none. */
    public static long number(Object[] arguments, int index) {
        Object argument = index < arguments.length ? arguments[index] : null;
        if (argument instanceof Number number) {
            return number.longValue();
        }
        if (argument instanceof String text) {
            try {
                return (long) Double.parseDouble(text.trim());
            } catch (NumberFormatException e) {
                return 0;
            }
        }
        return 0;
    }

    /** Argument {@code index} as {@code int}; what is beyond its range loses its upper bits, as in C. */
    public static int integer(Object[] arguments, int index) {
        return (int) number(arguments, index);
    }
}
