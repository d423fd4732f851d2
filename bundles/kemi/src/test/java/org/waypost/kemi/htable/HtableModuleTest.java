package org.waypost.kemi.htable;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waypost.kemi.support.RecordedApi;
import org.waypost.kemi.support.Requests;
import org.waypost.kemi.support.Script;

/** The results are those of Kamailio 5.6.3. */
class HtableModuleTest {

    private static final String TABLES = "a=>size=4;\nb=>initval=7,e=>autoexpire=300;,u=>autoexpire=300;updateexpire=0";

    private final HashTables tables = new HashTables();
    private final HtableModule module = new HtableModule(tables);
    private final Script ht = new Script(module, Requests.from("127.0.0.1", 5070));

    @BeforeEach
    void defineTables() {
        configure(Map.of("htable", TABLES));
    }

    @AfterEach
    void stop() {
        tables.stop();
    }

    @Test
    void hasTheFunctionsOfKamailio() throws Exception {
        assertThat(RecordedApi.of(module)).isEqualTo(RecordedApi.of("htable"));
    }

    @Test
    void readsWhatIsNotThere() {
        assertThat(ht.call("sht_get", "a", "k")).isNull();
        assertThat(ht.call("sht_gete", "a", "k")).isEqualTo("");
        assertThat(ht.call("sht_getw", "a", "k")).isEqualTo("<null>");
        assertThat(ht.call("sht_get", "b", "k")).isEqualTo(7);
        assertThat(ht.call("sht_get", "zz", "k")).isNull();
        assertThat(ht.call("sht_getw", "zz", "k")).isEqualTo("<null>");
    }

    @Test
    void keepsTextsAndNumbers() {
        assertThat(ht.call("sht_sets", "a", "k", "v")).isEqualTo(1);
        assertThat(ht.call("sht_gete", "a", "k")).isEqualTo("v");
        assertThat(ht.call("sht_seti", "a", "n", 5)).isEqualTo(1);
        assertThat(ht.call("sht_get", "a", "n")).isEqualTo(5);
        assertThat(ht.call("sht_sets", "a", "", "v")).isEqualTo(1);
        assertThat(ht.call("sht_get", "a", "")).isEqualTo("v");
        assertThat(ht.call("sht_seti", "a", "big", 3_000_000_000L)).isEqualTo(1);
        assertThat(ht.call("sht_get", "a", "big")).isEqualTo(-1294967296);
    }

    @Test
    void tellsThatATableIsNotDefined() {
        assertThat(ht.call("sht_sets", "zz", "k", "v")).isEqualTo(-1);
        assertThat(ht.call("sht_seti", "", "k", 1)).isEqualTo(-1);
        assertThat(ht.call("sht_inc", "zz", "k")).isEqualTo(-255);
        assertThat(ht.call("sht_is_null", "zz", "k")).isEqualTo(2);
        assertThat(ht.call("sht_rm", "zz", "k")).isEqualTo(-1);
        assertThat(ht.call("sht_setex", "zz", "k", 1)).isEqualTo(-1);
        assertThat(ht.call("sht_setxi", "zz", "k", 1, 1)).isEqualTo(-1);
        assertThat(ht.call("sht_lock", "zz", "k")).isEqualTo(-1);
        assertThat(ht.call("sht_reset", "zz")).isEqualTo(-1);
        assertThat(ht.call("sht_rm_name", "zz", "re", "x")).isEqualTo(-1);
        assertThat(ht.call("sht_rm_name_re", "zz", "x")).isEqualTo(1);
        assertThat(ht.call("sht_rm_value_re", "zz", "x")).isEqualTo(1);
        assertThat(ht.call("sht_match_name", "zz", "eq", "x")).isEqualTo(-1);
        assertThat(ht.call("sht_iterator_start", "i", "zz")).isEqualTo(-1);
    }

