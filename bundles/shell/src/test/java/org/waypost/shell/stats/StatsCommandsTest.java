package org.waypost.shell.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ObjLongConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.waypost.operations.StatisticsBook;
import org.waypost.operations.internal.Operations;
import org.waypost.shell.Gogo;
import org.waypost.shell.text.CommandException;
import org.waypost.sip.StatisticsGroup;

class StatsCommandsTest {

    private final Group registrar = new Group("registrar", Map.of("rejected_regs", 1L, "accepted_regs", 12L));
    private final StatisticsBook book =
            Operations.statistics(new Group("usrloc", Map.of("registered_users", 3L)), registrar);
    private final Gogo gogo = new Gogo()
            .with(
                    "stats",
                    new StatsCommands(book),
                    "get_statistics",
                    "clear",
                    "clear_statistics",
                    "reset",
                    "reset_statistics")
            .with("stats", new RatesCommand(book), "rates");

    @AfterEach
    void close() {
        gogo.close();
    }

    @Test
    void showsAllInTheOrderOfTheirNames() {
        String all = "registrar:accepted_regs = 12\nregistrar:rejected_regs = 1\nusrloc:registered_users = 3\n";
        assertThat(gogo.run("stats:get_statistics all")).isEqualTo(all);
        assertThat(gogo.run("stats:get_statistics")).isEqualTo(all);
        assertThat(gogo.run("stats:get_statistics --json usrloc:")).isEqualTo("{\"usrloc:registered_users\":3}\n");
    }

    @Test
    void showsGroupsAndSingleOnes() {
        assertThat(gogo.run("stats:get_statistics usrloc:")).isEqualTo("usrloc:registered_users = 3\n");
        assertThat(gogo.run("stats:get_statistics accepted_regs registrar:rejected_regs"))
                .isEqualTo("registrar:accepted_regs = 12\nregistrar:rejected_regs = 1\n");
    }

    @Test
    void refusesWhatIsNotThere() {
        for (String command : List.of("get_statistics", "clear", "reset", "rates")) {
            assertThatThrownBy(() -> gogo.run("stats:" + command + " accepted_regs nothing"))
                    .isInstanceOf(CommandException.class)
                    .hasMessage("there is no statistic 'nothing'");
        }
        assertThat(registrar.values).containsEntry("accepted_regs", 12L);
        assertThatThrownBy(() -> gogo.run("stats:reset")).hasMessageStartingWith("say which");
    }

    @Test
    void clearsAndShowsWhatWasThere() {
        assertThat(gogo.run("stats:clear_statistics registrar:rejected_regs usrloc:"))
                .isEqualTo("registrar:rejected_regs = 0 (1)\nusrloc:registered_users = 3\n");
        assertThat(gogo.run("stats:clear --json registrar:"))
                .isEqualTo("[{\"name\":\"registrar:accepted_regs\",\"now\":0,\"then\":12},"
                        + "{\"name\":\"registrar:rejected_regs\",\"now\":0,\"then\":0}]\n");
        registrar.values.put("accepted_regs", 5L);
        assertThat(gogo.run("stats:reset all")).isEmpty();
        assertThat(gogo.run("stats:get_statistics accepted_regs")).isEqualTo("registrar:accepted_regs = 0\n");
    }

    @Test
    void showsRatesOfWhatCounts() throws IOException {
        for (int second = 0; second <= 60; second++) {
            registrar.values.put("accepted_regs", second <= 59 ? second * 2L : 130L);
            Operations.sample(book, second);
        }
        assertThat(gogo.run("stats:rates")).isEqualTo("""
                STATISTIC                 1 S  10 S  60 S
                registrar:accepted_regs  12.0   3.0   2.2
                """);
        assertThat(gogo.run("stats:rates rejected_regs")).contains("registrar:rejected_regs  0.0   0.0   0.0");
        assertThat(JSON.std.listFrom(gogo.run("stats:rates --json registrar:")))
                .first()
                .isEqualTo(
                        Map.of("name", "registrar:accepted_regs", "second", 12.0, "ten_seconds", 3.0, "minute", 2.2));
    }

    @Test
    @Timeout(60)
    void showsThemAgainUntilItIsInterrupted() throws InterruptedException {
        Operations.sample(book, 0);
        Operations.sample(book, 1);
        Thread shell = new Thread(() -> gogo.run("stats:rates --watch --json accepted_regs"));
        shell.setDaemon(true);
        shell.start();
        while (gogo.shown().lines().count() < 2) {
            Thread.sleep(2);
        }
        gogo.interrupt();
        shell.join();
        assertThat(gogo.shown().lines()).allMatch(line -> line.startsWith("[{\"name\":\"registrar:accepted_regs\""));
    }

    private static final class Group implements StatisticsGroup {

        private final String group;
        private final Map<String, Long> values;

        Group(String group, Map<String, Long> values) {
            this.group = group;
            this.values = new TreeMap<>(values);
        }

        @Override
        public String group() {
            return group;
        }

        @Override
        public void collect(ObjLongConsumer<String> sink) {
            values.forEach(sink::accept);
        }

        @Override
        public boolean isGauge(String name) {
            return name.equals("registered_users");
        }

        @Override
        public void reset() {
            values.replaceAll((name, value) -> isGauge(name) ? value : 0);
        }
    }
}
