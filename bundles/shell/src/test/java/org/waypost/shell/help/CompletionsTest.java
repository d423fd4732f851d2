package org.waypost.shell.help;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.waypost.operations.Locations;
import org.waypost.shell.FakeCatalogue;
import org.waypost.shell.Gogo;

class CompletionsTest {

    private final BundleContext context = new FakeBundles("org.waypost.usrloc-jdbc", "org.jline")
            .with(
                    "org.waypost.usrloc-jdbc",
                    Map.of("osgi.command.scope", "cfg", "osgi.command.function", new String[] {"list", "set"}),
                    new Listing())
            .with(
                    "org.waypost.usrloc-jdbc",
                    Map.of("osgi.command.scope", "cfg", "osgi.command.function", "import"),
                    new Listing())
            .with(
                    "org.jline",
                    Map.of("osgi.command.scope", "other", "osgi.command.function", new String[] {"list"}),
                    new Listing())
            .with("org.waypost.usrloc-jdbc", Map.of("waypost.store", "jdbc"), new Object())
            .context();
    private final Candidates candidates = new Candidates(context, new FakeCatalogue());
    private final Completions completions = new Completions(context, candidates);

    @Test
    void offersModulesThenKeysThenValues() {
        assertThat(complete("cfg:set", "")).containsExactly("logging", "registrar", "usrloc");
        assertThat(complete("cfg:set", "usrloc", "")).containsExactly("db_password", "db_url", "matching_mode");
        assertThat(complete("cfg:set", "usrloc", "matching_mode", "")).containsExactly("0", "1");
        assertThat(complete("cfg:modparam", "registrar", "default_expires", "")).containsExactly("3600");
        assertThat(complete("cfg:get", "usrloc", "matching_mode", "")).isEmpty();
        assertThat(complete("cfg:get", "nothing", "")).isEmpty();
        assertThat(complete("no:command", "")).isEmpty();
    }

    @Test
    void doesNotCountOptionsAndTheirValues() {
        assertThat(complete("cfg:list", "--json", "")).containsExactly("logging", "registrar", "usrloc");
        assertThat(complete("cfg:set", "--depth", "3", "usrloc", "")).contains("db_url");
        assertThat(complete("cfg:set", "usrloc", "--json", "matching_mode", "")).containsExactly("0", "1");
    }

    @Test
    void offersTheLastArgumentAgainIfItMayBeRepeated() {
        assertThat(complete("cfg:list", "usrloc", "registrar", "")).contains("logging");
    }

    @Test
    void offersBundlesLoggersAndStores() {
        assertThat(complete("bundle:stop", "")).containsExactly("org.jline", "usrloc-jdbc");
        assertThat(complete("log:level", "")).containsExactly("org.waypost.usrloc.jdbc", "root");
        assertThat(complete("log:level", "root", "")).contains("DEBUG", "default");
        assertThat(complete("store:verify", "jdbc", "")).containsExactly("jdbc");
    }

    @Test
    void offersTablesAndAorsWhileThereAreAny() {
        assertThat(complete("ul:lookup", "")).isEmpty();
        candidates.locations = FakeBundles.fake(
                Locations.class,
                Map.of(
                        "tables", arguments -> Set.of("location"),
                        "completions", arguments -> List.of(arguments[0] + " " + arguments[1] + " " + arguments[2])));
        assertThat(complete("ul:lookup", "")).containsExactly("location");
        assertThat(complete("ul:lookup", "location", "ali")).containsExactly("location ali 50");
        assertThat(complete("ul:why", "ali")).containsExactly("location ali 50");
    }

    @Test
    void leavesFilesToGogo() {
        assertThat(completions.__isfile("cfg:import", 1, List.of("cfg:import", "")))
                .isTrue();
        assertThat(completions.__isfile("cfg:import", 2, List.of("cfg:import", "--json", "")))
                .isTrue();
        assertThat(completions.__isfile("bundle:update", 1, List.of("bundle:update", "")))
                .isFalse();
        assertThat(completions.__isfile("bundle:update", 2, List.of("bundle:update", "a", "")))
                .isTrue();
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
                    .containsExactly(
                            "-c cfg:import -a waypost:__complete cfg:import ($.commandLine wordIndex) ($.commandLine words)",
                            "-c cfg:import -a if { waypost:__isfile cfg:import ($.commandLine wordIndex)"
                                    + " ($.commandLine words) } { gogo:__files } { [ ] }",
                            "-c cfg:import -l json -d its JSON",
                            "-c cfg:list -a waypost:__complete cfg:list ($.commandLine wordIndex) ($.commandLine words)",
                            "-c cfg:list -l json -d its JSON",
                            "-c cfg:set -a waypost:__complete cfg:set ($.commandLine wordIndex) ($.commandLine words)",
                            "-c cfg:set -s d -d how deep",
                            "-c cfg:set -l depth -d how deep",
                            "-c cfg:set -l json -d its JSON");
        }
    }

    /** Commands. */
    public static final class Listing {

        public void list(
                @Descriptor("it's JSON") @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                        boolean json) {}

        public void set(
                @Descriptor("how deep")
                        @Parameter(
                                names = {"-d", "--depth"},
                                absentValue = "0")
                        int depth,
                @Descriptor("it's JSON") @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                        boolean json,
                String module) {}

        public void _import(
                @Descriptor("it's JSON") @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                        boolean json,
                String file) {}
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
}
