package org.waypost.shell.help;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.waypost.shell.Gogo;
import org.waypost.shell.text.CommandException;

class HelpCommandTest {

    private final Gogo gogo = new Gogo()
            .with(
                    "gogo",
                    new HelpCommand(new FakeBundles("org.waypost.zoo")
                            .with(
                                    "org.waypost.zoo",
                                    Map.of("osgi.command.scope", "zoo", "osgi.command.function", new String[] {
                                        "feed", "import"
                                    }),
                                    new Zoo())
                            .with(
                                    "org.waypost.zoo",
                                    Map.of("osgi.command.scope", "bar", "osgi.command.function", "open"),
                                    new Zoo())
                            .context()),
                    "help",
                    "grep");

    @AfterEach
    void close() {
        gogo.close();
    }

    @Test
    void listsCommandsWithinTheTerminal() {
        assertThat(gogo.run("help")).isEqualTo("""
                COMMAND     WHAT IT DOES
                bar:open    open it
                zoo:feed    give an animal something to eat, as much of it as it may want, fro..
                zoo:import  take animals from elsewhere
                help COMMAND explains one, with an example; help --all adds those of Gogo
                """);
        assertThat(gogo.run("help --all")).contains("of Gogo: grep help\n");
        assertThat(gogo.run("help bar")).doesNotContain("zoo:");
    }

    @Test
    void explainsOneWithAnExample() {
        assertThat(gogo.run("help zoo:feed")).isEqualTo("""
                zoo:feed [--much ...] [--json] ANIMAL [FOOD...]
                    give an animal something to eat, as much of it as it may want, from today on
                    ANIMAL          its name
                    FOOD            what there is
                    -m, --much ...  how much
                    --json          as JSON
                    example: zoo:feed --much 3 tiger meat
                """);
        assertThat(gogo.run("help zoo.feed zoo.feed")).isEqualTo(gogo.run("help zoo:feed"));
        assertThat(gogo.run("help import")).contains("zoo:import FROM\n", "example: zoo:import here\n");
        assertThat(gogo.run("help zoo:import --json"))
                .isEqualTo(
                        "[\n{\"command\":\"zoo:import\",\"forms\":[{\"usage\":\"zoo:import FROM\","
                                + "\"description\":\"take animals from elsewhere; they stay\",\"example\":\"zoo:import here\"}]}\n]\n");
    }

    @Test
    void saysWhatIsNoCommand() {
        assertThatThrownBy(() -> gogo.run("help fly"))
                .isInstanceOf(CommandException.class)
                .hasMessage("there is no command 'fly'; 'help' lists those there are");
        assertThatThrownBy(() -> gogo.run("help grep")).hasMessageContaining("'grep' is a command of Gogo");
    }

    /** Commands. */
    public static final class Zoo {

        @Descriptor(
                "give an animal something to eat, as much of it as it may want, from today on: zoo:feed --much 3 tiger meat")
        public void feed(
                @Descriptor("how much")
                        @Parameter(
                                names = {"-m", "--much"},
                                absentValue = "1")
                        int much,
                @Descriptor("as JSON") @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                        boolean json,
                @Descriptor("its name") String animal,
                @Descriptor("what there is") String... food) {}

        @Descriptor("take animals from elsewhere: zoo:import here; they stay")
        public void _import(@Descriptor("where from") String from) {}

        @Descriptor("open it")
        public void open() {}
    }
}
