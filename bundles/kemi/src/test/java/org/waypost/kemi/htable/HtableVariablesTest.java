package org.waypost.kemi.htable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waypost.kemi.support.Requests;
import org.waypost.kemi.support.Script;
import org.waypost.sip.PseudoVariable;
import org.waypost.sip.PseudoVariableProvider.Index;
import org.waypost.sip.SipContext;
import org.waypost.sip.Value;

/** The results are those of Kamailio 5.6.3. */
class HtableVariablesTest {

    private final HashTables tables = new HashTables();
    private final HtableVariables variables = new HtableVariables(
            tables,
            text -> context -> text.replace("$rU", context.request().method().name()));
    private final SipContext context = Requests.from("127.0.0.1", 5070);

    @BeforeEach
    void defineTables() {
        Map<String, Object> values = Map.of("htable", "a=>size=4,b=>initval=7,e=>autoexpire=300");
        tables.configure(Script.parameters(HtableParameters.class, values), values);
    }

    @AfterEach
    void stop() {
        tables.stop();
    }

    @Test
    void readsAndSetsItems() {
        PseudoVariable item = of("sht", "a=>k");
        assertThat(item.get(context)).isEqualTo(Value.NULL);
        assertThat(item.set(context, Value.of("v"))).isTrue();
        assertThat(item.get(context)).isEqualTo(Value.of("v"));
        assertThat(item.set(context, Value.of(4))).isTrue();
        assertThat(item.get(context)).isEqualTo(Value.of(4));
        assertThat(item.set(context, Value.NULL)).isTrue();
        assertThat(item.get(context)).isEqualTo(Value.NULL);
        assertThat(of("sht", "b=>nope").get(context)).isEqualTo(Value.of(7));
        assertThat(of("sht", "zz=>k").get(context)).isEqualTo(Value.NULL);
        assertThat(of("sht", "zz=>k").set(context, Value.of(1))).isFalse();
    }

    @Test
    void resolvesVariablesInAKey() {
        of("sht", "a=>$rU::x").set(context, Value.of("v"));
        assertThat(of("sht", "a=>INVITE::x").get(context)).isEqualTo(Value.of("v"));
    }

    @Test
    void readsAndSetsTheTimeLeft() {
        of("sht", "e=>k").set(context, Value.of("v"));
        assertThat(of("shtex", "e=>k").get(context)).isEqualTo(Value.of(300));
        assertThat(of("shtex", "e=>k").set(context, Value.of(33))).isTrue();
        assertThat(of("shtex", "e=>k").get(context)).isEqualTo(Value.of(33));
        assertThat(of("shtex", "e=>nope").get(context)).isEqualTo(Value.of(0));
        assertThat(of("shtex", "e=>k").set(context, Value.of("x"))).isFalse();
    }

    @Test
    void countsWhenItIsRead() {
        of("sht", "a=>n").set(context, Value.of(3));
        assertThat(of("shtinc", "a=>n").get(context)).isEqualTo(Value.of(4));
        assertThat(of("shtdec", "a=>n").get(context)).isEqualTo(Value.of(3));
        assertThat(of("shtinc", "a=>nope").get(context)).isEqualTo(Value.NULL);
        assertThat(of("shtinc", "b=>nope").get(context)).isEqualTo(Value.of(8));
    }

    @ParameterizedTest
    @CsvSource({"al, 2", "~~^a, 2", "==al, 1", "%~al, 2", "~%al, 1", "~%alicexx, 0", "li, 1", ".*, 5", "*, 0", "'', 0"})
    void countsNames(String expression, int expected) {
        fill();
        assertThat(of("shtcn", "a=>" + expression).get(context)).isEqualTo(Value.of(expected));
    }

    @ParameterizedTest
    @CsvSource({"x, 2", "==x, 1", "~%x, 1", "~~x, 2", "eq3, 1", "eq4, 0", ".*, 3", "3, 0"})
    void countsValues(String expression, int expected) {
        fill();
        assertThat(of("shtcv", "a=>" + expression).get(context)).isEqualTo(Value.of(expected));
    }

    @Test
    void showsWhereAnIteratorIs() {
        of("sht", "a=>k").set(context, Value.of("v"));
        Script ht = new Script(new HtableModule(tables), context);
        ht.call("sht_iterator_start", "i", "a");
        assertThat(of("shtitkey", "i").get(context)).isEqualTo(Value.NULL);
        ht.call("sht_iterator_next", "i");
        assertThat(of("shtitkey", "i").get(context)).isEqualTo(Value.of("k"));
        assertThat(of("shtitval", "i").get(context)).isEqualTo(Value.of("v"));
    }

    @Test
    void refusesAVariableWithoutKey() {
        assertThatThrownBy(() -> of("sht", "a")).hasMessageContaining("table=>key");
    }

    private void fill() {
        of("sht", "a=>al").set(context, Value.of("x"));
        of("sht", "a=>alice").set(context, Value.of("xy"));
        of("sht", "a=>bob").set(context, Value.of("z"));
        of("sht", "a=>3").set(context, Value.of(3));
        of("sht", "a=>5").set(context, Value.of(5));
    }

    private PseudoVariable of(String name, String inner) {
        return variables.compile(name, inner, Index.NONE);
    }
}
