package org.waypost.shell.cfg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.waypost.parameters.ParameterException;
import org.waypost.shell.Gogo;
import org.waypost.shell.text.Output;

class CfgCommandsTest {

    private final Gogo gogo = CfgShell.open();

    @AfterEach
    void close() {
        gogo.close();
    }

    @Test
    void listsAModuleAndMarksWhatDiffersFromTheDefault() {
        gogo.run("cfg:set registrar default_expires 1800");
        assertThat(gogo.run("cfg:list registrar"))
                .contains("default_expires  *  1800   3600\n")
                .containsPattern("case_sensitive +0 +0\n")
                .doesNotContain("matching_mode");
        assertThat(gogo.run("cfg:list")).contains("usrloc     matching_mode");
        assertThat(gogo.run("cfg:list logging usrloc"))
                .contains("logging  level ", "usrloc   matching_mode ")
                .doesNotContain("registrar");
    }

    @Test
    void listsAsJsonWithNumbers() {
        gogo.run("cfg:set registrar default_expires 1800");
        assertThat(gogo.run("cfg:list --json registrar"))
                .startsWith(
                        "[\n{\"module\":\"registrar\",\"parameter\":\"case_sensitive\",\"changed\":false,\"value\":0,")
                .contains("\"parameter\":\"default_expires\",\"changed\":true,\"value\":1800,\"default\":3600,")
                .endsWith("}\n]\n");
        assertThat(gogo.run("cfg:get registrar default_expires --json"))
                .isEqualTo(
                        "{\"module\":\"registrar\",\"parameter\":\"default_expires\",\"value\":1800,\"default\":3600}\n");
        assertThat(gogo.run("cfg:get usrloc --json"))
                .isEqualTo("{\"db_password\":\"\",\"db_url\":\"\",\"matching_mode\":0}\n");
    }

    @Test
    void getsAllOfAModule() {
        assertThat(gogo.run("cfg:get usrloc")).isEqualTo("db_password = \ndb_url = \nmatching_mode = 0\n");
    }

    @Test
    void printsIntoAPipe() {
        gogo.with("test", new LineCount(), "count");
        assertThat(gogo.run("cfg:list usrloc | test:count")).isEqualTo("4\n");
    }

    @Test
    void cutsNothingInAPipe() {
        gogo.with("test", new LongestLine(), "longest");
        gogo.run("cfg:set registrar realm_prefix " + "x".repeat(300));
        assertThat(Integer.parseInt(
                        gogo.run("cfg:list registrar | test:longest").strip()))
                .isGreaterThan(300);
        assertThat(gogo.run("cfg:list registrar")).matches(text -> text.lines().allMatch(line -> line.length() <= 80));
    }

    @Test
    void neverShowsASecret() {
        gogo.run("cfg:set usrloc db_password hunter2");
        assertThat(gogo.run("cfg:list")
                        + gogo.run("cfg:list --json")
                        + gogo.run("cfg:get usrloc db_password")
                        + gogo.run("cfg:get usrloc --json")
                        + gogo.run("cfg:diff --json")
                        + gogo.run("cfg:history")
                        + gogo.run("cfg:history --json")
                        + gogo.run("cfg:help usrloc db_password"))
                .contains("********")
                .doesNotContain("hunter2");
    }

    @Test
    void explainsAParameterWithinEightyColumns() {
        assertThat(gogo.run("cfg:help usrloc matching_mode")).isEqualTo("""
                usrloc.matching_mode (PID waypost.usrloc)
                    What makes two contacts the same
                    takes     one of 0 (contact), 1 (contact and Call-ID)
                    default   0
                    in force  0
                """);
        gogo.run("cfg:set registrar realm_prefix " + "x".repeat(300));
        assertThat(gogo.run("cfg:help registrar") + gogo.run("cfg:list"))
                .matches(text -> text.lines().allMatch(line -> line.length() <= 80));
        assertThat(gogo.run("cfg:help usrloc matching_mode --json"))
                .contains("\"options\":{\"0\":\"contact\",\"1\":\"contact and Call-ID\"}");
    }

    @Test
    void tellsWhatDiffersFromTheDefaultAndFromTheStart() {
        assertThat(gogo.run("cfg:diff --start")).containsPattern("registrar +case_sensitive +\\* +0 +1 +0\n");
        gogo.run("cfg:set registrar case_sensitive 1");
        assertThat(gogo.run("cfg:diff --start"))
                .isEqualTo("every parameter is as it was when the server had started\n");
        assertThat(gogo.run("cfg:diff")).containsPattern("registrar +case_sensitive +1 +1 +0\n");
        assertThat(gogo.run("cfg:diff --json")).isEqualTo("""
                [
                {"module":"registrar","parameter":"case_sensitive","changed_since_start":false,"value":1,"start":1,"default":0}
                ]
                """);
    }

    @Test
    void tellsWhoChangedWhat() {
        assertThat(gogo.run("cfg:history")).isEqualTo("nothing was changed yet\n");
        gogo.session().put(".waypost.author", "root (exec)");
        gogo.run("cfg:set registrar default_expires 1800");
        gogo.run("cfg:set registrar default_expires 900");
        assertThat(gogo.run("cfg:history"))
                .containsPattern("1  01-1. ..:.. +root \\(exec\\) +registrar.default_expires +3600 +1800\n")
                .containsPattern("2  .* 1800 +900\n");
        assertThat(gogo.run("cfg:history 1")).doesNotContain("3600");
        assertThat(gogo.run("cfg:history 1 --json")).isEqualTo("""
                [
                {"number":2,"time":"2027-01-15T08:00:00Z","author":"root (exec)","undo_of":[],"changes":[{"module":"registrar",\
                "parameter":"default_expires","from":1800,"from_default":false,"to":900,"to_default":false}]}
                ]
                """);
    }

    @Test
    void refusesWhatIsNoParameterOrOneWordTooMany() {
        assertThatThrownBy(() -> gogo.run("cfg:get registrar default_expire"))
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining("default_expire");
        assertThatThrownBy(() -> gogo.run("cfg:get registrar default_expires case_sensitive"))
                .hasMessage("'case_sensitive' is one word too many");
        assertThatThrownBy(() -> gogo.run("cfg:history many"))
                .hasMessage("the number of changes: 'many' is refused; an integer of 1 or more is wanted");
    }

    /** The end of a pipe. */
    public static final class LineCount {

        public void count() throws IOException {
            Output.stream().println(read().lines().count());
        }
    }

    /** Another end of a pipe. */
    public static final class LongestLine {

        public void longest() throws IOException {
            Output.stream()
                    .println(read().lines().mapToInt(String::length).max().orElse(0));
        }
    }

    private static String read() throws IOException {
        return new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
    }
}
