package org.waypost.parameters.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.waypost.parameters.Parameter;
import org.waypost.parameters.Parameter.Type;
import org.waypost.parameters.ParameterException;
import org.waypost.sip.ParameterCheck;
import org.waypost.sip.ParameterCheck.Refusal;

class ConfigurationCheckTest {

    private static final Set<String> PID = Set.of("waypost.registrar");
    private static final Parameter EXPIRES = new Parameter(
            "waypost.registrar",
            "default_expires",
            Type.INTEGER,
            "3600",
            0,
            Integer.MAX_VALUE,
            List.of(),
            "In seconds");
    private static final Parameter PREFIX =
            new Parameter("waypost.registrar", "realm_prefix", Type.TEXT, "", 0, Integer.MAX_VALUE, List.of(), "");
    private static final Parameter PATH =
            new Parameter("waypost.registrar.path", "use_path", Type.INTEGER, "0", 0, 1, List.of(), "");

    private final List<String> complaints = new ArrayList<>();
    private final ParameterChecks components = new ParameterChecks();
    private final ConfigurationCheck check = new ConfigurationCheck(
            () -> Map.of(
                    "waypost.registrar", Map.of("default_expires", EXPIRES, "realm_prefix", PREFIX),
                    "waypost.registrar.path", Map.of("use_path", PATH)),
            components,
            complaints::add);

    @Test
    void deliversTextAsTheTypeOfTheParameter() {
        assertThat(delivered("default_expires", "1800", "realm_prefix", "sip."))
                .containsEntry("default_expires", 1800)
                .containsEntry("realm_prefix", "sip.");
        assertThat(complaints).isEmpty();
    }

    @Test
    void keepsTheLastGoodValueInThePlaceOfABadOne() {
        delivered("default_expires", "1800");
        assertThat(delivered("default_expires", "abc", "realm_prefix", "sip."))
                .containsEntry("default_expires", 1800)
                .containsEntry("realm_prefix", "sip.");
        assertThat(complaints)
                .containsExactly("registrar.default_expires: 'abc' is refused; an integer of 0..2147483647 (seconds)"
                        + " is wanted; '1800' stays in force");
        assertThat(inForce("default_expires", "abc")).isEqualTo("1800");
    }

    @Test
    void fallsBackToTheDefaultIfNothingGoodCameBefore() {
        assertThat(delivered("default_expires", "-1")).doesNotContainKey("default_expires");
        assertThat(complaints).singleElement().asString().endsWith("'3600' stays in force");
        assertThat(inForce("default_expires", "-1")).isEqualTo("3600");
    }

    @Test
    void forgetsAGoodValueThatWasTakenOut() {
        delivered("default_expires", "1800");
        delivered("realm_prefix", "sip.");
        assertThat(delivered("default_expires", "abc")).doesNotContainKey("default_expires");
    }

    @Test
    void complainsOnceAndAgainAfterTheValueWasGood() {
        delivered("default_expires", "abc");
        delivered("default_expires", "abc");
        assertThat(complaints).hasSize(1);
        delivered("default_expires", "1");
        delivered("default_expires", "abc");
        assertThat(complaints).hasSize(2);
    }

    @Test
    void namesNearMatchesOfAnUnknownKey() {
        delivered("default_expire", "1800");
        assertThat(complaints)
                .containsExactly("waypost.registrar has no parameter 'default_expire', the line is ignored;"
                        + " did you mean default_expires?");
    }

    @Test
    void namesThePidThatAKeyBelongsTo() {
        delivered("use_path", "1");
        assertThat(complaints).singleElement().asString().endsWith("it belongs to waypost.registrar.path");
    }

    @Test
    void leavesForeignPropertiesAndForeignPidsAlone() {
        assertThat(delivered("felix.fileinstall.filename", "file:/x")).hasSize(2);
        Hashtable<String, Object> foreign = new Hashtable<>(Map.of("service.pid", "other", "default_expires", "abc"));
        check.correct(foreign);
        assertThat(foreign).containsEntry("default_expires", "abc");
        assertThat(complaints).isEmpty();
    }

    @Test
    void keepsTheLastGoodValueInThePlaceOfOneThatTheComponentRefuses() {
        components.add(PID, refusing("realm_prefix", "x y"));
        delivered("realm_prefix", "sip.");
        for (int again = 0; again < 2; again++) {
            assertThat(delivered("realm_prefix", "x y", "default_expires", "1800"))
                    .containsEntry("realm_prefix", "sip.")
                    .containsEntry("default_expires", 1800);
        }
        assertThat(inForce("realm_prefix", "x y")).isEqualTo("sip.");
        assertThat(complaints)
                .containsExactly("registrar.realm_prefix: 'x y' is refused; a word is wanted; 'sip.' stays in force");
    }

