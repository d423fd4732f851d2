package org.waypost.testdatabases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TestDatabasesTest {

    @ParameterizedTest
    @EnumSource
    void keepsItsDataWhenItIsStoppedOrKilled(TestDatabases.Kind kind) throws SQLException {
        try (TestDatabase database = TestDatabases.create(kind)) {
            database.execute("CREATE TABLE t (a INT)", "INSERT INTO t VALUES (1)");
            database.server().stop();
            assertThatThrownBy(database::connect).isInstanceOf(SQLException.class);
            database.server().start();
            assertThat(rows(database)).isEqualTo(1);
            if (kind != TestDatabases.Kind.H2) { // which writes late by default
                database.execute("INSERT INTO t VALUES (2)");
                database.server().kill();
                database.server().start();
                assertThat(rows(database)).isEqualTo(2);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void answersNothingWhileItIsFrozen(TestDatabases.Kind kind) throws Exception {
        try (TestDatabase database = TestDatabases.create(kind);
                Connection connection = database.connect()) {
            database.server().freeze();
            CompletableFuture<Boolean> answer = CompletableFuture.supplyAsync(() -> {
                try {
                    return connection.createStatement().execute("SELECT 1");
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
            assertThat(answer.completeOnTimeout(false, 300, TimeUnit.MILLISECONDS)
                            .get())
                    .isFalse();
            database.server().thaw();
            assertThat(database.connect().isValid(5)).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesAWrongPassword(TestDatabases.Kind kind) throws SQLException {
        try (TestDatabase database = TestDatabases.create(kind)) {
            database.execute("CREATE TABLE t (a INT)");
            assertThatThrownBy(() -> DriverManager.getConnection(database.url(), database.user(), "wrong"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageNotContaining(database.password());
        }
    }

    private static int rows(TestDatabase database) throws SQLException {
        try (Connection connection = database.connect();
                ResultSet count = connection.createStatement().executeQuery("SELECT COUNT(*) FROM t")) {
            count.next();
            return count.getInt(1);
        }
    }
}
