package org.waypost.management.rpc;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.waypost.operations.StatisticsBook;
import org.waypost.operations.StatisticsBook.Cleared;
import org.waypost.operations.StatisticsBook.Statistic;

/** The methods {@code stats.…} and {@code cnt.…}: statistics as Kamailio's modules kex and counters show them. */
@Component(service = RpcMethods.class)
public final class StatsMethods implements RpcMethods {

    private static final List<String> ALL = List.of("all");

    private final StatisticsBook book;

    @Activate
    public StatsMethods(@Reference StatisticsBook book) {
        this.book = book;
    }

    @Override
    public List<RpcMethod> methods() {
        List<String> selectors = List.of("statistic");
        List<String> counter = List.of("group", "name");
        List<String> group = List.of("group");
        return List.of(
                new RpcMethod(
                        "stats.get_statistics",
                        selectors,
                        "Statistics as lines: all, a group as registrar:, or some by their names.",
                        (arguments, author) -> lines(arguments)),
                new RpcMethod(
                        "stats.fetch",
                        selectors,
                        "Statistics by name, the values as text.",
                        (arguments, author) -> fetch(arguments, statistic -> Long.toString(statistic.value()))),
                new RpcMethod(
                        "stats.fetchn",
                        selectors,
                        "Statistics by name, the values as numbers.",
                        (arguments, author) -> fetch(arguments, Statistic::value)),
                new RpcMethod(
                        "stats.clear_statistics",
                        selectors,
                        "Sets counters back to 0 and tells what they were.",
                        (arguments, author) -> clear(arguments)),
                new RpcMethod("stats.reset_statistics", selectors, "Sets counters back to 0.", (arguments, author) -> {
                    book.reset(selectors(arguments, "Please provide stats name"));
                    return Map.of();
                }),
                new RpcMethod("cnt.grps_list", List.of(), "The groups of statistics.", (arguments, author) -> groups()),
                new RpcMethod(
                        "cnt.var_list",
                        group,
                        "The names of a group's statistics.",
                        (arguments, author) -> List.copyOf(group(arguments).keySet())),
                new RpcMethod(
                        "cnt.grp_get_all",
                        group,
                        "The statistics of a group by name.",
                        (arguments, author) -> group(arguments)),
                new RpcMethod("cnt.get", counter, "One statistic.", (arguments, author) -> one(arguments)),
                new RpcMethod("cnt.reset", counter, "Sets a counter back to 0.", (arguments, author) -> {
                    one(arguments);
                    book.reset(List.of(arguments.text(0).orElse("") + ":"
                            + arguments.text(1).orElse("")));
                    return Map.of();
                }));
    }

    private List<String> lines(Arguments arguments) {
        return read(arguments).stream()
                .map(statistic -> statistic.id() + " = " + statistic.value())
                .toList();
    }

    private Map<String, Object> fetch(Arguments arguments, Function<Statistic, Object> value) {
        Map<String, Object> byName = new LinkedHashMap<>();
        read(arguments)
                .forEach(statistic -> byName.put(statistic.group() + "." + statistic.name(), value.apply(statistic)));
        return byName;
    }

    // Kamailio tells only the last one of several; here they are a list.
    private Object clear(Arguments arguments) {
        List<String> lines = book.clear(selectors(arguments, "Please provide stats name")).stream()
                .map(StatsMethods::line)
                .toList();
        return switch (lines.size()) {
            case 0 -> Map.of();
            case 1 -> lines.get(0);
            default -> lines;
        };
    }

    private static String line(Cleared cleared) {
        String line = cleared.group() + ":" + cleared.name() + " = " + cleared.now();
        return cleared.now() == cleared.then() ? line : line + " (" + cleared.then() + ")";
    }

    private List<Statistic> read(Arguments arguments) {
        return book.read(selectors(arguments, "Please provide which stats to retrieve"));
    }

    private static List<String> selectors(Arguments arguments, String otherwise) {
        List<String> selectors = arguments.texts().stream()
                // stats.fetch gives and takes group.name
                .map(text -> text.indexOf(':') < 0 ? text.replaceFirst("\\.", ":") : text)
                .toList();
        if (selectors.isEmpty()) {
            throw RpcFault.of(400, otherwise);
        }
        return selectors;
    }

    private List<String> groups() {
        return book.read(ALL).stream().map(Statistic::group).distinct().toList();
    }

    private Map<String, Long> group(Arguments arguments) {
        String group = arguments.text(0).orElse("");
        return book.read(List.of(group + ":")).stream()
                .collect(Collectors.toMap(Statistic::name, Statistic::value, (a, b) -> a, LinkedHashMap::new));
    }

    private long one(Arguments arguments) {
        String group = arguments.text(0).orElse("");
        String name = arguments.text(1).orElse("");
        return Optional.ofNullable(group(arguments).get(name))
                .orElseThrow(() -> RpcFault.of(400, "non-existent counter " + group + "." + name + "\n"));
    }
}