    @Test
    void fallsBackToTheDefaultIfTheComponentHadNothingGoodOrNoLongerWantsIt() {
        delivered("realm_prefix", "old");
        components.add(PID, refusing("realm_prefix", "x y", "old"));
        assertThat(delivered("realm_prefix", "x y")).doesNotContainKey("realm_prefix");
        assertThat(delivered("realm_prefix", "old")).doesNotContainKey("realm_prefix");
        assertThat(complaints)
                .containsExactly(
                        "registrar.realm_prefix: 'x y' is refused; a word is wanted; '' stays in force",
                        "registrar.realm_prefix: 'old' is refused; a word is wanted; '' stays in force");
    }

    @Test
    void keepsTheLastGoodValueIfTheComponentRefusesTheDefault() {
        components.add(PID, refusing("realm_prefix", ""));
        delivered("realm_prefix", "sip.");
        assertThat(delivered()).containsEntry("realm_prefix", "sip.");
    }

    @Test
    void correctsAllThatAComponentRefusesOneAfterTheOther() {
        components.add(PID, refusing("realm_prefix", "x y"));
        components.add(PID, refusing("default_expires", "7"));
        assertThat(delivered("realm_prefix", "x y", "default_expires", "7")).containsOnlyKeys("service.pid");
        assertThat(complaints).hasSize(2);
    }

    @Test
    void givesUpOnAComponentThatRefusesEverything() {
        delivered("realm_prefix", "sip.", "default_expires", "60");
        List<Map<String, String>> asked = new ArrayList<>();
        components.add(PID, values -> {
            asked.add(values);
            return Optional.of(new Refusal(asked.size() % 2 == 0 ? "realm_prefix" : "default_expires", "more"));
        });
        assertThat(delivered("realm_prefix", "a", "default_expires", "1")).containsOnlyKeys("service.pid");
        assertThat(asked).hasSize(5);
        assertThat(asked.get(0)).isEqualTo(Map.of("realm_prefix", "a", "default_expires", "1"));
        assertThat(asked.get(4)).isEqualTo(Map.of("realm_prefix", "", "default_expires", "3600"));
    }

    @Test
    void hasNoEarForAComponentThatFails() {
        components.add(PID, values -> {
            throw new IllegalStateException("on purpose");
        });
        components.add(PID, values -> Optional.of(new Refusal("no_such_key", "what ever")));
        ParameterCheck gone = refusing("realm_prefix", "x");
        components.add(PID, gone);
        components.remove(PID, gone);
        assertThat(delivered("realm_prefix", "x")).containsEntry("realm_prefix", "x");
        require("y", "1");
        assertThat(complaints).isEmpty();
    }

    @Test
    void judgesAChangeTogetherWithTheOtherValuesInForce() {
        List<Map<String, String>> asked = new ArrayList<>();
        components.add(PID, values -> {
            asked.add(values);
            return values.equals(Map.of("default_expires", "60", "realm_prefix", "x"))
                    ? Optional.of(new Refusal("default_expires", "an hour"))
                    : Optional.empty();
        });
        assertThatThrownBy(() -> require("x", "60"))
                .isInstanceOf(ParameterException.class)
                .hasMessage("registrar.default_expires: '60' is refused; an hour is wanted");
        require("x", "soon");
        assertThat(asked).last().isEqualTo(Map.of("default_expires", "3600", "realm_prefix", "x"));
    }

    private static ParameterCheck refusing(String key, String... values) {
        return all ->
                List.of(values).contains(all.get(key)) ? Optional.of(new Refusal(key, "a word")) : Optional.empty();
    }

    private String inForce(String key, String value) {
        return check.inForce(key.equals(PREFIX.key()) ? PREFIX : EXPIRES, new Hashtable<>(Map.of(key, value)))
                .value();
    }

    private void require(String prefix, String expires) {
        check.require(
                "waypost.registrar",
                Map.of(PREFIX, Optional.of(prefix)),
                new Hashtable<>(Map.of("default_expires", expires)));
    }

    private Map<String, Object> delivered(String... keysAndValues) {
        Hashtable<String, Object> properties = new Hashtable<>();
        properties.put("service.pid", "waypost.registrar");
        for (int i = 0; i < keysAndValues.length; i += 2) {
            properties.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        check.correct(properties);
        return properties;
    }
}