    @Test
    void countsUpAndDown() {
        ht.call("sht_seti", "a", "n", 5);
        assertThat(ht.call("sht_inc", "a", "n")).isEqualTo(6);
        assertThat(ht.call("sht_dec", "a", "n")).isEqualTo(5);
        assertThat(ht.call("sht_inc", "a", "new")).isEqualTo(-255);
        assertThat(ht.call("sht_get", "a", "new")).isNull();
        assertThat(ht.call("sht_inc", "b", "new")).isEqualTo(8);
        assertThat(ht.call("sht_dec", "b", "other")).isEqualTo(6);
        ht.call("sht_sets", "a", "text", "v");
        assertThat(ht.call("sht_inc", "a", "text")).isEqualTo(-255);
        ht.call("sht_seti", "a", "most", Integer.MAX_VALUE);
        assertThat(ht.call("sht_inc", "a", "most")).isEqualTo(Integer.MIN_VALUE);
    }

    @Test
    void tellsWhatIsMissing() {
        ht.call("sht_sets", "a", "k", "v");
        assertThat(ht.call("sht_is_null", "a", "k")).isEqualTo(-1);
        assertThat(ht.call("sht_is_null", "a", "nope")).isEqualTo(1);
        assertThat(ht.call("sht_is_null", "b", "nope")).isEqualTo(-2);
        assertThat(ht.call("sht_rm", "a", "k")).isEqualTo(1);
        assertThat(ht.call("sht_rm", "a", "k")).isEqualTo(1);
        assertThat(ht.call("sht_is_null", "a", "k")).isEqualTo(1);
        assertThat(ht.call("sht_reset", "a")).isEqualTo(0);
    }

    @Test
    void givesItemsATimeIfTheTableDoes() {
        assertThat(ht.call("sht_setxi", "e", "k", 3, 50)).isEqualTo(0);
        assertThat(expires("e", "k")).isEqualTo(50);
        assertThat(ht.call("sht_seti", "e", "k", 4)).isEqualTo(1);
        assertThat(expires("e", "k")).isEqualTo(300);
        assertThat(ht.call("sht_setex", "e", "k", 100)).isEqualTo(1);
        assertThat(expires("e", "k")).isEqualTo(100);
        assertThat(ht.call("sht_inc", "e", "k")).isEqualTo(5);
        assertThat(expires("e", "k")).isEqualTo(300);
        assertThat(ht.call("sht_setxi", "e", "k", 1, 0)).isEqualTo(0);
        assertThat(expires("e", "k")).isEqualTo(300);
        assertThat(ht.call("sht_setxs", "a", "x", "v", 50)).isEqualTo(1);
        assertThat(expires("a", "x")).isZero();
        assertThat(ht.call("sht_setex", "a", "none", 100)).isEqualTo(1);
    }

    @Test
    void keepsTheTimeWithoutUpdateexpire() {
        ht.call("sht_setxi", "u", "k", 3, 50);
        ht.call("sht_seti", "u", "k", 4);
        assertThat(expires("u", "k")).isEqualTo(50);
        assertThat(ht.call("sht_inc", "u", "k")).isEqualTo(5);
        assertThat(expires("u", "k")).isEqualTo(50);
        ht.call("sht_setxi", "u", "k", 3, 70);
        assertThat(expires("u", "k")).isEqualTo(70);
    }

    // results for: al, bo, ob, ^b.b$, x, (
    @ParameterizedTest
    @CsvSource({
        "eq, '1 -1 -1 -1 -1 -1'",
        "ne, '1 1 1 1 1 1'",
        "re, '1 1 1 1 -1 -1'",
        "sw, '1 1 -1 -1 -1 -1'",
        "ew, '-1 -1 -1 -1 -1 -1'",
        "'', '-1 -1 -1 -1 -1 -1'"
    })
    void looksForNames(String operator, String expected) {
        fill();
        StringBuilder results = new StringBuilder();
        for (String wanted : new String[] {"al", "bo", "ob", "^b.b$", "x", "("}) {
            results.append(ht.call("sht_match_name", "a", operator, wanted)).append(' ');
        }
        assertThat(results.toString().strip()).isEqualTo(expected);
        assertThat(ht.call("sht_match_name", "a", operator, "")).isEqualTo(-1);
    }

