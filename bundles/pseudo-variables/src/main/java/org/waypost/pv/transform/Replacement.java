package org.waypost.pv.transform;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import org.waypost.pv.spec.Compiler;
import org.waypost.sip.SipContext;

/** What {@code {re.subst}} puts in the place of a match: text, groups {@code \0} to {@code \9} and variables. */
record Replacement(List<Part> parts) {

    /** Appends its part of the replacement. */
    @FunctionalInterface
    interface Part {
        void append(StringBuilder out, Matcher matcher, SipContext context);
    }

    static Replacement of(String text, Compiler compiler) {
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                parts.add(escape(text.charAt(++i)));
            } else if (c == '$' && i + 1 < text.length()) {
                int length = compiler.length(text, i);
                var variable = compiler.nested(text.substring(i, i + length));
                parts.add((out, matcher, context) ->
                        out.append(variable.get(context).text()));
                i += length - 1;
            } else {
                parts.add((out, matcher, context) -> out.append(c));
            }
        }
        return new Replacement(List.copyOf(parts));
    }

    void append(StringBuilder out, Matcher matcher, SipContext context) {
        for (Part part : parts) {
            part.append(out, matcher, context);
        }
    }

    private static Part escape(char c) {
        if (c >= '0' && c <= '9') {
            int group = c - '0';
            return (out, matcher, context) -> {
                String matched = group <= matcher.groupCount() ? matcher.group(group) : null;
                out.append(matched == null ? "" : matched);
            };
        }
        char plain = c == 'n' ? '\n' : c == 'r' ? '\r' : c == 't' ? '\t' : c;
        return (out, matcher, context) -> out.append(plain);
    }
}
