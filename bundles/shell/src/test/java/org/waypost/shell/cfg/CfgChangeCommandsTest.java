package org.waypost.shell.cfg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.waypost.parameters.Change;
import org.waypost.parameters.ParameterException;
import org.waypost.shell.FakeCatalogue;
import org.waypost.shell.Gogo;
import org.waypost.shell.text.CommandException;

class CfgChangeCommandsTest {

    private final FakeCatalogue catalogue = new FakeCatalogue();
    private final Gogo gogo = CfgShell.open(catalogue);

    @AfterEach
    void close() {
        gogo.close();
    }

    @Test
    void setsAndShowsAParameter() {
        assertThat(gogo.run("cfg:set registrar default_expires 1800"))
                .isEqualTo("registrar.default_expires = 1800 (was 3600)\n");
        assertThat(gogo.run("cfg:get registrar default_expires")).isEqualTo("1800\n");
        assertThat(gogo.run("cfg:set registrar default_expires 1800"))
                .isEqualTo("registrar.default_expires = 1800, as it was\n");
        assertThat(gogo.run("cfg:set registrar default_expires 900 --json"))
                .isEqualTo("{\"applied\":true,\"changes\":[{\"module\":\"registrar\",\"parameter\":\"default_expires\","
                        + "\"from\":1800,\"to\":900}],\"notices\":[]}\n");
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
    }

    @Test
    void showsHowFarALongChangeIsAndNoPasswordOfAUrl() {
        assertThat(gogo.run("cfg:set usrloc db_url postgres://me:hunter2@db/sip"))
                .isEqualTo("""
                copying location to jdbc: 1 of 2 records (50 %)
                usrloc.db_url = postgres://me:********@db/sip (was "")
                """);
        assertThat(gogo.run("cfg:list")
                        + gogo.run("cfg:list usrloc")
                        + gogo.run("cfg:get usrloc db_url")
                        + gogo.run("cfg:help usrloc db_url")
                        + gogo.run("cfg:set usrloc db_url ''"))
                .doesNotContain("hunter2");
    }

    @Test
    void printsWhatIsToBeNoticedAfterTheChange() {
        assertThat(gogo.run("cfg:set registrar default_expires 30")).isEqualTo("""
                registrar.default_expires = 30 (was 3600)
                notice: min_expires 60 raises default_expires 30
                """);
    }

    @Test
    void takesIntegersAndStringsApartAsKamailioDoes() {
        assertThat(gogo.run("cfg:set_now_int registrar default_expires 1800"))
                .isEqualTo("registrar.default_expires = 1800 (was 3600)\n");
        assertThatThrownBy(() -> gogo.run("cfg:set_now_int registrar default_expires abc"))
                .hasMessage(
                        "registrar.default_expires: 'abc' is refused; an integer, as cfg:set_now_int takes, is wanted");
        assertThatThrownBy(() -> gogo.run("cfg:seti registrar realm_prefix sip."))
                .hasMessage("registrar.realm_prefix: 'sip.' is refused; an integer, as cfg:seti takes, is wanted");
        gogo.run("cfg:seti registrar realm_prefix 5");
        assertThat(gogo.run("cfg:get registrar realm_prefix")).isEqualTo("5\n");
        gogo.run("cfg:sets registrar realm_prefix sip.");
        assertThat(gogo.run("cfg:get registrar realm_prefix")).isEqualTo("sip.\n");
        assertThatThrownBy(() -> gogo.run("cfg:sets registrar default_expires 77"))
                .hasMessageContaining("'77' is refused; a string, as cfg:sets takes");
        assertThatThrownBy(() -> gogo.run("cfg:set_now_string registrar default_expires abc"))
                .hasMessageContaining("'abc' is refused; an integer of");
        gogo.run("cfg:set_now_string registrar default_expires s:78");
        assertThat(gogo.run("cfg:get registrar default_expires")).isEqualTo("78\n");
    }

    @Test
    void takesModparamWithoutAScope() {
        assertThat(gogo.run("modparam registrar default_expires 1800"))
                .isEqualTo("registrar.default_expires = 1800 (was 3600)\n");
    }

    @Test
    void takesChangesBack() {
        gogo.run("cfg:set registrar default_expires 1800");
        gogo.run("cfg:set registrar default_expires 900");
        assertThat(gogo.run("cfg:undo")).isEqualTo("registrar.default_expires = 1800 (was 900)\n");
        assertThat(gogo.run("cfg:reset registrar default_expires"))
                .isEqualTo("registrar.default_expires = 3600 (was 1800)\n");
        assertThatThrownBy(() -> gogo.run("cfg:undo 0")).isInstanceOf(CommandException.class);
        assertThatThrownBy(() -> gogo.run("cfg:undo 50")).isInstanceOf(ParameterException.class);
    }

    @Test
    void makesSeveralChangesAtOnce() {
        gogo.run("cfg:begin");
        assertThat(gogo.run("cfg:set registrar default_expires 1800"))
                .isEqualTo("registrar.default_expires = 1800 when committed (now 3600)\n");
        gogo.run("modparam registrar case_sensitive 1");
        gogo.run("cfg:set registrar default_expires 900");
        assertThatThrownBy(() -> gogo.run("cfg:set registrar default_expires -5"))
                .isInstanceOf(ParameterException.class);
        assertThat(gogo.run("cfg:get registrar default_expires")).isEqualTo("3600\n");
        assertThat(gogo.run("cfg:pending"))
                .containsPattern("registrar +default_expires +3600 +900\n")
                .containsPattern("registrar +case_sensitive +0 +1\n");
        assertThat(gogo.run("cfg:commit"))
                .isEqualTo("registrar.default_expires = 900 (was 3600)\nregistrar.case_sensitive = 1 (was 0)\n");
        assertThat(catalogue.history()).hasSize(1);
        assertThat(gogo.run("cfg:pending")).isEqualTo("nothing is pending\n");
    }

    @Test
    void dropsPendingChanges() {
        assertThatThrownBy(() -> gogo.run("cfg:rollback")).isInstanceOf(CommandException.class);
        assertThatThrownBy(() -> gogo.run("cfg:commit")).isInstanceOf(CommandException.class);
        gogo.run("cfg:begin");
        assertThatThrownBy(() -> gogo.run("cfg:begin")).isInstanceOf(CommandException.class);
        assertThatThrownBy(() -> gogo.run("cfg:undo")).hasMessageContaining("pending");
        gogo.run("cfg:set registrar default_expires 1800");
        assertThat(gogo.run("cfg:rollback")).isEqualTo("changes dropped: 1\n");
        assertThat(gogo.run("cfg:get registrar default_expires")).isEqualTo("3600\n");
    }

    @Test
    void saysWhoChangedAPendingValueMeanwhile() {
        gogo.run("cfg:begin");
        gogo.run("cfg:set registrar default_expires 1800");
        catalogue.apply("alice (shell)", List.of(Change.set("registrar", "default_expires", "600")), line -> {});
        assertThat(gogo.run("cfg:pending")).containsPattern("default_expires +\\* +600 +1800\n");
        assertThatThrownBy(() -> gogo.run("cfg:commit"))
                .hasMessage("registrar.default_expires was changed by alice (shell) from 3600 to 600 meanwhile;"
                        + " cfg:commit --force is wanted, or cfg:rollback");
        assertThat(gogo.run("cfg:get registrar default_expires")).isEqualTo("600\n");
        assertThat(gogo.run("cfg:commit --force")).isEqualTo("registrar.default_expires = 1800 (was 600)\n");
    }
}
