package org.waypost.pv.standard;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.waypost.pv.spec.Compiler;
import org.waypost.sip.PseudoVariable;
import org.waypost.sip.SipContext;
import org.waypost.sip.Value;

/**
 * One step of what stands in {@code $xavp(name[i]=>field[j])}.
 *
 * @param name of the entries meant
 * @param given whether there are brackets
 * @param all whether they hold {@code *}
 * @param number what they hold, if it is a number
 * @param variable what they hold, if it is a variable
 */
record XavpPath(String name, boolean given, boolean all, int number, Optional<PseudoVariable> variable) {

    /**
     * The one or two steps of {@code text}; further ones do not count, as in Kamailio.
     *
     * @throws IllegalArgumentException if it is malformed
     */
    static List<XavpPath> parse(String text, Compiler compiler) {
        List<XavpPath> steps = new ArrayList<>(2);
        int from = 0;
        for (int arrow = text.indexOf("=>"); arrow >= 0; arrow = text.indexOf("=>", from)) {
            if (text.lastIndexOf('(', arrow) > text.lastIndexOf(')', arrow)) {
                throw new IllegalArgumentException("$xavp(" + text + ") has an xavp for an index");
            }
            steps.add(step(text, text.substring(from, arrow).trim(), compiler));
            from = arrow + 2;
        }
        steps.add(step(text, text.substring(from).trim(), compiler));
        return List.copyOf(steps.subList(0, Math.min(2, steps.size())));
    }

    private static XavpPath step(String all, String text, Compiler compiler) {
        int bracket = text.indexOf('[');
        String name = bracket < 0 ? text : text.substring(0, bracket).trim();
        if (name.isEmpty() || bracket >= 0 && !text.endsWith("]")) {
            throw new IllegalArgumentException("$xavp(" + all + ") is not name[index]=>field[index]");
        }
        if (bracket < 0) {
            return new XavpPath(name, false, false, 0, Optional.empty());
        }
        String index = text.substring(bracket + 1, text.length() - 1).trim();
        if (index.equals("*")) {
            return new XavpPath(name, true, true, 0, Optional.empty());
        }
        if (index.startsWith("$")) {
            return new XavpPath(name, true, false, 0, Optional.of(compiler.nested(index)));
        }
        try {
            return new XavpPath(name, true, false, Integer.parseInt(index), Optional.empty());
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException("[" + index + "] in $xavp(" + all + ") is no index");
        }
    }

    /** The position meant among {@code count} entries, or -1 if there is none such. */
    int position(int count, SipContext context) {
        long wanted = number;
        if (variable.isPresent()) {
            Value value = variable.get().get(context);
            if (!value.isNumber()) {
                return -1;
            }
            wanted = value.number();
        }
        long position = wanted < 0 ? count + wanted : wanted;
        return position >= 0 && position < count ? (int) position : -1;
    }
}
