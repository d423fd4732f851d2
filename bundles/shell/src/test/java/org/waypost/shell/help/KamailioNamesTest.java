package org.waypost.shell.help;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.waypost.shell.FakeCatalogue;
import org.waypost.shell.Gogo;
import org.waypost.shell.cfg.CfgCommands;

class KamailioNamesTest {

    @Test
    void runsTheCommandOfThatNameWithItsArguments() {
        try (Gogo gogo = new Gogo().with("cfg", new CfgCommands(new FakeCatalogue()), "get")) {
            gogo.with("kamailio", KamailioNames.as("cfg:get"), "cfg.get")
                    .with("kamailio", KamailioNames.as("cfg:set"), "cfg.set");
            assertThat(gogo.run("cfg.get registrar default_expires")).isEqualTo("3600\n");
            assertThat(gogo.run("cfg.get registrar default_expires --json")).contains("\"value\":3600");
            assertThatThrownBy(() -> gogo.run("cfg.set registrar default_expires 5"))
                    .hasMessage("the command cfg:set is not there now");
        }
    }
}
