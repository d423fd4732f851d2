package org.waypost.parameters.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.waypost.parameters.text.Token.Kind;

/** Finds what a Kamailio configuration says of parameters of modules. State: how far it is. */
final class ModparamReader {

    private static final Map<String, String> SWITCHES = Map.of(
            "yes", "1", "on", "1", "true", "1", "enable", "1", "no", "0", "off", "0", "false", "0", "disable", "0");

    private final List<String> lines;
    private final Tokens tokens;
    private final Preprocessor preprocessor = new Preprocessor();
    private final List<Modparam> found = new ArrayList<>();
    private Token token;

    private ModparamReader(String text) {
        lines = text.lines().toList();
        tokens = new Tokens(text);
        advance();
    }

    static List<Modparam> read(String text) {
        ModparamReader reader = new ModparamReader(text);
        reader.read();
        return reader.found;
    }

    private void read() {
        while (token.kind() != Kind.END) {
            Token first = token;
            advance();
            if (!preprocessor.counts()) {
                continue;
            }
            switch (first.kind() == Kind.NAME ? first.text() : "") {
                case "modparam" -> modparam(first);
                case "modparamx" -> trouble(first, "modparamx is not understood, as its value may be an expression");
                case "include_file", "import_file" -> trouble(first, "it is not read; import that file itself");
                default -> {
                    // something else
                }
            }
        }
    }

    private void modparam(Token first) {
        Optional<String> module = Optional.empty();
        Optional<String> key = Optional.empty();
        if (takes("(")) {
            module = string();
        }
        if (module.isPresent() && takes(",")) {
            key = string();
        }
        if (key.isEmpty() || !takes(",")) {
            trouble(first, "it is not understood; modparam(\"module\", \"parameter\", value) is wanted");
            return;
        }
        Token value = token;
        advance();
        if (!token.is(Kind.SIGN, ")")) {
            trouble(first, "its value is not understood; a text in quotes or a number is wanted");
            return;
        }
        value(first, module.get(), key.get(), value);
    }

    private void value(Token first, String module, String key, Token value) {
        Optional<Token> resolved = preprocessor.value(value);
        if (resolved.isPresent()) {
            String text = resolved.get().text();
            preprocessor
                    .substituted(text)
                    .ifPresentOrElse(
                            name -> trouble(first, "it holds " + name + ", which #!substdef replaces"),
                            () -> found.add(Modparam.of(first.line(), line(first), module, key, text)));
        } else if (value.kind() == Kind.NAME && SWITCHES.containsKey(value.text())) {
            found.add(Modparam.of(first.line(), line(first), module, key, SWITCHES.get(value.text())));
        } else {
            trouble(first, "what " + value.text() + " stands for is not known");
        }
    }

    private Optional<String> string() {
        Token here = token;
        advance();
        return preprocessor
                .value(here)
                .filter(value -> value.kind() == Kind.STRING)
                .map(Token::text);
    }

    private boolean takes(String sign) {
        boolean isThere = token.is(Kind.SIGN, sign);
        if (isThere) {
            advance();
        }
        return isThere;
    }

    private void trouble(Token at, String why) {
        found.add(Modparam.notUnderstood(at.line(), line(at), why));
    }

    private String line(Token at) {
        return lines.get(at.line() - 1).strip();
    }

    private void advance() {
        token = tokens.next();
        while (token.kind() == Kind.DIRECTIVE) {
            Token directive = token;
            preprocessor.take(directive.text()).ifPresent(why -> trouble(directive, why));
            token = tokens.next();
        }
    }
}
