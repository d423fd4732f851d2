package org.waypost.registrar.profiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.waypost.sip.PseudoVariable;
import org.waypost.sip.PseudoVariableProvider.Index;
import org.waypost.sip.SipContext;
import org.waypost.sip.Value;
import org.waypost.usrloc.AddressRecord;

/** All values are those of Kamailio 5.6.3. */
class ContactVariablesTest {

    private final SipContext context = new Events().eventContext();
    private final ContactVariables variables = new ContactVariables();

    @BeforeEach
    void fetch() {
        AddressRecord record =
                new AddressRecord("alice", List.of(Events.contact("sip:one@h;x=y"), Events.bare("sip:two@h")));
        ContactProfiles.of(context).put("p", "location", record);
    }

    @ParameterizedTest
    @CsvSource({
        "aor, alice, alice",
        "domain, location, location",
        "addr, sip:one@h;x=y, sip:two@h",
        "path, <sip:p1;lr>, ''",
        "received, sip:9.9.9.9:99, ''",
        "callid, call, c",
        "user_agent, Fon, n/a",
        "socket, udp:192.0.2.1:5060, ''",
        "ruid, uloc-1-2-3, uloc-1-2-4",
        "instance, <urn:uuid:1>, "
    })
    void hasTexts(String attribute, String first, String second) {
        assertThat(get(attribute, Index.NONE)).isEqualTo(Value.of(first));
        assertThat(get(attribute, at(1))).isEqualTo(second == null ? Value.NULL : Value.of(second));
    }

    @ParameterizedTest
    @CsvSource({
        "aorhash, 0, 0",
        "expires, 1795392944, 0",
        "q, 500, -1",
        "cseq, 7, -1",
        "flags, 1, 0",
        "cflags, 8, 0",
        "modified, 1795392941, 0",
        "methods, 9, -1",
        "count, 2, 2",
        "regid, 3, -1",
        "conid, 11, ",
        "server_id, 5, 0"
    })
    void hasNumbers(String attribute, long first, Long second) {
        assertThat(get(attribute, Index.NONE)).isEqualTo(Value.of(first));
        assertThat(get(attribute, at(1))).isEqualTo(second == null ? Value.NULL : Value.of(second));
    }

    @ParameterizedTest
    @ValueSource(strings = {"aor", "domain", "aorhash", "count", "addr", "conid"})
    void hasNothingBehindTheLastContactNorForUnknownProfiles(String attribute) {
        assertThat(get(attribute, at(2))).isEqualTo(Value.NULL);
        assertThat(variables.compile("ulc", "other=>" + attribute, Index.NONE).get(context))
                .isEqualTo(Value.NULL);
        assertThat(variables.compile("ulc", "P=>" + attribute, Index.NONE).get(context))
                .isEqualTo(Value.NULL);
    }

    @Test
    void takesTheFirstContactForANegativeIndexAndForAll() {
        assertThat(get("addr", at(-1))).isEqualTo(Value.of("sip:one@h;x=y"));
        assertThat(get("addr", new Index(true, true, 0))).isEqualTo(Value.of("sip:one@h;x=y"));
    }

    @Test
    void cannotBeSet() {
        PseudoVariable variable = variables.compile("ulc", "p=>addr", Index.NONE);

        assertThat(variable.set(context, Value.of("x"))).isFalse();
        assertThat(variable.get(context)).isEqualTo(Value.of("sip:one@h;x=y"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"p", "p=>", "=>addr", "p=>nix", "p=>ADDR", "p => addr", "p=>reg-id", ""})
    void refusesWhatIsNoAttribute(String inner) {
        assertThatThrownBy(() -> variables.compile("ulc", inner, Index.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("$ulc(" + inner + ")");
    }

    private Value get(String attribute, Index index) {
        return variables.compile("ulc", "p=>" + attribute, index).get(context);
    }

    private static Index at(int number) {
        return new Index(true, false, number);
    }
}
