package org.waypost.sip.trace.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TraceFilterTest {

    /** A filter of one option, as it is typed. */
    private static TraceFilter filter(String option, String value) {
        return TraceFilter.of(
                option.equals("method") ? value : "",
                option.equals("user") ? value : "",
                option.equals("source") ? value : "",
                option.equals("call-id") ? value : "",
                option.equals("status") ? value : "",
                false,
                false);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "method  | REGISTER              | true  | false",
                "method  | invite                | false | true",
                "method  | BYE,INVITE,REGISTER   | true  | true",
                "user    | alice                 | true  | false",
                "user    | ALICE                 | true  | false",
                "user    | ali                   | false | false",
                "user    | alice@example.com     | true  | false",
                "user    | alice@EXAMPLE.com     | true  | false",
                "user    | alice@example.net     | false | false",
                "user    | sip:bob@example.net   | false | true",
                "user    | carol                 | false | true",
                "source  | 192.0.2.7             | true  | true",
                "source  | 192.0.2.0/24          | true  | true",
                "source  | 192.0.2.8/29          | false | false",
                "source  | 2001:db8::/32         | false | false",
                "source  | ::/0,192.0.2.6/31     | true  | true",
                "call-id | abc@192.0.2.7         | true  | false",
                "call-id | def                   | false | true",
                "call-id | de                    | false | false",
                "status  | 404                   | false | true",
                "status  | 200,4xx               | false | true",
                "status  | 5xx                   | false | false",
            })
    void letsThroughWhatFits(String option, String value, boolean request, boolean response) {
        TraceFilter filter = filter(option, value);
        assertThat(filter.matches(Samples.tapped(Samples.REGISTER))).isEqualTo(request);
        assertThat(filter.matches(Samples.tapped(Samples.NOT_FOUND))).isEqualTo(response);
    }

    @Test
    void wantsAllOfSeveralOptions() {
        TraceFilter both = TraceFilter.of("REGISTER", "bob", "", "", "", false, false);
        assertThat(both.matches(Samples.tapped(Samples.REGISTER))).isFalse();
        assertThat(both.matches(Samples.tapped(Samples.REGISTER.replace("alice@", "bob@"))))
                .isTrue();
        assertThat(both.text()).isEqualTo("method REGISTER, user bob");
    }

    @Test
    void looksAtTheUriOfTheRequestToo() {
        String invite = Samples.REGISTER.replace("REGISTER sip:example.com", "INVITE sip:dave@192.0.2.9;ob");
        assertThat(filter("user", "dave").matches(Samples.tapped(invite))).isTrue();
    }

    @Test
    void leavesKeepalivesOutUnlessTheyAreWanted() {
        TraceFilter with = TraceFilter.of("", "", "", "", "", false, true);
        for (String keepalive : new String[] {"\r\n\r\n", "\0", "\0\1\0\0!\u0012\u00a4Babcdefghijkl"}) {
            assertThat(TraceFilter.ALL.matches(Samples.tapped(keepalive))).isFalse();
            assertThat(with.matches(Samples.tapped(keepalive))).isTrue();
        }
    }

    @Test
    void letsThroughWhatIsNoSipIfNothingIsAskedOfIt() {
        assertThat(TraceFilter.ALL.matches(Samples.tapped("GET / HTTP/1.1\r\n\r\n")))
                .isTrue();
        assertThat(filter("user", "alice").matches(Samples.tapped("GET / HTTP/1.1\r\n\r\n")))
                .isFalse();
    }

    @Test
    void canBeForWhatIsDroppedAlone() {
        TraceFilter dropped = TraceFilter.of("", "", "", "", "", true, false);
        assertThat(dropped.matches(Samples.tapped(Samples.REGISTER))).isFalse();
        assertThat(dropped.matches(Samples.dropped(Samples.REGISTER, "broken"))).isTrue();
        assertThat(dropped.text()).isEqualTo("dropped");
    }

    @ParameterizedTest
    @CsvSource({
        "method,IN VITE",
        "status,44",
        "status,4y4",
        "status,704",
        "source,example.com",
        "source,192.0.2.0/33",
        "source,300.0.0.1",
        "source,192.0.2",
    })
    void refusesWhatItCannotRead(String option, String value) {
        assertThatThrownBy(() -> filter(option, value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + value + "'")
                .hasMessageContaining("wanted");
    }
}
