package org.waypost.pv.transform;

import org.waypost.pv.spec.Compiler;
import org.waypost.sip.PseudoVariable;
import org.waypost.sip.Value;

/** Reads what follows the name of a transformation: arguments after commas, each fixed or a variable. */
final class Arguments {

    private final String transformation;
    private final Compiler compiler;
    private int position;

    /** @param position index of the first comma, or the end */
    Arguments(String transformation, int position, Compiler compiler) {
        this.transformation = transformation;
        this.position = position;
        this.compiler = compiler;
    }

    boolean has() {
        return position < transformation.length();
    }

    /** The next argument: a whole number, or a variable. */
    PseudoVariable number() {
        String text = next();
        if (text.startsWith("$")) {
            return compiler.nested(text);
        }
        try {
            Value number = Value.of(Integer.parseInt(text));
            return context -> number;
        } catch (NumberFormatException notANumber) {
            throw refused("'" + text + "' is no number");
        }
    }

    /** The next argument: text up to the next comma, or a variable. */
    PseudoVariable text() {
        return fixedOrVariable(next());
    }

    /** All that is left, as text or a variable; commas belong to it. */
    PseudoVariable rest() {
        skipComma();
        String text = transformation.substring(position);
        position = transformation.length();
        return fixedOrVariable(text);
    }

    /** The next argument: one character, which may be a comma. */
    char character() {
        skipComma();
        if (!has()) {
            throw refused("a character is missing");
        }
        return transformation.charAt(position++);
    }

    /** All that is left, as it is written. */
    String raw() {
        skipComma();
        String text = transformation.substring(position);
        position = transformation.length();
        return text;
    }

    Compiler compiler() {
        return compiler;
    }

    /** Makes sure that nothing is left. */
    void end() {
        if (!transformation.substring(position).isEmpty()) {
            throw refused("'" + transformation.substring(position) + "' is too much");
        }
    }

    IllegalArgumentException refused(String why) {
        return new IllegalArgumentException("transformation {" + transformation + "} is malformed: " + why);
    }

    private PseudoVariable fixedOrVariable(String text) {
        if (text.startsWith("$")) {
            return compiler.nested(text);
        }
        Value value = Value.of(text);
        return context -> value;
    }

    private String next() {
        skipComma();
        int from = position;
        if (position < transformation.length() && transformation.charAt(position) == '$') {
            position += compiler.length(transformation, position);
        }
        while (position < transformation.length() && transformation.charAt(position) != ',') {
            position++;
        }
        return transformation.substring(from, position);
    }

    private void skipComma() {
        if (!has()) {
            throw refused("an argument is missing");
        }
        if (transformation.charAt(position) != ',') {
            throw refused("',' is wanted at '" + transformation.substring(position) + "'");
        }
        position++;
    }
}
