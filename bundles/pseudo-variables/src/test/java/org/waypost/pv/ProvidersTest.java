package org.waypost.pv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.waypost.pv.standard.Sockets;
import org.waypost.pv.standard.StandardVariables;
import org.waypost.sip.PseudoVariable;
import org.waypost.sip.PseudoVariableProvider;
import org.waypost.sip.PseudoVariableProvider.Index;
import org.waypost.sip.SipContext;
import org.waypost.sip.Value;

class ProvidersTest {

    private final Providers providers = new Providers(new StandardVariables(Engines.alone(), new Sockets()));
    private final SipContext context = RequestInHand.of("""
            OPTIONS sip:bob@example.com SIP/2.0
            Via: SIP/2.0/UDP 127.0.0.1;branch=z9hG4bK1
            From: <sip:alice@example.org>;tag=1
            To: <sip:bob@example.com>
            Call-ID: c
            CSeq: 7 OPTIONS
            """);

    @Test
    void followsAProviderThatComesAndGoes() {
        PseudoVariable variable = new BoundVariable(providers, "color", "x", Index.NONE);
        assertThat(variable.get(context)).isEqualTo(Value.NULL);
        assertThat(variable.set(context, Value.of(1))).isFalse();

        providers.add(rank(1), () -> Optional.of(provider("color", "red")));
        assertThat(variable.get(context)).isEqualTo(Value.of("red x"));
        providers.add(rank(2), () -> Optional.of(provider("color", "blue")));
        assertThat(variable.get(context)).as("the higher ranking").isEqualTo(Value.of("blue x"));
        providers.add(rank(0), () -> Optional.of(provider("color", "green")));
        assertThat(variable.get(context)).isEqualTo(Value.of("blue x"));
        providers.remove(rank(2));
        assertThat(variable.get(context)).isEqualTo(Value.of("red x"));
        providers.remove(rank(1));
        providers.remove(rank(0));
        assertThat(variable.get(context)).isEqualTo(Value.NULL);
    }

    @Test
    void putsAPluggedInProviderBeforeTheStandardOne() {
        PseudoVariable variable = new BoundVariable(providers, "rs", "", Index.NONE);

        providers.add(rank(-5), () -> Optional.of(provider("rs", "200")));
        assertThat(variable.get(context)).isEqualTo(Value.of("200 "));
        providers.remove(rank(-5));
        assertThat(variable.get(context)).isEqualTo(Value.NULL);
    }

    @Test
    void givesNothingForWhatANewProviderRefuses() {
        PseudoVariable variable = new BoundVariable(providers, "color", "x", Index.NONE);

        providers.add(rank(1), () -> Optional.of(refusing("color")));

        assertThat(variable.get(context)).isEqualTo(Value.NULL);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BoundVariable(providers, "color", "x", Index.NONE))
                .withMessage("refused");
    }

    @Test
    void leavesOutAProviderThatFails() {
        providers.add(rank(1), () -> {
            throw new IllegalStateException("stopped");
        });
        providers.add(rank(3), Optional::empty);
        providers.add(rank(2), () -> Optional.of(provider("color", "red")));

        assertThat(providers.byName()).containsKeys("color", "ru");
    }

    @Test
    void fetchesAProviderThatWantsTheVariablesItself() {
        AtomicBoolean beingMade = new AtomicBoolean();
        providers.add(rank(1), () -> {
            if (beingMade.getAndSet(true)) {
                return Optional.empty();
            }
            assertThat(providers.byName()).containsKey("ru").doesNotContainKey("color");
            return Optional.of(provider("color", "red"));
        });

        assertThat(providers.byName()).containsKeys("color", "ru");
        assertThat(new BoundVariable(providers, "color", "", Index.NONE).get(context))
                .isEqualTo(Value.of("red "));
    }

    @Test
    void keepsNoMoreThanItsCacheHolds() {
        BoundedCache<String> cache = new BoundedCache<>(text -> text);
        for (int i = 0; i < 10_000; i++) {
            assertThat(cache.get("$var(" + i + ")")).endsWith(i + ")");
        }
        assertThat(cache.size()).isBetween(1, 4096);

        int before = cache.size();
        cache.get("x".repeat(600));
        assertThat(cache.size()).as("a long text is not kept").isEqualTo(before);
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Comparable<Object> rank(int rank) {
        return (Comparable) Integer.valueOf(rank);
    }

    private static PseudoVariableProvider provider(String name, String value) {
        return new PseudoVariableProvider() {
            @Override
            public Set<String> names() {
                return Set.of(name);
            }

            @Override
            public PseudoVariable compile(String asked, String inner, Index index) {
                return context -> Value.of(value + " " + inner);
            }
        };
    }

    private static PseudoVariableProvider refusing(String name) {
        return new PseudoVariableProvider() {
            @Override
            public Set<String> names() {
                return Set.of(name);
            }

            @Override
            public PseudoVariable compile(String asked, String inner, Index index) {
                throw new IllegalArgumentException("refused");
            }
        };
    }
}
