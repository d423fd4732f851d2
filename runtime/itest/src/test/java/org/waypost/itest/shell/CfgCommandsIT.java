package org.waypost.itest.shell;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waypost.itest.kit.Outcome;
import org.waypost.itest.kit.WaypostContainer;

/** The commands {@code cfg:…}, and that every command has JSON and help. A container of its own, as it undoes what was changed last. */
class CfgCommandsIT {

    private static final WaypostContainer WAYPOST = WaypostContainer.start();

    @TempDir
    Path folder;

    @AfterEach
    void restore() {
        WAYPOST.run("cfg:rollback");
        for (Map<String, Object> change : list("cfg:diff --start --json")) {
            WAYPOST.exec("cfg:reset " + change.get("module") + " " + change.get("parameter"));
        }
    }

    @AfterAll
    static void stop() {
        WAYPOST.close();
    }

    @Test
    void setsResetsAndUndoesWhatTheFileThenSays() throws IOException {
        assertThat(WAYPOST.script("exec", "cfg:set registrar max_contacts 7"))
                .isEqualTo(new Outcome(0, "registrar.max_contacts = 7 (was 0)\n"));
        assertThat(file("waypost.registrar")).contains("\nmax_contacts = 7\n");
        assertThat(WAYPOST.exec("cfg:get registrar max_contacts")).isEqualTo("7\n");
        assertThat(WAYPOST.exec("cfg:seti registrar max_contacts 8")).isEqualTo("registrar.max_contacts = 8 (was 7)\n");
        assertThat(WAYPOST.exec("modparam registrar max_contacts 9")).isEqualTo("registrar.max_contacts = 9 (was 8)\n");
        assertThat(WAYPOST.exec("cfg:undo 2")).isEqualTo("registrar.max_contacts = 7 (was 9)\n");
        assertThat(WAYPOST.exec("cfg:reset registrar max_contacts")).isEqualTo("registrar.max_contacts = 0 (was 7)\n");
        assertThat(file("waypost.registrar")).doesNotContain("\nmax_contacts");
    }

    @Test
    void refusesWithStatusOneAndChangesNothing() {
        for (String refused : List.of(
                "cfg:set registrar max_contacts many",
                "cfg:set registrar max_contacts -2000",
                "cfg:set registrar max_contcats 7",
                "cfg:set_now_int registrar max_contacts many",
                "cfg:set_now_string registrar max_contacts 7",
                "cfg:set registar max_contacts 7",
                "cfg:commit",
                "cfg:undo 100000",
                "cfg:import " + folder.resolve("nowhere"))) {
            Outcome outcome = WAYPOST.run(refused);
            assertThat(outcome.exitCode()).as(refused).isEqualTo(1);
            assertThat(outcome.output().lines()).as(refused).hasSize(1);
        }
        assertThat(list("cfg:diff --start --json")).isEmpty();
    }

    @Test
    void tellsWhatDiffersAndWhoChangedIt() {
        WAYPOST.exec("cfg:set registrar max_contacts 7");
        assertThat(list("cfg:diff --start --json"))
                .containsExactly(Map.of(
                        "module",
                        "registrar",
                        "parameter",
                        "max_contacts",
                        "changed_since_start",
                        true,
                        "value",
                        7,
                        "start",
                        0,
                        "default",
                        0));
        Map<String, Object> last = list("cfg:history 1 --json").get(0);
        assertThat(last.get("author").toString()).endsWith(" (exec)");
        assertThat(last.get("changes"))
                .isEqualTo(List.of(Map.of(
                        "module",
                        "registrar",
                        "parameter",
                        "max_contacts",
                        "from",
                        0,
                        "from_default",
                        true,
                        "to",
                        7,
                        "to_default",
                        false)));
        assertThat(WAYPOST.exec("cfg:history 1")).containsPattern("\\(exec\\) +registrar.max_contacts +0 +7\n");
    }

    @Test
    void makesTheChangesOfSeveralExecsAtOnceAndSaysWhatConflicts() {
        WAYPOST.exec("cfg:begin");
        WAYPOST.exec("cfg:set registrar max_contacts 7");
        WAYPOST.exec("cfg:set usrloc timer_interval 30");
        assertThat(WAYPOST.exec("cfg:get registrar max_contacts")).isEqualTo("0\n");
        assertThat(list("cfg:pending --json")).hasSize(2);
        assertThat(WAYPOST.exec("cfg:commit"))
                .isEqualTo("registrar.max_contacts = 7 (was 0)\nusrloc.timer_interval = 30 (was 60)\n");
        assertThat(WAYPOST.exec("cfg:undo")).contains("max_contacts = 0", "timer_interval = 60");

        WAYPOST.exec("cfg:begin; cfg:set registrar max_contacts 7");
        WAYPOST.edit("waypost.registrar", "max_contacts", "5");
        WaypostContainer.await(
                "the file is read",
                Duration.ofSeconds(20),
                () -> WAYPOST.exec("cfg:get registrar max_contacts").equals("5\n"));
        assertThat(WAYPOST.run("cfg:commit").output())
                .contains("registrar.max_contacts was changed by file from 0 to 5 meanwhile");
        assertThat(WAYPOST.exec("cfg:commit --force")).isEqualTo("registrar.max_contacts = 7 (was 5)\n");
    }

