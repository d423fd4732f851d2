package org.waypost.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.waypost.parameters.ParameterException;

class CfgCommandsTest {

    private final Gogo gogo =
            new Gogo().with("cfg", new CfgCommands(new FakeCatalogue()), "list", "get", "set", "help");

    @AfterEach
    void close() {
        gogo.close();
    }

    @Test
    void setsAndShowsAParameter() {
        assertThat(gogo.run("cfg:set registrar default_expires 1800"))
                .isEqualTo("registrar.default_expires = 1800 (was 3600)\n");
        assertThat(gogo.run("cfg:get registrar default_expires")).isEqualTo("1800\n");
    }

    @Test
    void takesValuesThatTheShellWouldReadAsSomethingElse() {
        for (String value : new String[] {"true", "null", "-1", "007", "1.50", "a=b", "a:b"}) {
            gogo.run("cfg:set registrar realm_prefix " + value);
            assertThat(gogo.run("cfg:get registrar realm_prefix")).isEqualTo(value + "\n");
        }
        gogo.run("cfg:set registrar realm_prefix 'a b; c | $d'");
        assertThat(gogo.run("cfg:get registrar realm_prefix")).isEqualTo("a b; c | $d\n");
        gogo.run("cfg:set registrar realm_prefix ''");
        assertThat(gogo.run("cfg:get registrar realm_prefix")).isEqualTo("\n");
    }

    @Test
    void refusesABadValueInOneLine() {
        assertThatThrownBy(() -> gogo.run("cfg:set registrar default_expires -5"))
                .isInstanceOf(ParameterException.class)
                .hasMessage(
                        "registrar.default_expires: '-5' is refused; an integer of 0..2147483647 (seconds) is wanted");
        assertThatThrownBy(() -> gogo.run("cfg:get registrar default_expire"))
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining("default_expire");
    }

    @Test
    void listsAModuleAndMarksWhatDiffersFromTheDefault() {
        gogo.run("cfg:set registrar default_expires 1800");
        assertThat(gogo.run("cfg:list registrar"))
                .contains("default_expires  *  1800   3600\n")
                .containsPattern("case_sensitive +0 +0\n")
                .doesNotContain("matching_mode");
        assertThat(gogo.run("cfg:list")).contains("usrloc     matching_mode");
    }

    @Test
    void printsIntoAPipe() {
        gogo.with("test", new LineCount(), "count");
        assertThat(gogo.run("cfg:list usrloc | test:count")).isEqualTo("4\n");
    }

    @Test
    void neverShowsASecret() {
        gogo.run("cfg:set usrloc db_password hunter2");
        assertThat(gogo.run("cfg:list")
                        + gogo.run("cfg:get usrloc db_password")
                        + gogo.run("cfg:help usrloc db_password"))
                .contains("********")
                .doesNotContain("hunter2");
    }

    @Test
    void showsHowFarALongChangeIsAndNoPasswordOfAUrl() {
        assertThat(gogo.run("cfg:set usrloc db_url postgres://me:hunter2@db/sip"))
                .isEqualTo("""
                copying location to jdbc: 1 of 2 records (50 %)
                usrloc.db_url = postgres://me:********@db/sip (was )
                """);
        assertThat(gogo.run("cfg:list")
                        + gogo.run("cfg:list usrloc")
                        + gogo.run("cfg:get usrloc db_url")
                        + gogo.run("cfg:help usrloc db_url")
                        + gogo.run("cfg:set usrloc db_url ''"))
                .doesNotContain("hunter2");
    }

    @Test
    void wrapsUnderTheLabelNotUnderTheMargin() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Paragraph.labelled(new PrintStream(out), "    takes  ", "word ".repeat(20));
        assertThat(out.toString().lines().toList().get(1)).startsWith("           word");
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
    }

    /** The end of a pipe. */
    public static final class LineCount {

        public void count() throws IOException {
            byte[] read = System.in.readAllBytes();
            Output.stream()
                    .println(new String(read, StandardCharsets.UTF_8).lines().count());
        }
    }
}
