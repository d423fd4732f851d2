package org.waypost.usrloc.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.waypost.jdbc.DatabaseUrl;
import org.waypost.sip.ParameterCheck.Refusal;
import org.waypost.usrloc.jdbc.access.Options;
import org.waypost.usrloc.jdbc.table.Column;
import org.waypost.usrloc.jdbc.table.TableFormat;

class JdbcSettingsTest {

    private static final String EMBEDDED = "jdbc:h2:file:/data/usrloc/location";
    private static final SharedParameters.Values NO_SHARED =
            new SharedParameters.Values(false, 0, 0, false, Set.of("location"));

    private final List<String> refused = new ArrayList<>();

    @Test
    void usesAFileOfItsOwnByDefault() {
        JdbcSettings settings = settings(Map.of(), JdbcSettings.DEFAULTS);

        assertThat(settings.url().map(DatabaseUrl::jdbc)).contains(EMBEDDED);
        assertThat(settings.format()).isEqualTo(TableFormat.STANDARD);
        assertThat(settings.options()).isEqualTo(Options.DEFAULTS);
        assertThat(refused).isEmpty();
    }

    @Test
    void takesWhatIsConfigured() {
        SharedParameters.Values shared = new SharedParameters.Values(true, 64, 7, true, Set.of());
        Map<String, Object> values = Map.of(
                "db_url", "postgres://kam:pw@db/sip",
                "db_pool_size", 3,
                "db_timeout", 500,
                "server_id_filter", 1,
                "expires_type", 1,
                "user_column", "uid",
                "version_table", "0");

        JdbcSettings settings =
                JdbcSettings.of(parameters(values), shared, values, EMBEDDED, JdbcSettings.DEFAULTS, refused::add);

        assertThat(settings.url().map(DatabaseUrl::place)).contains("jdbc:postgresql://db/sip");
        assertThat(settings.options()).isEqualTo(new Options(3, 500, 2000, false, true, true, false, 7, 64, true));
        assertThat(settings.format().useDomain()).isTrue();
        assertThat(settings.format().epochTimes()).isTrue();
        assertThat(settings.format().versionTable()).isEmpty();
        assertThat(settings.format().name(Column.USERNAME)).isEqualTo("uid");
        assertThat(settings.format().name(Column.CONTACT)).isEqualTo("contact");
        assertThat(refused).isEmpty();
    }

    @Test
    void keepsWhatWasInForceInPlaceOfWhatCannotBeUsed() {
        JdbcSettings last = settings(Map.of("db_url", "postgres://db/sip", "q_column", "prio"), JdbcSettings.DEFAULTS);

        JdbcSettings settings = settings(
                Map.of("db_url", "oracle://kam:s3cret@db", "db_timeout", 5, "q_column", "a b", "version_table", "x;y"),
                last);

        assertThat(settings).isEqualTo(last);
        assertThat(refused)
                .anyMatch(line ->
                        line.startsWith("usrloc.db_timeout: '5' is refused; an integer of 100..60000 is wanted;"))
                .anyMatch(line -> line.startsWith("usrloc.q_column: 'a b' is refused; "))
                .anyMatch(line -> line.startsWith("usrloc.version_table: 'x;y' is refused; "))
                .anyMatch(line -> line.startsWith("usrloc.db_url: '(not shown)' is refused; "))
                .noneMatch(line -> line.contains("s3cret"))
                .hasSize(4);
    }

    @Test
    void saysWhatHasNoEffectOrTellsNobodyApart() {
        assertThat(JdbcCheck.notices(Map.of("db_insert_update", "0", "db_insert_null", "1")))
                .containsExactly("db_insert_null has no effect: it is always so");
        assertThat(JdbcCheck.noticesWithUsrloc(Map.of("server_id_filter", "1", "server_id", "0")))
                .hasSize(1);
        assertThat(JdbcCheck.noticesWithUsrloc(Map.of("server_id_filter", "1", "server_id", "2")))
                .isEmpty();
        assertThat(JdbcCheck.noticesWithUsrloc(Map.of("server_id_filter", "1"))).isEmpty();
    }

    @Test
    void refusesBeforehandWhatCannotBeUsed() {
        assertThat(JdbcCheck.check(Map.of("db_url", "oracle://x")).map(Refusal::key))
                .contains("db_url");
        assertThat(JdbcCheck.check(Map.of("ruid_column", "")).map(Refusal::key)).contains("ruid_column");
        assertThat(JdbcCheck.check(Map.of("version_table", "a-b")).map(Refusal::key))
                .contains("version_table");
        assertThat(JdbcCheck.check(Map.of("db_url", "mysql://a:b@c/d", "version_table", "0", "ruid_column", "id_2")))
                .isEmpty();
    }

    @Test
    void knowsNoOtherColumnsThanTheParametersName() {
        assertThat(JdbcParameters.class.getMethods())
                .extracting(method -> method.getName().replace("__", "_"))
                .filteredOn(name -> name.endsWith("_column"))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(Column.values())
                        .flatMap(column -> column.parameter().stream())
                        .toList());
    }

    private JdbcSettings settings(Map<String, Object> values, JdbcSettings last) {
        return JdbcSettings.of(parameters(values), NO_SHARED, values, EMBEDDED, last, refused::add);
    }

    /** The parameters with these values, and the defaults of the others. */
    static JdbcParameters parameters(Map<String, Object> values) {
        Map<String, Object> given = new HashMap<>(values);
        return (JdbcParameters) Proxy.newProxyInstance(
                JdbcParameters.class.getClassLoader(),
                new Class<?>[] {JdbcParameters.class},
                (proxy, method, arguments) ->
                        given.getOrDefault(method.getName().replace("__", "_"), method.getDefaultValue()));
    }
}
