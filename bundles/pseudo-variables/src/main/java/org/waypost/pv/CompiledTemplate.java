package org.waypost.pv;

import java.util.ArrayList;
import java.util.List;
import org.waypost.pv.spec.Spec;
import org.waypost.pv.spec.SpecParser;
import org.waypost.sip.PseudoVariable;
import org.waypost.sip.PseudoVariables;
import org.waypost.sip.SipContext;
import org.waypost.sip.Value;

/** Text with pseudo-variables in it: {@code texts[0] variables[0] texts[1] variables[1] … texts[n]}. */
final class CompiledTemplate implements PseudoVariables.Template {

    private static final String NULL = "<null>";

    private final String[] texts;
    private final PseudoVariable[] variables;

    private CompiledTemplate(List<String> texts, List<PseudoVariable> variables) {
        this.texts = texts.toArray(String[]::new);
        this.variables = variables.toArray(PseudoVariable[]::new);
    }

    /** @throws IllegalArgumentException if a variable in {@code text} is malformed */
    static CompiledTemplate of(String text, PseudoVariableEngine engine) {
        List<String> texts = new ArrayList<>();
        List<PseudoVariable> variables = new ArrayList<>();
        StringBuilder plain = new StringBuilder();
        int position = 0;
        while (position < text.length()) {
            char c = text.charAt(position);
            if (c != '$') {
                plain.append(c);
                position++;
            } else if (text.startsWith("$$", position)) {
                plain.append('$');
                position += 2;
            } else {
                Spec spec = SpecParser.parse(text, position);
                texts.add(plain.toString());
                plain.setLength(0);
                variables.add(engine.compile(spec));
                position = spec.end();
            }
        }
        texts.add(plain.toString());
        return new CompiledTemplate(texts, variables);
    }

    @Override
    public String evaluate(SipContext context) {
        if (variables.length == 0) {
            return texts[0];
        }
        if (variables.length == 1 && texts[0].isEmpty() && texts[1].isEmpty()) {
            return text(variables[0], context);
        }
        StringBuilder out = new StringBuilder(64);
        for (int i = 0; i < variables.length; i++) {
            out.append(texts[i]).append(text(variables[i], context));
        }
        return out.append(texts[variables.length]).toString();
    }

    // A transformation that cannot be done leaves nothing, as in Kamailio.
    private static String text(PseudoVariable variable, SipContext context) {
        Value value = variable.get(context);
        return value.isNull() && !(variable instanceof TransformedVariable) ? NULL : value.text();
    }
}
