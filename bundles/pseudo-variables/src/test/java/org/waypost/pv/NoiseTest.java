package org.waypost.pv;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.waypost.pv.spec.Description;
import org.waypost.pv.standard.Sockets;
import org.waypost.pv.standard.StandardVariables;
import org.waypost.pv.transform.Transformations;
import org.waypost.sip.PseudoVariable;
import org.waypost.sip.SipContext;
import org.waypost.sip.Value;

/** Whatever a message holds and whatever a spec says, nothing but an IllegalArgumentException comes out of the compiler. */
class NoiseTest {

    private static final String ALPHABET = "$({[]})=>,;:.@<>\"'\\%?&*-_~/0123456789abrusip \t\r\n\0\u00e9";
    private static final String MESSAGE = """
            INVITE %s SIP/2.0
            Via: SIP/2.0/UDP 127.0.0.1;branch=z9hG4bK1
            Via: %s
            From: %s
            To: %s
            Call-ID: c
            CSeq: 7 INVITE
            Contact: %s
            Diversion: %s
            Authorization: %s
            Expires: %s

            %s
            """;

    private final PseudoVariableEngine engine = Engines.alone();
    private final Random random = new Random(20_26);

    @Test
    void evaluatesEveryVariableOfAnyMessage() {
        List<PseudoVariable> variables = new ArrayList<>();
        for (Description description : new StandardVariables(engine, new Sockets()).descriptions()) {
            variables.addAll(variants(description.syntax()));
        }
        int values = 0;
        for (int i = 0; i < 100; i++) {
            SipContext context = message();
            for (PseudoVariable variable : variables) {
                values += variable.get(context).isNull() ? 0 : 1;
                variable.set(context, Value.of(noise(20)));
                variable.set(context, Value.of(random.nextInt()));
                values += variable.get(context).isNull() ? 0 : 1;
                variable.set(context, Value.NULL);
            }
        }
        assertThat(variables).hasSizeGreaterThan(150);
        assertThat(values).isGreaterThan(5_000);
    }

    @Test
    void transformsAnyText() {
        SipContext context = message();
        PseudoVariable text = engine.variable("$var(t)");
        int results = 0;
        for (Description description : Transformations.descriptions()) {
            String inner =
                    description.syntax().substring(1, description.syntax().length() - 1);
            for (String arguments :
                    new String[] {"", ",a", ",1", ",;", ",1,;", ",-1,2", ",a,b", ",/a/b/g", ",$var(t)"}) {
                String spec = "$(var(t){" + inner.replaceAll(",.*", "") + arguments + "})";
                PseudoVariable variable;
                try {
                    variable = engine.variable(spec);
                } catch (IllegalArgumentException malformed) {
                    continue;
                }
                for (int i = 0; i < 200; i++) {
                    text.set(context, Value.of(noise(60)));
                    results += variable.get(context).isNull() ? 0 : 1;
                }
            }
        }
        assertThat(results).isGreaterThan(5_000);
    }

    @Test
    void compilesOrRefusesAnySpec() {
        SipContext context = message();
        int compiled = 0;
        for (int i = 0; i < 50_000; i++) {
            String text = "$" + noise(25);
            try {
                engine.template(text).evaluate(context);
                engine.variable(text).get(context);
                compiled++;
            } catch (IllegalArgumentException refused) {
                assertThat(refused.getMessage()).isNotBlank();
            }
        }
        assertThat(compiled).isPositive();
    }

    @Test
    void endsARegularExpressionThatBacktracks() {
        SipContext context = message();
        engine.variable("$var(t)").set(context, Value.of("a".repeat(5000) + "!"));

        assertThat(engine.variable("$(var(t){re.subst,/^(a+)+$/x/})").get(context))
                .isEqualTo(Value.NULL);
        assertThat(engine.variable("$(var(t){re.subst,/(x|aa|a)*b/x/g})").get(context))
                .isEqualTo(Value.NULL);
        assertThat(engine.variable("$(var(t){re.subst,/a!/x/}{s.len})").get(context))
                .isEqualTo(Value.of(5000));
    }

    @Test
    void makesNoTextWithoutBounds() {
        SipContext context = message();
        engine.variable("$var(t)").set(context, Value.of("a".repeat(60_000)));

        assertThat(engine.variable("$(var(t){s.replace,a,$var(t)})").get(context))
                .isEqualTo(Value.NULL);
        assertThat(engine.variable("$(var(t){s.prefixes}{s.len})").get(context).number())
                .isLessThan(40_000);
    }

    private List<PseudoVariable> variants(String syntax) {
        List<PseudoVariable> variants = new ArrayList<>();
        int open = syntax.indexOf('(');
        String name = open < 0 ? syntax.substring(1) : syntax.substring(1, open);
        String[] inners = open < 0
                ? new String[] {""}
                : syntax.substring(open + 1, syntax.length() - 1).split("\\|");
        for (String inner : inners) {
            for (String index : new String[] {"", "[0]", "[-1]", "[*]", "[99]"}) {
                String argument = inner.isEmpty() ? "" : "(" + inner.replaceAll("\\[[ij]\\]", "") + ")";
                try {
                    variants.add(engine.variable("$(" + name + argument + index + ")"));
                } catch (IllegalArgumentException refused) {
                    assertThat(index).as(syntax).isNotEmpty();
                }
            }
        }
        return variants;
    }

    /** A request the transport lets through, most of it noise. */
    private SipContext message() {
        while (true) {
            Object[] parts = new Object[9];
            for (int i = 0; i < parts.length; i++) {
                parts[i] = (random.nextBoolean() ? "<sip:" : "") + noise(40).replaceAll("[\r\n\0]", "");
            }
            parts[0] = "sip:" + noise(10).replaceAll("[\r\n\t\0 ]", "");
            parts[1] = "SIP/2.0/UDP h;" + parts[1];
            try {
                return RequestInHand.of(String.format(MESSAGE, parts));
            } catch (IllegalArgumentException notProper) {
                // the next one may be
            }
        }
    }

    private String noise(int most) {
        int length = random.nextInt(most);
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }
}
