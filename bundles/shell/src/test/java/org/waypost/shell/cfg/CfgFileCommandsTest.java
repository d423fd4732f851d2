package org.waypost.shell.cfg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waypost.shell.FakeCatalogue;
import org.waypost.shell.Gogo;
import org.waypost.shell.text.CommandException;

class CfgFileCommandsTest {

    private final FakeCatalogue catalogue = new FakeCatalogue();
    private final Gogo gogo = CfgShell.open(catalogue);

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        gogo.close();
    }

    @Test
    void showsWhatIsSetInEitherForm() {
        gogo.run("cfg:set registrar default_expires 1800");
        gogo.run("cfg:set usrloc db_password hunter2");
        assertThat(gogo.run("cfg:export"))
                .contains("# waypost.registrar.cfg\ndefault_expires = 1800\n")
                .doesNotContain("hunter2", "case_sensitive");
        assertThat(gogo.run("cfg:export --modparam"))
                .contains("modparam(\"registrar\", \"default_expires\", 1800)\n")
                .doesNotContain("hunter2");
        assertThat(gogo.run("cfg:export --all")).contains("case_sensitive = 0\n");
        assertThatThrownBy(() -> gogo.run("cfg:export --cfg --modparam"))
                .hasMessage("one of --modparam and --cfg is wanted");
    }

    @Test
    void readsWhatItWrote() throws IOException {
        for (String form : new String[] {"--cfg", "--modparam"}) {
            gogo.run("cfg:set registrar default_expires 1800");
            gogo.run("cfg:set registrar realm_prefix 'sip. \u00e9'");
            Path file = folder.resolve("all" + form);
            assertThat(gogo.run("cfg:export " + form + " " + file))
                    .isEqualTo("written to " + file + ": parameters: 2\n");
            gogo.run("cfg:reset registrar default_expires");
            gogo.run("cfg:reset registrar realm_prefix");
            assertThat(gogo.run("cfg:import " + file))
                    .isEqualTo("registrar.default_expires = 1800 (was 3600)\n"
                            + "registrar.realm_prefix = sip. \u00e9 (was \"\")\n");
            assertThat(gogo.run("cfg:import " + file)).isEqualTo("as they were: 2\n");
        }
    }

    @Test
    void leavesAFileAloneThatIsThere() throws IOException {
        Path file = Files.writeString(folder.resolve("mine.cfg"), "mine");
        assertThatThrownBy(() -> gogo.run("cfg:export " + file))
                .hasMessage(file + " is there already; --force replaces it");
        assertThat(file).hasContent("mine");
        gogo.run("cfg:export --all --force " + file);
        assertThat(Files.readString(file)).contains("default_expires = 3600");
    }

    @Test
    void takesTheLinesOfAKamailioConfigurationAndListsWhatIsUnknown() throws IOException {
        Path file = Files.writeString(folder.resolve("kamailio.cfg"), """
                loadmodule "registrar.so"
                modparam("registrar", "default_expires", 1800)
                modparam("tm", "fr_timer", 30000)
                modparam("registrar|usrloc", "case_sensitive", 1)
                """);
        String report = gogo.run("cfg:import --dry-run " + file);
        assertThat(report)
                .startsWith("registrar.default_expires = 1800 (now 3600)\nregistrar.case_sensitive = 1 (now 0)\n")
                .containsPattern("not taken over: 2\nLINE  TEXT .* WHY\n +3  .*tm.*there is no module 'tm' here\n +4 ");
        assertThat(catalogue.history()).isEmpty();
        assertThat(gogo.run("cfg:import " + file)).startsWith("registrar.default_expires = 1800 (was 3600)\n");
        assertThat(catalogue.history()).hasSize(1);
        assertThat(gogo.run("cfg:import --json " + file))
                .startsWith(
                        "{\"applied\":true,\"changes\":[],\"notices\":[],\"skipped\":[{\"line\":3,\"text\":\"modparam(");
    }

    @Test
    void takesNothingIfOneValueIsRefused() throws IOException {
        Path file = Files.writeString(
                folder.resolve("waypost.registrar.cfg"), "default_expires = 1800\ncase_sensitive = maybe\n");
        assertThatThrownBy(() -> gogo.run("cfg:import " + file))
                .isInstanceOf(CommandException.class)
                .hasMessage(
                        "nothing of " + file + " is taken over; line 2: registrar.case_sensitive: 'maybe' is refused;"
                                + " an integer of 0..1 is wanted");
        assertThat(gogo.run("cfg:get registrar default_expires")).isEqualTo("3600\n");
    }

    @Test
    void keepsWhatItReadsUntilItIsCommitted() throws IOException {
        Path file = Files.writeString(folder.resolve("waypost.registrar.cfg"), "default_expires = 1800\n");
        gogo.run("cfg:begin");
        assertThat(gogo.run("cfg:import " + file))
                .isEqualTo("registrar.default_expires = 1800 when committed (now 3600)\n");
        assertThat(gogo.run("cfg:commit")).isEqualTo("registrar.default_expires = 1800 (was 3600)\n");
    }

    @Test
    void saysWhichFileCannotBeRead() throws IOException {
        assertThatThrownBy(() -> gogo.run("cfg:import " + folder.resolve("nowhere")))
                .hasMessage("there is no file " + folder.resolve("nowhere") + " that can be read");
        Path empty = Files.writeString(folder.resolve("empty.cfg"), "# nothing\n");
        assertThatThrownBy(() -> gogo.run("cfg:import " + empty))
                .hasMessage(empty + " sets no parameter that is known here");
    }
}
