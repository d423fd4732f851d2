package org.waypost.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Tables, their columns and versions. */
class CatalogTest {

    @Test
    void tellsColumnsAndVersions() throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:");
                Statement statement = connection.createStatement()) {
            Catalog catalog = new Catalog(connection, Dialect.H2);
            assertThat(catalog.columns("subscriber")).isEmpty();
            assertThat(catalog.version("version", "subscriber")).isZero();

            statement.execute("CREATE TABLE subscriber (Username VARCHAR(9), ha1 VARCHAR(9))");
            statement.execute("CREATE TABLE version (table_name VARCHAR(32), table_version INTEGER)");
            assertThat(catalog.version("version", "subscriber")).isZero();
            statement.execute("INSERT INTO version VALUES ('subscriber', 7)");

            assertThat(catalog.columns("subscriber")).containsExactlyInAnyOrder("username", "ha1");
            assertThat(catalog.version("version", "subscriber")).isEqualTo(7);
        }
    }

    @Test
    void saysWhatIsWrong() {
        assertThatThrownBy(() -> Catalog.requireVersion("version", "subscriber", 6, 7))
                .isInstanceOf(SchemaException.class)
                .hasMessage("the table subscriber has the version 6 in the table version, 7 is wanted");
        assertThatThrownBy(() -> Catalog.requireVersion("version", "subscriber", 0, 7))
                .hasMessageContaining("the version (none)");
        assertThatThrownBy(() -> Catalog.requireColumns("subscriber", Set.of("username"), List.of("Username", "ha1")))
                .isInstanceOf(SchemaException.class)
                .hasMessage("the table subscriber has no column ha1");
    }

    @Test
    void knowsNames() {
        assertThat(SqlName.isOne("user_name2")).isTrue();
        assertThat(SqlName.isOne("2user")).isFalse();
        assertThat(SqlName.isOne("a\"b")).isFalse();
        assertThat(SqlName.versionTable("0")).isEmpty();
        assertThat(SqlName.versionTable("1")).isEqualTo("version");
        assertThat(SqlName.versionTable("versions")).isEqualTo("versions");
        assertThatThrownBy(() -> SqlName.versionTable("a b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(SqlName.WANTED + ", or 0");
    }
}
