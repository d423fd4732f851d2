package org.waypost.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.apache.felix.service.command.CommandSession;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

class CompletionsTest {

    private final Completions completions =
            new Completions(bundles("org.waypost.usrloc-jdbc", "org.jline"), new FakeCatalogue());

    @Test
    void offersModulesThenKeysThenValues() {
        assertThat(complete("cfg:set", "")).containsExactly("logging", "registrar", "usrloc");
        assertThat(complete("cfg:set", "usrloc", "")).containsExactly("db_password", "db_url", "matching_mode");
        assertThat(complete("cfg:set", "usrloc", "matching_mode", "")).containsExactly("0", "1");
        assertThat(complete("cfg:set", "registrar", "default_expires", "")).containsExactly("3600");
        assertThat(complete("cfg:get", "usrloc", "matching_mode", "")).isEmpty();
        assertThat(complete("cfg:get", "nothing", "")).isEmpty();
    }

    @Test
    void offersBundlesAndLoggers() {
        assertThat(complete("bundle:stop", "")).containsExactly("org.jline", "org.waypost.usrloc-jdbc");
        assertThat(complete("log:level", "")).containsExactly("org.waypost.usrloc.jdbc", "root");
        assertThat(complete("log:level", "root", "")).contains("DEBUG");
    }

    @Test
    void offersTablesWhileThereAreAny() {
        assertThat(complete("ul:lookup", "")).isEmpty();
        completions.userLocation = new FakeLocation();
        assertThat(complete("ul:lookup", "")).containsExactly("location");
    }

    @Test
    void tellsASessionOfATerminalOnceAndNoOther() {
        try (Gogo gogo = new Gogo()) {
            List<String> told = new ArrayList<>();
            gogo.with("gogo", new Complete(told), "complete");
            CommandSession session = gogo.session();
            completions.beforeExecute(session, "");
            assertThat(told).isEmpty();
            session.put(".completions", List.of());
            completions.beforeExecute(session, "");
            completions.beforeExecute(session, "");
            assertThat(told)
                    .hasSize(15)
                    .contains(
                            "-c cfg:set -a waypost:__complete cfg:set ($.commandLine wordIndex) ($.commandLine words)");
        }
    }

    /** Stands for the command of Gogo's shell. */
    public record Complete(List<String> told) {

        public void complete(String... arguments) {
            told.add(String.join(" ", arguments));
        }
    }

    private Iterable<String> complete(String... words) {
        return completions.__complete(words[0], words.length - 1, List.of(words));
    }

    private static BundleContext bundles(String... names) {
        Bundle[] bundles = new Bundle[names.length];
        for (int i = 0; i < names.length; i++) {
            bundles[i] = fake(Bundle.class, "getSymbolicName", names[i]);
        }
        return fake(BundleContext.class, "getBundles", bundles);
    }

    private static <T> T fake(Class<T> type, String method, Object result) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, called, arguments) -> {
                    if (called.getName().equals(method)) {
                        return result;
                    }
                    throw new UnsupportedOperationException(called.getName());
                }));
    }
}
