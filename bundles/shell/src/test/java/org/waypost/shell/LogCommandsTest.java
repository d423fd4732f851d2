package org.waypost.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.waypost.shell.text.CommandException;

class LogCommandsTest {

    private final FakeCatalogue catalogue = new FakeCatalogue();
    private final Gogo gogo = new Gogo().with("log", new LogCommands(catalogue), "level");

    @AfterEach
    void close() {
        gogo.close();
    }

    @Test
    void setsLoggersOneByOneAndTakesThemBack() {
        gogo.run("log:level org.waypost.registrar debug");
        gogo.run("log:level org.waypost TRACE");
        assertThat(levels()).isEqualTo("org.waypost=TRACE,org.waypost.registrar=DEBUG");
        gogo.run("log:level org.waypost default");
        assertThat(levels()).isEqualTo("org.waypost.registrar=DEBUG");
    }

    @Test
    void setsTheRootAndTakesItBack() {
        gogo.run("log:level root warn");
        assertThat(gogo.run("log:level root")).isEqualTo("WARN\n");
        gogo.run("log:level root default");
        assertThat(gogo.run("log:level root")).isEqualTo("INFO\n");
    }

    @Test
    void showsTheLevelOfTheNearestLoggerAbove() {
        gogo.run("log:level org.waypost.registrar DEBUG");
        assertThat(gogo.run("log:level org.waypost.registrar.core.Save")).isEqualTo("DEBUG\n");
        assertThat(gogo.run("log:level org.waypost")).isEqualTo("INFO\n");
        assertThat(gogo.run("log:level")).containsPattern("root +INFO\norg.waypost.registrar +DEBUG\n");
    }

    @Test
    void refusesWhatIsNoLevelOrNoLogger() {
        assertThatThrownBy(() -> gogo.run("log:level org.waypost loud"))
                .isInstanceOf(CommandException.class)
                .hasMessage("level: 'loud' is refused; one of ERROR, WARN, INFO, DEBUG, TRACE, OFF, default is wanted");
        assertThatThrownBy(() -> gogo.run("log:level a,b=c DEBUG"))
                .isInstanceOf(CommandException.class)
                .hasMessageStartingWith("'a,b=c' is no logger");
    }

    private String levels() {
        return catalogue.value(catalogue.parameter("logging", "levels"));
    }
}