    @Test
    void takesWhatBelongsTogetherAllOrNone() {
        assertThat(WAYPOST.run("cfg:set registrar flow_timer 30").exitCode()).isEqualTo(1);
        WAYPOST.exec("cfg:begin; cfg:set registrar flow_timer 30");
        assertThat(WAYPOST.run("cfg:commit").exitCode()).isEqualTo(1);
        WAYPOST.exec("cfg:set registrar outbound_mode 1");
        assertThat(WAYPOST.exec("cfg:commit")).contains("registrar.flow_timer = 30", "registrar.outbound_mode = 1");
        WAYPOST.exec("cfg:undo");
    }

    @Test
    void importsTheModparamsOfAKamailioConfigurationOnceAndExportsThem() throws IOException {
        Path kamailio = Files.writeString(folder.resolve("kamailio.cfg"), """
                #!KAMAILIO
                #!define WITH_LIMIT
                loadmodule "registrar.so"
                #!ifdef WITH_LIMIT
                modparam("registrar", "max_contacts", 7)
                #!endif
                modparam("registrar", "received_avp", "$avp(i:80)")
                modparam("acc", "early_media", 0)
                """);
        assertThat(WAYPOST.exec("cfg:import --dry-run " + kamailio)).contains("registrar.max_contacts = 7 (now 0)");
        assertThat(list("cfg:diff --start --json")).isEmpty();
        Outcome imported = WAYPOST.run("cfg:import " + kamailio);
        assertThat(imported.exitCode()).as(imported.output()).isZero();
        assertThat(imported.output())
                .contains("registrar.max_contacts = 7 (was 0)")
                .containsPattern("8 +modparam\\(\"acc\", \"early_media\", 0\\) +there is no module 'acc' here");
        assertThat(WAYPOST.exec("cfg:export --modparam")).contains("modparam(\"registrar\", \"max_contacts\", 7)\n");
        Path saved = folder.resolve("saved");
        WAYPOST.exec("cfg:export " + saved);
        WAYPOST.exec("cfg:reset registrar max_contacts");
        assertThat(WAYPOST.exec("cfg:import " + saved)).contains("registrar.max_contacts = 7 (was 0)");

        Path wrong =
                Files.writeString(folder.resolve("waypost.registrar.cfg"), "retry_after = 9\nmax_contacts = many\n");
        assertThat(WAYPOST.run("cfg:import " + wrong).exitCode()).isEqualTo(1);
        assertThat(WAYPOST.exec("cfg:get registrar retry_after")).isEqualTo("0\n");
    }

    @Test
    void cutsNoTableThatGoesToAProgram() {
        WAYPOST.exec("cfg:set transport server_header 'Server: " + "x".repeat(200) + "'");
        assertThat(WAYPOST.exec("cfg:list transport")).contains("x".repeat(200));
        WAYPOST.exec("cfg:undo");
    }

    @Test
    void everyCommandHasAnExample() {
        for (Map<String, Object> command : list("help --json")) {
            assertThat(forms(command))
                    .as(command.get("command").toString())
                    .allSatisfy(form -> assertThat(form.get("description")).isNotEqualTo(""))
                    .anySatisfy(form -> assertThat(form.get("example")).isNotEqualTo(""));
        }
        assertThat(WAYPOST.exec("help cfg:set")).contains("    example: cfg:set registrar default_expires 1800\n");
    }

    @Test
    void everyListIsThereAsJson() throws IOException {
        List<String> lists = list("help --json").stream()
                .flatMap(command -> forms(command).stream())
                .map(form -> form.get("usage").toString())
                // Those that need no other word; what changes something or goes on until it is stopped is no list.
                .filter(usage -> usage.contains(" [--json]")
                        && !usage.replaceAll("\\[[^]]*]", "").strip().contains(" "))
                .map(usage -> usage.split(" ")[0])
                .filter(command -> !command.matches(".*:(commit|undo|watch|clear.*|reset.*|db_.*)"))
                .distinct()
                .toList();
        assertThat(lists).contains("cfg:list", "bundle:list", "store:list", "log:level", "ul:dump", "sip:listeners");
        for (String command : lists) {
            Outcome outcome = WAYPOST.run(command + " --json");
            assertThat(outcome.exitCode()).as(command + ": " + outcome.output()).isZero();
            assertThat(JSON.std.anyFrom(outcome.output())).as(command).isInstanceOfAny(List.class, Map.class);
        }
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> forms(Map<String, Object> command) {
        return (List<Map<String, Object>>) command.get("forms");
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static List<Map<String, Object>> list(String command) {
        try {
            return (List) JSON.std.listFrom(WAYPOST.exec(command));
        } catch (IOException e) {
            throw new AssertionError(command, e);
        }
    }

    private static String file(String pid) throws IOException {
        return "\n" + Files.readString(WAYPOST.config().resolve(pid + ".cfg"));
    }
}
