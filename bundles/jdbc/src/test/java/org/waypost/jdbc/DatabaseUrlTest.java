package org.waypost.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {

    private static final String EMBEDDED = "jdbc:h2:file:/data/usrloc/location";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "postgres://kam:s3:c@ret@db:5433/sip | POSTGRESQL | jdbc:postgresql://db:5433/sip | kam | s3:c@ret",
                "postgres://kam@db/sip | POSTGRESQL | jdbc:postgresql://db/sip | kam | ''",
                "postgres://db/sip | POSTGRESQL | jdbc:postgresql://db/sip | '' | ''",
                "mysql://kam:rw@[::1]/sip | MARIADB | jdbc:mariadb://[::1]/sip | kam | rw",
                "mysql://kam:rw@/sip | MARIADB | jdbc:mariadb://localhost/sip | kam | rw",
                "jdbc:postgresql://db/sip?user=kam&ssl=true&password=a%26+b | POSTGRESQL | jdbc:postgresql://db/sip?ssl=true"
                        + " | kam | a&+b",
                "jdbc:postgresql:sip?user=kam | POSTGRESQL | jdbc:postgresql:sip | kam | ''",
                "jdbc:mysql://kam:rw@db:3307/sip?useSSL=false | MARIADB | jdbc:mariadb://db:3307/sip?useSSL=false | kam | rw",
                "jdbc:mariadb://db1,db2/sip?USER=kam | MARIADB | jdbc:mariadb://db1,db2/sip | kam | ''",
                "jdbc:h2:file:/x;USER=sa;PASSWORD=a=b;CACHE_SIZE=1 | H2 | jdbc:h2:file:/x;CACHE_SIZE=1 | sa | a=b",
                "'' | H2 | jdbc:h2:file:/data/usrloc/location | '' | ''",
            })
    void keepsCredentialsApart(String text, Dialect dialect, String jdbc, String user, String password) {
        assertThat(DatabaseUrl.parse(text, "", "", EMBEDDED)).isEqualTo(new DatabaseUrl(dialect, jdbc, user, password));
    }

    @Test
    void prefersTheCredentialsGivenBesideIt() {
        DatabaseUrl url = DatabaseUrl.parse("postgres://kam:old@db/sip", "", "new", EMBEDDED);

        assertThat(url.user()).isEqualTo("kam");
        assertThat(url.password()).isEqualTo("new");
    }

    @Test
    void asksForNoCredentialsOfItsOwnFile() {
        assertThat(DatabaseUrl.parse(" ", "kam", "new", EMBEDDED))
                .isEqualTo(new DatabaseUrl(Dialect.H2, EMBEDDED, "", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:oracle:thin:@db:x",
                "text:///etc/kamailio/dbtext",
                "postgres:/db",
                "postgres://kam:secret@db",
                "jdbc:postgresql:",
                "jdbc:h2:",
                "location"
            })
    void refusesOtherForms(String text) {
        assertThatThrownBy(() -> DatabaseUrl.parse(text, "", "", EMBEDDED))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(DatabaseUrl.FORMS);
    }

    @Test
    void showsNoCredentials() {
        DatabaseUrl url = DatabaseUrl.parse("jdbc:mariadb://kam:s3cret@db/sip?password=s3cret&a=b", "", "", EMBEDDED);

        assertThat(url.toString()).isEqualTo("jdbc:mariadb://db/sip");
        assertThat(url.censor("login with s3cret failed")).isEqualTo("login with ******** failed");
    }

    @Test
    void knowsTheSettingsOfItsUrl() {
        DatabaseUrl url = DatabaseUrl.parse("jdbc:h2:file:/x;write_delay=500", "", "", EMBEDDED);

        assertThat(url.sets("WRITE_DELAY")).isTrue();
        assertThat(url.sets("DELAY")).isFalse();
        assertThat(ConnectionSettings.of(url, 100))
                .doesNotContainKey("WRITE_DELAY")
                .containsKey("LOCK_TIMEOUT");
    }
}
