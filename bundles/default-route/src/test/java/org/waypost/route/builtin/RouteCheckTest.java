package org.waypost.route.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.waypost.sip.ParameterCheck;
import org.waypost.sip.ParameterCheck.Refusal;

/** Which texts are refused before they are stored. */
class RouteCheckTest {

    @Test
    void takesWhatTheRouteCanUse() {
        assertThat(RouteCheck.check(Map.of())).isEmpty();
        assertThat(RouteCheck.check(Map.of("route_secret", "", "auth_realm", "")))
                .isEmpty();
        assertThat(RouteCheck.check(Map.of("route_secret", " sixteen letters! ", "auth_realm", " a.example ")))
                .isEmpty();
    }

    @Test
    void refusesAShortSecret() {
        assertThat(RouteCheck.check(Map.of("route_secret", "fifteen letters")))
                .contains(new Refusal("route_secret", "a text of 16 or more characters"));
        assertThat(RouteCheck.check(Map.of("route_secret", " fifteen letters ")))
                .as("space around it does not count")
                .isNotEmpty();
    }

    @Test
    void refusesARealmThatWouldBreakAHeader() {
        assertThat(RouteCheck.check(Map.of("auth_realm", "a\"b")))
                .map(Refusal::key)
                .contains("auth_realm");
        assertThat(RouteCheck.check(Map.of("auth_realm", "a\r\nb"))).isNotEmpty();
        assertThat(RouteCheck.check(Map.of("auth_realm", "a".repeat(256)))).isNotEmpty();
    }

    @Test
    void offersItselfForTheParametersOfTheRoute() {
        List<Object[]> registered = new ArrayList<>();
        BundleContext bundle = (BundleContext) Proxy.newProxyInstance(
                BundleContext.class.getClassLoader(), new Class<?>[] {BundleContext.class}, (proxy, method, given) -> {
                    registered.add(given);
                    return null;
                });

        new RouteCheck().start(bundle);

        assertThat(registered).singleElement().satisfies(given -> {
            assertThat(given[0]).isEqualTo(ParameterCheck.class);
            assertThat(((Dictionary<?, ?>) given[2]).get("waypost.check.pid")).isEqualTo("waypost.route");
            assertThat(((ParameterCheck) given[1]).check(Map.of("route_secret", "x")))
                    .isNotEmpty();
        });
    }
}