    @Test
    void looksForTextsOnly() {
        fill();
        assertThat(ht.call("sht_match_str_value", "a", "eq", "two")).isEqualTo(1);
        assertThat(ht.call("sht_match_str_value", "a", "eq", "3")).isEqualTo(-1);
        assertThat(ht.call("sht_match_str_value", "a", "re", "3")).isEqualTo(-1);
        assertThat(ht.call("sht_match_str_value", "a", "sw", "tw")).isEqualTo(1);
        assertThat(ht.call("sht_match_name", "a", "re", "ALICE")).isEqualTo(1);
        assertThat(ht.call("sht_match_name", "a", "eq", "ALICE")).isEqualTo(-1);
    }

    // what is left of alice=one, bob=two, carol=3, al=four
    @ParameterizedTest
    @CsvSource({
        "sht_rm_name, re, al, 1, 'bob carol'",
        "sht_rm_name, sw, al, 1, 'bob carol'",
        "sht_rm_name, sw, ob, 1, 'al alice bob carol'",
        "sht_rm_name, eq, al, -1, 'al alice bob carol'",
        "sht_rm_name, re, (, -1, 'al alice bob carol'",
        "sht_rm_value, re, o, 1, 'carol'",
        "sht_rm_value, sw, o, 1, 'al bob carol'",
        "sht_rm_value, re, 3, 1, 'al alice bob carol'",
        "sht_rm_value, ne, x, -1, 'al alice bob carol'"
    })
    void removesByNameOrText(String function, String operator, String wanted, int code, String left) {
        fill();
        assertThat(ht.call(function, "a", operator, wanted)).isEqualTo(code);
        assertThat(keys()).isEqualTo(left);
    }

    @Test
    void removesByExpression() {
        fill();
        assertThat(ht.call("sht_rm_name_re", "a", "^AL")).isEqualTo(1);
        assertThat(keys()).isEqualTo("bob carol");
        assertThat(ht.call("sht_rm_name_re", "a", "(")).isEqualTo(-1);
        assertThat(ht.call("sht_rm_name_re", "a", "none")).isEqualTo(1);
        assertThat(ht.call("sht_rm_value_re", "a", "^t")).isEqualTo(1);
        assertThat(keys()).isEqualTo("carol");
    }

    @Test
    void goesThroughATable() {
        fill();
        assertThat(ht.call("sht_iterator_next", "i")).isEqualTo(-1);
        assertThat(ht.call("sht_iterator_start", "i", "a")).isEqualTo(1);
        assertThat(ht.call("sht_iterator_rm", "i")).as("not at an item yet").isEqualTo(-1);
        for (int i = 0; i < 4; i++) {
            assertThat(ht.call("sht_iterator_next", "i")).isEqualTo(1);
        }
        assertThat(ht.call("sht_iterator_next", "i")).isEqualTo(-1);
        assertThat(ht.call("sht_iterator_next", "i")).as("begins anew").isEqualTo(1);
        assertThat(ht.call("sht_iterator_end", "i")).isEqualTo(1);
        assertThat(ht.call("sht_iterator_end", "i")).isEqualTo(-1);
    }

    @Test
    void changesTheItemAnIteratorIsAt() {
        ht.call("sht_sets", "a", "k", "v");
        ht.call("sht_iterator_start", "i", "a");
        ht.call("sht_iterator_next", "i");
        assertThat(ht.call("sht_iterator_seti", "i", 7)).isEqualTo(1);
        assertThat(ht.call("sht_get", "a", "k")).isEqualTo(7);
        assertThat(ht.call("sht_iterator_sets", "i", "vv")).isEqualTo(1);
        assertThat(ht.call("sht_get", "a", "k")).isEqualTo("vv");
        assertThat(ht.call("sht_iterator_setex", "i", 60)).isEqualTo(1);
        assertThat(ht.call("sht_iterator_rm", "i")).isEqualTo(-2);
        assertThat(ht.call("sht_get", "a", "k")).isNull();
        assertThat(ht.call("sht_iterator_next", "i")).isEqualTo(-1);
    }

