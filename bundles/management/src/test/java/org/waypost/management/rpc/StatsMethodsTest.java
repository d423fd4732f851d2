package org.waypost.management.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.waypost.management.Fakes;
import org.waypost.operations.StatisticsBook;
import org.waypost.operations.StatisticsBook.Cleared;
import org.waypost.operations.StatisticsBook.Statistic;

class StatsMethodsTest {

    private static final List<Statistic> ALL = List.of(
            new Statistic("core", "rcv_requests", false, 9),
            new Statistic("registrar", "accepted_regs", false, 7),
            new Statistic("registrar", "max_contacts", true, 3));

    private final Rpc rpc = new Rpc(new StatsMethods(book()));

    @Test
    void showsThemAsLinesOrByName() {
        assertThat(rpc.call("stats.get_statistics", "registrar:"))
                .isEqualTo("[\"registrar:accepted_regs = 7\",\"registrar:max_contacts = 3\"]");
        assertThat(rpc.call("stats.fetch", "registrar.accepted_regs")).isEqualTo("{\"registrar.accepted_regs\":\"7\"}");
        assertThat(rpc.call("stats.fetchn", "registrar:accepted_regs")).isEqualTo("{\"registrar.accepted_regs\":7}");
        assertThat(rpc.call("stats.fetch"))
                .isEqualTo("{\"code\":400,\"message\":\"Please provide which stats to retrieve\"}");
    }

    @Test
    void tellsWhatWasCleared() {
        assertThat(rpc.call("stats.clear_statistics", "registrar:accepted_regs"))
                .isEqualTo("\"registrar:accepted_regs = 0 (7)\"");
        assertThat(rpc.call("stats.clear_statistics", "registrar:"))
                .isEqualTo("[\"registrar:accepted_regs = 0 (7)\",\"registrar:max_contacts = 3\"]");
        assertThat(rpc.call("stats.clear_statistics", "nothing")).isEqualTo("{}");
        assertThat(rpc.call("stats.reset_statistics", "registrar:")).isEqualTo("{}");
        assertThat(rpc.call("stats.clear_statistics"))
                .isEqualTo("{\"code\":400,\"message\":\"Please provide stats name\"}");
    }

    @Test
    void showsThemAsTheModuleCountersDoes() {
        assertThat(rpc.call("cnt.grps_list")).isEqualTo("[\"core\",\"registrar\"]");
        assertThat(rpc.call("cnt.var_list", "registrar")).isEqualTo("[\"accepted_regs\",\"max_contacts\"]");
        assertThat(rpc.call("cnt.grp_get_all", "registrar")).isEqualTo("{\"accepted_regs\":7,\"max_contacts\":3}");
        assertThat(rpc.call("cnt.get", "core", "rcv_requests")).isEqualTo("9");
        assertThat(rpc.call("cnt.reset", "core", "rcv_requests")).isEqualTo("{}");
        assertThat(rpc.call("cnt.get", "core", "nothing")).contains("non-existent counter core.nothing");
    }

    private static StatisticsBook book() {
        Map<String, Function<Object[], Object>> methods = Map.of(
                "read", arguments -> matching(arguments[0]),
                "reset", arguments -> null,
                "clear",
                        arguments -> matching(arguments[0]).stream()
                                .map(statistic -> new Cleared(
                                        statistic.group(),
                                        statistic.name(),
                                        statistic.gauge() ? statistic.value() : 0,
                                        statistic.value()))
                                .toList());
        return Fakes.of(StatisticsBook.class, methods);
    }

    private static List<Statistic> matching(Object selectors) {
        return ALL.stream()
                .filter(statistic -> ((List<?>) selectors)
                        .stream()
                                .anyMatch(selector -> selector.equals("all")
                                        || selector.equals(statistic.group() + ":")
                                        || selector.equals(statistic.id())))
                .toList();
    }
}
