package org.waypost.registrar.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.waypost.usrloc.LocationException;
import org.waypost.usrloc.LocationException.Step;
import org.waypost.usrloc.UserLocation;

/** What happens while the location table is away. */
class OutageTest {

    private final Harness harness = new Harness();

    @Test
    void answers503WithoutALocationService() {
        harness.registrar.location = null;
        assertThat(harness.register(1, "Contact: <sip:a@h>"))
                .isEqualTo("503 Service Unavailable\nP-Registrar-Error: usrloc not available\nRetry-After: 5");
        assertThat(harness.code).isEqualTo(-1);
        assertThat(harness.lookup("INVITE", "sip:alice@h")).isEqualTo(-3);
        assertThat(harness.registrar.lookupToDset(harness.context, "location", ""))
                .isEqualTo(-3);
        assertThat(harness.registrar.lookupBranches(harness.context, "location"))
                .isEqualTo(-3);
        assertThat(harness.registrar.registered(harness.context, "location", "", 0, 0))
                .isEqualTo(-1);
        assertThat(harness.registrar.unregister("location", "sip:alice@h", "")).isEqualTo(-2);
    }

    @ParameterizedTest
    @EnumSource
    void answers500IfTheStoreFails(Step step) {
        harness.registrar.location = failing(step);
        assertThat(harness.register(1, "Contact: <sip:a@h>"))
                .isEqualTo("500 Server Internal Error\nP-Registrar-Error: usrloc_"
                        + step.name().toLowerCase(java.util.Locale.ROOT) + " failed\nRetry-After: 5");
        harness.set("retry_after", 9);
        assertThat(harness.register(1, "Contact: <sip:a@h>")).endsWith("Retry-After: 9");
        assertThat(harness.lookup("INVITE", "sip:alice@h")).isEqualTo(-3);
        assertThat(harness.registrar.registered(harness.context, "location", "", 0, 0))
                .isEqualTo(-1);
        assertThat(harness.registrar.unregister("location", "sip:alice@h", "")).isEqualTo(-2);
    }

    @Test
    void answersOther5xxWithRetryAfterOnlyIfTold() {
        String request = Harness.register("<sip:" + "u".repeat(65) + "@h>", "c", 1, "Contact: <sip:a@h>");
        assertThat(harness.save(0, "", request)).endsWith("Address Of Record too long");
        harness.set("retry_after", 3);
        assertThat(harness.save(0, "", request)).endsWith("Address Of Record too long\nRetry-After: 3");
    }

    private static UserLocation failing(Step step) {
        Map<String, Object> quiet = Map.of(
                "tables", Set.of("location"), "useDomain", false, "serverId", 0, "mayBlock", false, "contactXavp", "");
        return (UserLocation) Proxy.newProxyInstance(
                OutageTest.class.getClassLoader(), new Class<?>[] {UserLocation.class}, (self, method, arguments) -> {
                    Object value = quiet.get(method.getName());
                    if (value == null) {
                        throw new LocationException(step, "the disk is full");
                    }
                    return value;
                });
    }
}