    @Test
    void allowsFourIterators() {
        for (int i = 1; i <= 4; i++) {
            assertThat(ht.call("sht_iterator_start", "i" + i, "a")).isEqualTo(1);
        }
        assertThat(ht.call("sht_iterator_start", "i1", "a")).isEqualTo(1);
        assertThat(ht.call("sht_iterator_start", "i5", "a")).isEqualTo(-1);
    }

    @Test
    void keepsTheItemsOverAChangeOfParameters() {
        ht.call("sht_seti", "a", "k", 1);
        ht.call("sht_seti", "e", "k", 1);
        configure(Map.of("htable", "a=>initval=3;autoexpire=10"));

        assertThat(ht.call("sht_get", "a", "k")).isEqualTo(1);
        assertThat(ht.call("sht_get", "a", "other")).isEqualTo(3);
        assertThat(ht.call("sht_get", "e", "k")).isNull();
    }

    @ParameterizedTest
    @CsvSource({"a", "a=>foo=1", "a=>initval=x", "a=>autoexpire=-1", "a=>size=4\\na=>size=5"})
    void keepsTheLastTablesWhenADefinitionIsWrong(String wrong) {
        ht.call("sht_seti", "a", "k", 1);
        configure(Map.of("htable", wrong.replace("\\n", "\n")));

        assertThat(ht.call("sht_get", "a", "k")).isEqualTo(1);
        assertThat(ht.call("sht_get", "b", "k")).isEqualTo(7);
    }

    @Test
    void refusesMoreThanATableMayHold() {
        configure(Map.of("htable", "a=>size=4,b=>initval=0", "max_items", 2, "max_item_size", 16));
        assertThat(ht.call("sht_seti", "a", "1", 1)).isEqualTo(1);
        assertThat(ht.call("sht_seti", "a", "2", 1)).isEqualTo(1);
        assertThat(ht.call("sht_seti", "a", "3", 1)).isEqualTo(-1);
        assertThat(ht.call("sht_seti", "a", "2", 5)).isEqualTo(1);
        assertThat(ht.call("sht_sets", "a", "2", "x".repeat(16))).isEqualTo(-1);
        ht.call("sht_inc", "b", "1");
        ht.call("sht_inc", "b", "2");
        assertThat(ht.call("sht_inc", "b", "3")).isEqualTo(-255);

        long[] refused = {0};
        tables.collect((name, value) -> refused[0] = name.equals("refused_items") ? value : refused[0]);
        assertThat(refused[0]).isEqualTo(3);
    }

    @Test
    void survivesATextThatIsTooDeepForAnExpression() {
        configure(Map.of("htable", "a=>size=4", "max_item_size", 1_048_576));
        ht.call("sht_sets", "a", "k", "ab".repeat(200_000));
        assertThat(ht.call("sht_match_str_value", "a", "re", "^(a|b)*c")).isEqualTo(-1);
    }

    private void fill() {
        ht.call("sht_sets", "a", "alice", "one");
        ht.call("sht_sets", "a", "bob", "two");
        ht.call("sht_seti", "a", "carol", 3);
        ht.call("sht_sets", "a", "al", "four");
    }

    private String keys() {
        StringBuilder keys = new StringBuilder();
        for (String key : new String[] {"al", "alice", "bob", "carol"}) {
            keys.append(ht.call("sht_get", "a", key) == null ? "" : key + " ");
        }
        return keys.toString().strip();
    }

    private long expires(String table, String key) {
        return tables.table(table).map(it -> it.expires(key)).orElse(-1L);
    }

    private void configure(Map<String, Object> values) {
        tables.configure(Script.parameters(HtableParameters.class, values), values);
    }

    @Test
    void knowsOnlyTheTablesThatAreDefined() {
        assertThat(tables.table("nope")).isEqualTo(Optional.empty());
    }
}
