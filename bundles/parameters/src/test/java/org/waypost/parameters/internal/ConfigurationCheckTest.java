package org.waypost.parameters.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.waypost.parameters.Parameter;
import org.waypost.parameters.Parameter.Type;

class ConfigurationCheckTest {

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
    private final ConfigurationCheck check = new ConfigurationCheck(
            () -> Map.of(
                    "waypost.registrar", Map.of("default_expires", EXPIRES, "realm_prefix", PREFIX),
                    "waypost.registrar.path", Map.of("use_path", PATH)),
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
        assertThat(check.inForce(EXPIRES, "abc")).isEqualTo(1800);
    }

    @Test
    void fallsBackToTheDefaultIfNothingGoodCameBefore() {
        assertThat(delivered("default_expires", "-1")).doesNotContainKey("default_expires");
        assertThat(complaints).singleElement().asString().endsWith("'3600' stays in force");
        assertThat(check.inForce(EXPIRES, "-1")).isEqualTo("3600");
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
