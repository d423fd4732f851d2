package org.waypost.itest.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.opentest4j.TestAbortedException;
import org.waypost.itest.kit.ConfigFile;
import org.waypost.itest.kit.Ports;
import org.waypost.itest.kit.WaypostContainer;

/** Makes tests of exchanges: each is played to a running container, whose parameters are changed in between. */
final class ExchangePlayer {

    /** Names of the exchanges to play: {@code -Dexchanges='lua-.*'}. */
    private static final String WANTED = System.getProperty("exchanges", ".*");

    private static final Path RECORDED = Path.of("src/test/resources/exchanges");
    private static final Path WRITTEN = Path.of("src/test/resources/written");
    private static final Pattern AOR = Pattern.compile("(?m)^  AoR: (.*)$");

    /** Says what is wrong with the reply to a step. */
    @FunctionalInterface
    private interface Judge {
        List<String> differences(Exchange exchange, int step, String reply);
    }

    private final WaypostContainer waypost;
    private List<Exchange.Setting> inForce = List.of();

    ExchangePlayer(WaypostContainer waypost) {
        this.waypost = waypost;
    }

    /** Replies as Kamailio 5.6.3 gave them: see the script {@code record}. */
    Stream<DynamicNode> asKamailio(Predicate<Exchange> chosen) {
        return byParameters(
                RECORDED,
                chosen,
                (exchange, step, reply) ->
                        Differences.exact(exchange.steps().get(step).reply(), reply));
    }

    /** The same, or the replies it gave in db_mode 3, with contacts in any order, as a database may give those of one q. */
    Stream<DynamicNode> asKamailioInDbOnly(Predicate<Exchange> chosen) {
        Map<String, Exchange> others = Exchange.readAll(DbOnlyRecorder.FOLDER).stream()
                .collect(Collectors.toMap(Exchange::name, exchange -> exchange));
        return byParameters(RECORDED, chosen, (exchange, step, reply) -> {
            List<String> differences =
                    Differences.exact(exchange.steps().get(step).reply(), reply);
            Exchange other = others.get(exchange.name());
            return other == null || differences.isEmpty()
                    ? differences
                    : Differences.inAnyOrder(other.steps().get(step).reply(), reply);
        });
    }

    /** Replies written by hand: {@code compat = rfc}, and what Kamailio answers from the state of the request before. */
    Stream<DynamicNode> asWritten(Predicate<Exchange> chosen) {
        return byParameters(
                WRITTEN,
                chosen,
                (exchange, step, reply) ->
                        Differences.required(exchange.steps().get(step).reply(), reply));
    }

    private Stream<DynamicNode> byParameters(Path folder, Predicate<Exchange> chosen, Judge judge) {
        Map<String, List<Exchange>> groups = Exchange.readAll(folder).stream()
                .filter(exchange -> exchange.name().matches(WANTED) && chosen.test(exchange))
                .collect(Collectors.groupingBy(
                        exchange -> exchange.settings().stream()
                                .map(s -> s.module() + "." + s.name() + "=" + s.value())
                                .collect(Collectors.joining(" ")),
                        TreeMap::new,
                        Collectors.toList()));
        return groups.entrySet().stream()
                .map(group -> dynamicContainer(
                        group.getKey().isEmpty() ? "defaults" : group.getKey(),
                        group.getValue().stream()
                                .map(exchange -> dynamicTest(exchange.name(), () -> check(exchange, judge)))));
    }

    private void check(Exchange exchange, Judge judge) throws InterruptedException {
        if (exchange.transport().endsWith("6") && !Ports.ipv6()) {
            throw new TestAbortedException("this machine has no IPv6 loopback");
        }
        use(exchange.settings());
        int logged = waypost.log().length();
        List<String> replies = Conversation.play(exchange, waypost.port());
        List<String> differences = new ArrayList<>();
        for (int i = 0; i < replies.size(); i++) {
            for (String line : judge.differences(exchange, i, replies.get(i))) {
                differences.add("message " + (i + 1) + "\n" + line);
            }
        }
        assertThat(differences)
                .as(exchange.name() + "\n" + String.join("\n", exchange.head()) + "\nlog:\n"
                        + waypost.log().substring(logged))
                .isEmpty();
    }

    void removeAllBindings() {
        String removals = AOR.matcher(waypost.exec("ul:dump location"))
                .results()
                .map(aor -> "ul:rm location '" + aor.group(1) + "'")
                .collect(Collectors.joining(";"));
        if (!removals.isEmpty()) {
            waypost.exec(removals);
        }
    }

    /** Sets these parameters, and those that were set before and are not among these back to their defaults. */
    void use(List<Exchange.Setting> settings) {
        if (settings.equals(inForce)) {
            return;
        }
        List<Exchange.Setting> lastFirst = new ArrayList<>(inForce); // flow_timer before the outbound_mode it needs
        Collections.reverse(lastFirst);
        Stream<String> resets = lastFirst.stream()
                .filter(old -> settings.stream().noneMatch(now -> now.name().equals(old.name())))
                .distinct()
                .map(old -> "cfg:set %s %s '%s'".formatted(old.module(), old.name(), defaultOf(old)));
        Stream<String> sets =
                settings.stream().map(now -> "cfg:set %s %s '%s'".formatted(now.module(), now.name(), valueOf(now)));
        String commands = Stream.concat(resets, sets).collect(Collectors.joining(";"));
        inForce = Stream.concat(inForce.stream(), settings.stream()).distinct().toList(); // if one of them is refused
        waypost.exec("cfg:begin;" + commands + ";cfg:commit"); // all at once is quicker than one by one
        inForce = settings;
    }

    private String valueOf(Exchange.Setting setting) {
        if (setting.isScript()) {
            return Exchange.script(setting.value()).toString();
        }
        return setting.value().replace("@PORT@", String.valueOf(waypost.port()));
    }

    private String defaultOf(Exchange.Setting setting) {
        if (setting.isListen()) {
            return waypost.listen();
        }
        return ConfigFile.readAll(WaypostContainer.home().resolve("config")).stream()
                .filter(file -> file.module().equals(setting.module()))
                .flatMap(file -> Stream.ofNullable(file.defaults().get(setting.name())))
                .findFirst()
                .orElseThrow();
    }
}
