package org.waypost.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.function.ObjLongConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.waypost.shell.text.CommandException;
import org.waypost.sip.StatisticsGroup;

class StatsCommandsTest {

    private final StatsCommands commands = new StatsCommands();
    private final Gogo gogo = new Gogo().with("stats", commands, "get_statistics");

    @BeforeEach
    void attach() {
        commands.groups = List.of(
                new Group("usrloc", Map.of("registered_users", 3L)),
                new Group("registrar", Map.of("rejected_regs", 1L, "accepted_regs", 12L)));
    }

    @AfterEach
    void close() {
        gogo.close();
    }

    @Test
    void showsAllInTheOrderOfTheirNames() {
        String all = "registrar:accepted_regs = 12\nregistrar:rejected_regs = 1\nusrloc:registered_users = 3\n";
        assertThat(gogo.run("stats:get_statistics all")).isEqualTo(all);
        assertThat(gogo.run("stats:get_statistics")).isEqualTo(all);
    }

    @Test
    void showsGroupsAndSingleOnes() {
        assertThat(gogo.run("stats:get_statistics usrloc:")).isEqualTo("usrloc:registered_users = 3\n");
        assertThat(gogo.run("stats:get_statistics accepted_regs registrar:rejected_regs"))
                .isEqualTo("registrar:accepted_regs = 12\nregistrar:rejected_regs = 1\n");
    }

    @Test
    void refusesWhatIsNotThere() {
        assertThatThrownBy(() -> gogo.run("stats:get_statistics nothing"))
                .isInstanceOf(CommandException.class)
                .hasMessage("there is no statistic 'nothing'");
    }

    private record Group(String group, Map<String, Long> values) implements StatisticsGroup {

        @Override
        public void collect(ObjLongConsumer<String> sink) {
            values.forEach(sink::accept);
        }

        @Override
        public void reset() {
            throw new UnsupportedOperationException();
        }
    }
}
